// The device as reports see it, made of what a session sees.

import { type Device } from "../reports/command";
import { type DeviceView } from "../view";

/** Reads through: always what the view says now. */
export function deviceOf(view: DeviceView): Device {
  return {
    spec: view.order,
    database: {
      get active() {
        return view.configuration.active;
      },
      get history() {
        return view.configuration.commits;
      },
      get undoneAt() {
        return view.configuration.undoneAt;
      },
    },
    plane: view.plane,
    get cluster() {
      return view.cluster;
    },
    bootedAt: view.bootTime,
    isForwarding: () => view.forwardingReady,
    hostName: () => view.hostName,
    restart: () => view.restart(),
  };
}
