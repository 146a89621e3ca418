// The log of the IKE daemon: what became of tunnels, oldest first.

import { el } from "../markup";
import { refusal } from "../messages";
import { type Arguments, type Command, type Device, type Report } from "../reports/command";

/** Both names that the daemon's log goes by. */
const IKE_LOGS = new Set(["kmd", "iked"]);

async function report(device: Device, given: Arguments): Promise<Report> {
  const { filename = "" } = given;
  if (filename === "") {
    const text = [...IKE_LOGS].map((name) => `${name}\n`).join("");
    return { text, xml: el("output", text) };
  }
  if (!IKE_LOGS.has(filename)) throw refusal(`could not resolve file: ${filename}`);
  const { events } = await device.plane.state();
  const lines = [...events]
    .sort((a, b) => a.time - b.time)
    .map(({ time, vpn, gateway, text, count }) => {
      const date = new Date(time).toUTCString();
      const about = [
        vpn === undefined ? "" : `VPN: ${vpn}`,
        gateway === undefined ? "" : `Gateway: ${gateway}`,
      ];
      const where = about.filter((part) => part !== "").join(", ");
      return `${date.slice(8, 11)} ${date.slice(5, 7)} ${date.slice(17, 25)} ${device.hostName()} ${filename}: ${where === "" ? "" : `${where}, `}${text}${count > 1 ? ` (${count} times)` : ""}\n`;
    });
  return { text: lines.join(""), xml: el("file-content", lines.join("")) };
}

/** The commands of this area. */
export const LOG: readonly Command[] = [
  {
    words: "show log",
    help: "Show contents of a log file",
    rpc: ["get-log"],
    options: [{ element: "filename", value: "filename", help: "Name of log file" }],
    run: report,
  },
];
