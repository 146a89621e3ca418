// Who the device is, whether it is ready, and what was committed on it.

import { el, elWith } from "../markup";
import { dateTime, duration } from "../words";
import { type Command, type Device, namespace, type Report } from "./command";

/** As the device names itself: `vsrx`. */
export const modelOf = (device: Device): string => device.spec.model.toLowerCase();

/** Made from the name, so that a device keeps it. */
function serialOf(device: Device): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of Buffer.from(`${device.spec.name} ${device.spec.stateDir}`)) {
    hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) & 0xffffffffffffffffn;
  }
  return hash.toString(16).toUpperCase().padStart(16, "0").slice(0, 12);
}

function softwareReport(device: Device): Report {
  const { release } = device.spec;
  const model = modelOf(device);
  const comment = `JUNOS Software Release [${release}]`;
  return {
    text: `Hostname: ${device.hostName()}\nModel: ${model}\nJunos: ${release}\n${comment}\n`,
    xml: el(
      "software-information",
      el("host-name", device.hostName()),
      el("product-model", model),
      el("product-name", model),
      el("jsr"),
      el("junos-version", release),
      el("package-information", el("name", "junos"), el("comment", comment)),
    ),
  };
}

function systemReport(device: Device): Report {
  const { release } = device.spec;
  return {
    text: `Model: ${modelOf(device)}\nFamily: junos\nJunos: ${release}\nHostname: ${device.hostName()}\n`,
    xml: el(
      "system-information",
      el("hardware-model", modelOf(device)),
      el("os-name", "junos"),
      el("os-version", release),
      el("serial-number", serialOf(device)),
      el("host-name", device.hostName()),
      device.cluster === undefined ? undefined : el("cluster-node", device.cluster.names()[0]),
    ),
  };
}

function picReport(device: Device): Report {
  const ready = device.isForwarding();
  const state = ready ? "Online" : "Present";
  const description = "VSRX DPDK GE";
  const pic = ready ? `  PIC 0  Online       ${description}\n` : "";
  return {
    text: `Slot 0   ${state.padEnd(10)} FPC\n${pic}`,
    xml: elWith(
      "fpc-information",
      { ...namespace(device, "chassis"), "junos:style": "pic-style" },
      el(
        "fpc",
        el("slot", 0),
        el("state", state),
        el("description", "FPC"),
        ready
          ? el("pic", el("pic-slot", 0), el("pic-state", "Online"), el("pic-type", description))
          : undefined,
      ),
    ),
  };
}

function hardwareReport(device: Device): Report {
  const serial = serialOf(device);
  const model = device.spec.model.toUpperCase();
  return {
    text: `Hardware inventory:\nItem             Version  Part number  Serial number     Description\nChassis                                ${serial.padEnd(17)} ${model}\n`,
    xml: elWith(
      "chassis-inventory",
      namespace(device, "chassis"),
      el("chassis", el("name", "Chassis"), el("serial-number", serial), el("description", model)),
    ),
  };
}

function uptimeReport(device: Device): Report {
  const now = Date.now();
  const last = device.database.history[0];
  const up = duration(now - device.bootedAt);
  const configured =
    last === undefined
      ? ""
      : `${dateTime(last.time)} (${duration(now - last.time)} ago) by ${last.user}`;
  return {
    text: `Current time: ${dateTime(now)}\nSystem booted: ${dateTime(device.bootedAt)} (${up} ago)\nLast configured: ${configured}\n`,
    xml: elWith(
      "system-uptime-information",
      namespace(device, "system"),
      el("current-time", el("date-time", dateTime(now))),
      el(
        "system-booted-time",
        el("date-time", dateTime(device.bootedAt)),
        elWith(
          "time-length",
          { "junos:seconds": String(Math.round((now - device.bootedAt) / 1000)) },
          up,
        ),
      ),
      last === undefined
        ? undefined
        : el("last-configured-time", el("date-time", dateTime(last.time)), el("user", last.user)),
    ),
  };
}

/** What the log says of a commit that waits to be confirmed, and of nothing else. */
function noteOf(device: Device, index: number): string | undefined {
  const record = device.database.history[index];
  if (index !== 0 || device.database.undoneAt === undefined) return undefined;
  return `commit confirmed, rollback in ${record?.confirmMinutes ?? 0}mins`;
}

function commitReport(device: Device): Report {
  const { history } = device.database;
  const lines = history.map((record, index) => {
    const note = [noteOf(device, index), record.log].filter((part) => part !== undefined);
    const indented = note.map((part) => `    ${part}\n`).join("");
    return `${String(index).padEnd(3)} ${dateTime(record.time)} by ${record.user} via ${record.client}\n${indented}`;
  });
  return {
    text: lines.join(""),
    xml: el(
      "commit-information",
      history.map((record, index) => {
        const note = noteOf(device, index);
        return el(
          "commit-history",
          el("sequence-number", index),
          el("user", record.user),
          el("client", record.client),
          elWith(
            "date-time",
            { "junos:seconds": String(Math.floor(record.time / 1000)) },
            dateTime(record.time),
          ),
          note === undefined ? undefined : el("comment", note),
          record.log === undefined ? undefined : el("log", record.log),
        );
      }),
    ),
  };
}

function revisionReport(device: Device): Report {
  const record = device.database.history[0];
  if (record === undefined) return { text: "", xml: el("commit-revision-information") };
  const name = `re0-${Math.floor(record.time / 1000)}-${record.serial}`;
  const note = noteOf(device, 0) ?? record.log;
  return {
    text: `Revision: ${name}\nUser    : ${record.user}\nClient  : ${record.client}\nTime    : ${dateTime(record.time)}\n${note === undefined ? "" : `Comment : ${note}\n`}`,
    xml: el(
      "commit-revision-information",
      el("revision", name),
      el("user", record.user),
      el("client", record.client),
      el("date-time", dateTime(record.time)),
      note === undefined ? undefined : el("comment", note),
    ),
  };
}

/** The commands of this area. */
export const SYSTEM: readonly Command[] = [
  {
    words: "show version",
    help: "Show software process revision levels",
    rpc: ["get-software-information"],
    nodes: "both",
    options: [
      { word: "brief", element: "brief", help: "Display brief output (default)" },
      { word: "detail", element: "detail", help: "Display detailed output" },
    ],
    run: softwareReport,
  },
  {
    words: "show system information",
    help: "Show general system information",
    rpc: ["get-system-information"],
    run: systemReport,
  },
  {
    words: "show chassis fpc pic-status",
    help: "Show status of the forwarding plane",
    rpc: ["get-pic-information"],
    nodes: "both",
    run: picReport,
  },
  {
    words: "show chassis hardware",
    help: "Show installed hardware components",
    rpc: ["get-chassis-inventory"],
    run: hardwareReport,
  },
  {
    words: "show system uptime",
    help: "Show time since system and processes started",
    rpc: ["get-system-uptime-information"],
    nodes: "both",
    run: uptimeReport,
  },
  {
    words: "show system commit",
    help: "Show pending commit requests and commit history",
    rpc: ["get-commit-information"],
    run: commitReport,
  },
  {
    words: "show system commit revision",
    help: "Show the revision of the active configuration",
    rpc: ["get-commit-revision-information"],
    options: [{ word: "detail", element: "detail", help: "Display detailed output" }],
    run: revisionReport,
  },
];
