// Alarms, the routing engine, zones, the chassis cluster, and a reboot.

import { type Content, el, elWith } from "../markup";
import { CLUSTER } from "../reports/cluster";
import { type Command, type Device, namespace, type Report } from "../reports/command";
import { dateTime } from "../words";

function alarmsReport(device: Device): Report {
  const rescue = device.database.history.length > 0 && !device.isForwarding();
  if (!rescue) {
    return {
      text: "No alarms currently active\n",
      xml: elWith(
        "alarm-information",
        namespace(device, "alarm"),
        el("alarm-summary", el("no-active-alarms")),
      ),
    };
  }
  const time = dateTime(device.bootedAt);
  const description = "FPC 0 offline";
  return {
    text: `1 alarms currently active\nAlarm time               Class  Description\n${time.padEnd(24)} Major  ${description}\n`,
    xml: elWith(
      "alarm-information",
      namespace(device, "alarm"),
      el("alarm-summary", el("active-alarm-count", 1)),
      el(
        "alarm-detail",
        el("alarm-time", time),
        el("alarm-class", "Major"),
        el("alarm-description", description),
        el("alarm-short-description", description),
        el("alarm-type", "Chassis"),
      ),
    ),
  };
}

function engineReport(device: Device): Report {
  const up = Math.floor((Date.now() - device.bootedAt) / 1000);
  const model = `${device.spec.model.toUpperCase()} RE`;
  return {
    text:
      `Routing Engine status:\n    Model                          ${model}\n` +
      `    Start time                     ${dateTime(device.bootedAt)}\n    Uptime                         ${up} seconds\n`,
    xml: elWith(
      "route-engine-information",
      namespace(device, "chassis"),
      el(
        "route-engine",
        el("status", "OK"),
        el("model", model),
        elWith(
          "start-time",
          { "junos:seconds": String(Math.floor(device.bootedAt / 1000)) },
          dateTime(device.bootedAt),
        ),
        elWith("up-time", { "junos:seconds": String(up) }, `${up} seconds`),
        el("last-reboot-reason", "Router rebooted after a normal shutdown."),
      ),
    ),
  };
}

function zonesReport(device: Device): Report {
  const zones =
    device.database.active.effective().get("security zones security-zone")?.children ?? [];
  const parts = zones.map((zone) => {
    const interfaces = zone.names("interfaces");
    return {
      name: zone.name,
      interfaces,
      text:
        `\nSecurity zone: ${zone.name}\n  Send reset for non-SYN session TCP packets: Off\n  Policy configurable: Yes\n` +
        `  Interfaces bound: ${interfaces.length}\n  Interfaces:\n${interfaces.map((each) => `    ${each}\n`).join("")}`,
    };
  });
  return {
    text: parts.map(({ text }) => text).join(""),
    xml: elWith(
      "zones-information",
      { ...namespace(device, "zones"), "junos:style": "detail" },
      parts.map(({ name, interfaces }) =>
        el(
          "zones-security",
          el("zones-security-zonename", name),
          el("zones-security-interfaces-bound", interfaces.length),
          el(
            "zones-security-interfaces",
            interfaces.map((each): Content => el("zones-security-interface-name", each)),
          ),
        ),
      ),
    ),
  };
}

/** The commands of this area. */
export const HEALTH: readonly Command[] = [
  ...CLUSTER,
  {
    words: "show system alarms",
    help: "Show system alarm status",
    rpc: ["get-system-alarm-information"],
    run: alarmsReport,
  },
  {
    words: "show chassis alarms",
    help: "Show alarm status",
    rpc: ["get-alarm-information"],
    run: alarmsReport,
  },
  {
    words: "show chassis routing-engine",
    help: "Show Routing Engine status",
    rpc: ["get-route-engine-information"],
    run: engineReport,
  },
  {
    words: "show security zones",
    help: "Show security zone information",
    rpc: ["get-zones-information"],
    options: [
      { word: "detail", element: "detail", help: "Display detailed output" },
      { word: "terse", element: "terse", help: "Display terse output" },
    ],
    run: zonesReport,
  },
  {
    words: "request system reboot",
    help: "Reboot the system",
    rpc: ["request-reboot"],
    run(device) {
      setTimeout(() => device.restart(), 100).unref();
      return {
        text: "Shutdown NOW!\n",
        xml: el("request-reboot-results", el("request-reboot-status", "Shutdown NOW!")),
      };
    },
  },
];
