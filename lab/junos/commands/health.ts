// Alarms, the routing engine, zones, and a reboot.

import { type DeviceView } from "../device-view";
import { el, elWith } from "../report/markup";
import { line, padded, section, sectionWith, type Sheet, text } from "../report/sheet";
import { dateTime } from "../report/times";
import { type Command, DETAIL, namespace, TERSE } from "./command";
import { assumed, documented } from "../source";

function alarmsReport(device: DeviceView): Sheet {
  const isRaised = device.configuration.commits.length > 0 && !device.forwardingReady;
  const description = "FPC 0 offline";
  return sectionWith(
    "alarm-information",
    namespace(device, "alarm"),
    isRaised
      ? [
          section("alarm-summary", line`${el("active-alarm-count", 1)} alarms currently active`),
          section(
            "alarm-detail",
            text("Alarm time               Class  Description\n"),
            line`${padded(el("alarm-time", dateTime(device.bootTime)), 24)} ${padded(el("alarm-class", "Major"), 6)} ${el("alarm-description", description)}`,
            el("alarm-short-description", description),
            el("alarm-type", "Chassis"),
          ),
        ]
      : section("alarm-summary", line`No alarms currently active`, el("no-active-alarms")),
  );
}

function engineReport(device: DeviceView): Sheet {
  const up = Math.floor((Date.now() - device.bootTime) / 1000);
  const started = { "junos:seconds": String(Math.floor(device.bootTime / 1000)) };
  return sectionWith(
    "route-engine-information",
    namespace(device, "chassis"),
    text("Routing Engine status:\n"),
    section(
      "route-engine",
      el("status", "OK"),
      line`    Model                          ${el("model", `${device.spec.model.toUpperCase()} RE`)}`,
      line`    Start time                     ${elWith("start-time", started, dateTime(device.bootTime))}`,
      line`    Uptime                         ${elWith("up-time", { "junos:seconds": String(up) }, `${up} seconds`)}`,
      el("last-reboot-reason", "Router rebooted after a normal shutdown."),
    ),
  );
}

function zonesReport(device: DeviceView): Sheet {
  const zones = device.configuration.effective.get("security zones security-zone")?.children ?? [];
  return sectionWith(
    "zones-information",
    { ...namespace(device, "zones"), "junos:style": "detail" },
    zones.map((zone) => {
      const interfaces = zone.names("interfaces");
      return section(
        "zones-security",
        text("\n"),
        line`Security zone: ${el("zones-security-zonename", zone.name)}`,
        text("  Send reset for non-SYN session TCP packets: Off\n  Policy configurable: Yes\n"),
        line`  Interfaces bound: ${el("zones-security-interfaces-bound", interfaces.length)}`,
        section(
          "zones-security-interfaces",
          text("  Interfaces:\n"),
          interfaces.map((each) => line`    ${el("zones-security-interface-name", each)}`),
        ),
      );
    }),
  );
}

const ALARMS = documented("exporters of metrics that send both requests and read the detail");

/** The commands of this area. */
export const HEALTH: readonly Command[] = [
  {
    words: "show system alarms",
    help: "Show system alarm status",
    rpc: ["get-system-alarm-information"],
    source: ALARMS,
    run: alarmsReport,
  },
  {
    words: "show chassis alarms",
    help: "Show alarm status",
    rpc: ["get-alarm-information"],
    source: ALARMS,
    run: alarmsReport,
  },
  {
    words: "show chassis routing-engine",
    help: "Show Routing Engine status",
    rpc: ["get-route-engine-information"],
    source: documented("Juniper/py-junos-eznc, facts/get_route_engine_information.py"),
    run: engineReport,
  },
  {
    words: "show security zones",
    help: "Show security zone information",
    rpc: ["get-zones-information"],
    options: [DETAIL, TERSE],
    source: assumed("the name is noted elsewhere; the shape is remembered"),
    run: zonesReport,
  },
  {
    words: "request system reboot",
    help: "Reboot the system",
    rpc: ["request-reboot"],
    source: assumed("the sentence is remembered; the shape of the reply was not found"),
    run(device) {
      setTimeout(() => device.restart(), 100).unref();
      return section(
        "request-reboot-results",
        line`${el("request-reboot-status", "Shutdown NOW!")}`,
      );
    },
  },
];
