// The log of the IKE daemon: what became of tunnels, oldest first.

import { type TunnelEvent } from "../../dataplane";
import { type DeviceView } from "../device-view";
import { refusal } from "../messages";
import { el } from "../report/markup";
import { block, type Sheet } from "../report/sheet";
import { type Arguments, bare, type Command } from "./command";
import { assumed } from "../source";

/** Both names that the daemon's log goes by. */
const IKE_LOGS = new Set(["kmd", "iked"]);

async function report(device: DeviceView, given: Arguments): Promise<Sheet> {
  const { filename = "" } = given;
  if (filename === "") return whole("output", [...IKE_LOGS].map((name) => `${name}\n`).join(""));
  if (!IKE_LOGS.has(filename)) throw refusal(`could not resolve file: ${filename}`);
  const { events } = await device.plane.state();
  const oldestFirst = [...events].sort((a, b) => a.time - b.time);
  const lines = oldestFirst.map((event) => logLine(event, device.hostName, filename));
  return whole("file-content", lines.join(""));
}

function logLine(
  { time, vpn, gateway, text, count }: TunnelEvent,
  host: string,
  log: string,
): string {
  const date = new Date(time).toUTCString();
  const about = [
    ...(vpn === undefined ? [] : [`VPN: ${vpn}`]),
    ...(gateway === undefined ? [] : [`Gateway: ${gateway}`]),
    `${text}${count > 1 ? ` (${count} times)` : ""}`,
  ];
  return `${date.slice(8, 11)} ${date.slice(5, 7)} ${date.slice(17, 25)} ${host} ${log}: ${about.join(", ")}\n`;
}

/** Text in one element. */
const whole = (element: string, text: string): Sheet => block(el(element, text), text);

/** The commands of this area. */
export const LOG: readonly Command[] = [
  {
    words: "show log",
    help: "Show contents of a log file",
    rpc: ["get-log"],
    options: [bare("filename", "filename", "Name of log file")],
    source: assumed("the daemon's own lines were not found; the lab writes its events"),
    run: report,
  },
];
