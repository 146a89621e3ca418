// Alarms, the routing engine, zones, and a reboot.

import { type DeviceView } from "../device-view";
import { el, elWith } from "../report/markup";
import { line, padded, section, sectionWith, type Sheet, text } from "../report/sheet";
import { dateTime } from "../report/times";
import { type Command, DETAIL, namespace, TERSE } from "./command";
import { published } from "../source";

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
            line`${padded(elWith("alarm-time", since1970(device.bootTime), dateTime(device.bootTime)), 24)} ${padded(el("alarm-class", "Major"), 6)} ${el("alarm-description", description)}`,
            el("alarm-short-description", description),
            el("alarm-type", "Chassis"),
          ),
        ]
      : section("alarm-summary", line`No alarms currently active`, el("no-active-alarms")),
  );
}

/** A time's attribute in whole seconds. */
const since1970 = (milliseconds: number): { "junos:seconds": string } => ({
  "junos:seconds": String(Math.floor(milliseconds / 1000)),
});

/** A quiet vSRX of 4 GB: nothing here works for a routing engine. */
const LOAD: readonly (readonly [string, string | number])[] = [
  ["memory-system-total", 4096],
  ["memory-system-total-used", 2662],
  ["memory-system-total-util", 65],
  ["memory-control-plane", 1792],
  ["memory-control-plane-used", 1057],
  ["memory-control-plane-util", 59],
  ["memory-data-plane", 2304],
  ["memory-data-plane-used", 1682],
  ["memory-data-plane-util", 73],
  ["cpu-user", 1],
  ["cpu-background", 0],
  ["cpu-system", 2],
  ["cpu-interrupt", 0],
  ["cpu-idle", 97],
];

const AVERAGES = ["load-average-one", "load-average-five", "load-average-fifteen"];

function engineReport(device: DeviceView): Sheet {
  const up = Date.now() - device.bootTime;
  return sectionWith(
    "route-engine-information",
    namespace(device, "chassis"),
    text("Routing Engine status:\n"),
    section(
      "route-engine",
      el("status", "OK"),
      LOAD.map(([name, value]) => el(name, value)),
      line`    Model                          ${el("model", `${device.spec.model.toUpperCase()} RE`)}`,
      line`    Start time                     ${elWith("start-time", since1970(device.bootTime), dateTime(device.bootTime))}`,
      line`    Uptime                         ${elWith("up-time", since1970(up), `${Math.floor(up / 1000)} seconds`)}`,
      el("last-reboot-reason", "Router rebooted after a normal shutdown."),
      AVERAGES.map((name) => el(name, "0.10")),
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
      const screen = zone.text("screen");
      return section(
        "zones-security",
        text("\n"),
        line`Security zone: ${el("zones-security-zonename", zone.name)}`,
        line`  Send reset for non-SYN session TCP packets: ${el("zones-security-send-reset", zone.get("tcp-rst") === undefined ? "Off" : "On")}`,
        line`  Policy configurable: ${el("zones-security-policy-configurable", "Yes")}`,
        screen === undefined ? undefined : line`  Screen: ${el("zones-security-screen", screen)}`,
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

const CAPTURES = published("24.4R1.9", "fastrevmd-lab/rustjunosmcp, captures of vSRX");

/** The commands of this area. */
export const HEALTH: readonly Command[] = [
  {
    words: "show system alarms",
    help: "Show system alarm status",
    rpc: ["get-system-alarm-information"],
    source: CAPTURES,
    run: alarmsReport,
  },
  {
    words: "show chassis alarms",
    help: "Show alarm status",
    rpc: ["get-alarm-information"],
    source: CAPTURES,
    run: alarmsReport,
  },
  {
    words: "show chassis routing-engine",
    help: "Show Routing Engine status",
    rpc: ["get-route-engine-information"],
    source: CAPTURES,
    run: engineReport,
  },
  {
    words: "show security zones",
    help: "Show security zone information",
    rpc: ["get-zones-information"],
    options: [DETAIL, TERSE],
    source: published(
      "17.3R2 and others",
      "tests of two programs that read zones; a tutorial's output in detail",
    ),
    run: zonesReport,
  },
  {
    words: "request system reboot",
    help: "Reboot the system",
    rpc: ["request-reboot"],
    source: published("15.1X53", "exsver/netconf, replies in its code; ncclient's example"),
    run(device) {
      setTimeout(() => device.restart(), 100).unref();
      const at = { "reboot-time": String(Math.floor(Date.now() / 1000)) };
      return section(
        "request-reboot-results",
        line`${elWith("request-reboot-status", at, `Shutdown NOW!\n[pid ${process.pid}]`)}`,
      );
    },
  },
];
