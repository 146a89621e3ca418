// Who the device is, whether it is ready, and what was committed on it.

import { type CommitRecord } from "../configuration/store";
import { type DeviceView } from "../device-view";
import { el, elWith, type Markup } from "../report/markup";
import { line, padded, type Part, section, sectionWith, type Sheet, text } from "../report/sheet";
import { dateTime, duration } from "../report/times";
import { BRIEF, type Command, DETAIL, namespace } from "./command";
import { documented, modelled, published } from "../source";

/** As the device names itself: `vsrx`. */
const modelOf = (device: DeviceView): string => device.spec.model.toLowerCase();

/** Made from the name, so that a device keeps it. */
function serialOf({ spec }: DeviceView): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of Buffer.from(`${spec.name} ${spec.stateDir}`)) {
    hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) & 0xffffffffffffffffn;
  }
  return hash.toString(16).toUpperCase().padStart(16, "0").slice(0, 12);
}

function softwareReport(device: DeviceView): Sheet {
  const { release } = device.spec;
  const model = modelOf(device);
  return section(
    "software-information",
    line`Hostname: ${el("host-name", device.hostName)}`,
    line`Model: ${el("product-model", model)}`,
    el("product-name", model),
    el("os-name", "junos-es"),
    line`Junos: ${el("junos-version", release)}`,
    section(
      "package-information",
      el("name", "junos"),
      el("package-name", `junos-${release}`),
      line`${el("comment", `JUNOS Software Release [${release}]`)}`,
    ),
    // Which of the two IKE daemons a device has follows from this package alone.
    device.spec.ikeDaemon === "iked"
      ? section(
          "package-information",
          el("name", "junos-ike"),
          el("package-name", `junos-ike-x86-32-${release}`),
          line`${el("comment", `JUNOS ike [${release}]`)}`,
        )
      : undefined,
  );
}

function systemReport(device: DeviceView): Sheet {
  const name = el("host-name", device.hostName);
  return section(
    "system-information",
    line`Model: ${el("hardware-model", modelOf(device))}`,
    line`Family: ${el("os-name", "junos")}`,
    line`Junos: ${el("os-version", device.spec.release)}`,
    el("serial-number", serialOf(device)),
    line`Hostname: ${name}`,
    device.cluster === undefined ? undefined : el("cluster-node", device.cluster.names()[0]),
  );
}

function picReport(device: DeviceView): Sheet {
  const ready = device.forwardingReady;
  return sectionWith(
    "fpc-information",
    { ...namespace(device, "chassis"), "junos:style": "pic-style" },
    section(
      "fpc",
      line`Slot ${el("slot", 0)}   ${padded(el("state", ready ? "Online" : "Present"), 10)} ${el("description", "FPC")}`,
      ready
        ? section(
            "pic",
            line`  PIC ${el("pic-slot", 0)}  ${el("pic-state", "Online")}       ${el("pic-type", "VSRX DPDK GE")}`,
          )
        : undefined,
    ),
  );
}

function hardwareReport(device: DeviceView): Sheet {
  return sectionWith(
    "chassis-inventory",
    namespace(device, "chassis"),
    text("Hardware inventory:\n"),
    text("Item             Version  Part number  Serial number     Description\n"),
    section(
      "chassis",
      line`${el("name", "Chassis")}                                ${padded(el("serial-number", serialOf(device)), 17)} ${el("description", device.spec.model.toUpperCase())}`,
    ),
  );
}

function uptimeReport(device: DeviceView): Sheet {
  const now = Date.now();
  const last = device.configuration.commits[0];
  const seconds = { "junos:seconds": String(Math.round((now - device.bootTime) / 1000)) };
  const time = (milliseconds: number): Markup => {
    const since1970 = { "junos:seconds": String(Math.floor(milliseconds / 1000)) };
    return elWith("date-time", since1970, dateTime(milliseconds));
  };
  return sectionWith(
    "system-uptime-information",
    namespace(device, "system"),
    section("current-time", line`Current time: ${time(now)}`),
    section(
      "system-booted-time",
      line`System booted: ${time(device.bootTime)} (${elWith("time-length", seconds, duration(now - device.bootTime))} ago)`,
    ),
    last === undefined
      ? text("Last configured: \n")
      : section(
          "last-configured-time",
          line`Last configured: ${time(last.time)} (${duration(now - last.time)} ago) by ${el("user", last.user)}`,
        ),
  );
}

/** How an entry was committed: the log keeps it when the commit is confirmed. */
const noteOf = ({ confirmMinutes }: CommitRecord): string | undefined =>
  confirmMinutes === undefined ? undefined : `commit confirmed, rollback in ${confirmMinutes}mins`;

/** What a device puts beside the entry of a commit while it waits to be confirmed, and takes away afterwards. */
const PENDING = el("commit-confirmed", "rollback pending");

/** Whether a device of this release has that mark: no log of an older one with it was found. */
function marksPending({ spec }: DeviceView): boolean {
  const [year = 0, quarter = 0] = spec.release.split(/[.R]/).map(Number);
  return year > 24 || (year === 24 && quarter >= 4);
}

function commitReport(device: DeviceView): Sheet {
  const waits = device.configuration.undoneAt !== undefined && marksPending(device);
  return section(
    "commit-information",
    device.configuration.commits.map((record, index) =>
      commitPart(record, index, waits && index === 0),
    ),
  );
}

function commitPart(record: CommitRecord, index: number, isPending: boolean): Part {
  const { time, user, client, log } = record;
  const note = noteOf(record);
  const seconds = { "junos:seconds": String(Math.floor(time / 1000)) };
  return section(
    "commit-history",
    el("sequence-number", index),
    el("user", user),
    el("client", client),
    // The line begins with the time, which is the last of the elements.
    line`${String(index).padEnd(3)} ${elWith("date-time", seconds, dateTime(time))} by ${user} via ${client}`,
    note === undefined ? undefined : line`    ${el("comment", note)}`,
    isPending ? PENDING : undefined,
    log === undefined ? undefined : line`    ${el("log", log)}`,
  );
}

function revisionReport(device: DeviceView): Sheet {
  const record = device.configuration.commits[0];
  if (record === undefined) return el("commit-revision-information");
  const { time, serial, user, client, log } = record;
  const note = noteOf(record) ?? log;
  return section(
    "commit-revision-information",
    line`Revision: ${el("revision", `re0-${Math.floor(time / 1000)}-${serial}`)}`,
    line`User    : ${el("user", user)}`,
    line`Client  : ${el("client", client)}`,
    line`Time    : ${el("date-time", dateTime(time))}`,
    note === undefined ? undefined : line`Comment : ${el("comment", note)}`,
  );
}

const CAPTURES = "fastrevmd-lab/rustjunosmcp, captures of vSRX";

/** The commands of this area. */
export const SYSTEM: readonly Command[] = [
  {
    words: "show version",
    help: "Show software process revision levels",
    rpc: ["get-software-information"],
    nodes: "both",
    options: [BRIEF, DETAIL],
    source: published("24.4R1.9", `${CAPTURES}; of its packages two`),
    run: softwareReport,
  },
  {
    words: "show system information",
    help: "Show general system information",
    rpc: ["get-system-information"],
    source: modelled(),
    run: systemReport,
  },
  {
    words: "show chassis fpc pic-status",
    help: "Show status of the forwarding plane",
    rpc: ["get-pic-information"],
    nodes: "both",
    source: published("15.1 and 17.3R3", "jnpr.toby; czerwonk/junos_exporter, fpc/rpc_test.go"),
    run: picReport,
  },
  {
    words: "show chassis hardware",
    help: "Show installed hardware components",
    rpc: ["get-chassis-inventory"],
    source: published(
      "15.1F5",
      "Juniper/py-junos-eznc, chassis_serialnumber_get-chassis-inventory.xml",
    ),
    run: hardwareReport,
  },
  {
    words: "show system uptime",
    help: "Show time since system and processes started",
    rpc: ["get-system-uptime-information"],
    nodes: "both",
    source: published("24.4R1.9", CAPTURES),
    run: uptimeReport,
  },
  {
    words: "show system commit",
    help: "Show pending commit requests and commit history",
    rpc: ["get-commit-information"],
    source: published("24.4R1.9", `${CAPTURES} (commit_confirmed_active.xml)`),
    run: commitReport,
  },
  {
    words: "show system commit revision",
    help: "Show the revision of the active configuration",
    rpc: ["get-commit-revision-information"],
    options: [DETAIL],
    source: documented("napalm-automation/napalm, which asks it what waits to be confirmed"),
    run: revisionReport,
  },
];
