// What a device answers to every read request that the library knows, and what the library understands of it.

import { treeInTurns } from "./active-tree";
import { pendingCommit } from "./commit/log";
import { type EitherWay, requestEitherWay } from "./either-way";
import { COMPARE, READ_ACTIVE, readComparison, readSetText } from "./operations";
import { espStatistics, natRules, readEspCounters, readNatRules } from "./replies/counters";
import {
  ikeSas,
  inactiveTunnels,
  ipsecSas,
  readIkeSas,
  readInactiveTunnels,
  readIpsecTunnels,
} from "./replies/ike";
import { ikeDaemonOf, SOFTWARE } from "./replies/software";
import {
  COMMIT_LOG,
  forwardingReady,
  PIC_STATUS,
  readClock,
  readCommitLog,
  readSystemInformation,
  SYSTEM_INFORMATION,
  UPTIME,
} from "./replies/system";
import { type Requests } from "./session";
import { type XmlElement } from "./xml";
import { thrownText } from "../thrown-text";

/** One request and what came of it. */
export interface Finding {
  readonly what: string;
  /** What was understood, or the device's or our own words on why nothing was. */
  readonly text: string;
  /** `blocks`: an `up` would wait for this or be refused; `unknown`: not understood, and an `up` may do without. */
  readonly kind: "fine" | "blocks" | "unknown";
}

type Read = (root: XmlElement, session: Requests) => string | Blocking | Promise<string | Blocking>;

/** A reading that an `up` would stop at. */
class Blocking {
  constructor(readonly text: string) {}
}

const counted = (count: number, what: string): string =>
  `${count} ${what}${count === 1 ? "" : "s"}`;

const FAMILIES = [
  { family: "inet", name: "" },
  { family: "inet6", name: ", IPv6" },
] as const;

const REQUESTS: readonly {
  readonly what: string;
  readonly operation: string | EitherWay;
  readonly read: Read;
  /** Whether an `up` can't do without. */
  readonly isNeeded?: boolean;
}[] = [
  {
    what: "system",
    operation: SYSTEM_INFORMATION,
    isNeeded: true,
    read: (root) => {
      const { model, release } = readSystemInformation(root);
      if (model === "unknown" || release === "unknown")
        return new Blocking("no model or release in the answer");
      return `${model}, Junos ${release}`;
    },
  },
  {
    what: "IKE daemon",
    operation: SOFTWARE,
    read: (root) => {
      const daemon = ikeDaemonOf(root);
      return daemon === "iked"
        ? "iked: the package junos-ike is there"
        : "kmd: no package junos-ike";
    },
  },
  {
    what: "clock",
    operation: UPTIME,
    read: (root) => {
      const now = readClock(root);
      if (now === undefined) throw new Error("no time in seconds in the answer");
      return `${new Date(now * 1000).toISOString()}, ${Math.round(now - Date.now() / 1000)} s from ours`;
    },
  },
  {
    what: "cards",
    operation: PIC_STATUS,
    read: (root) => (forwardingReady(root) ? "online" : new Blocking("none is online yet")),
  },
  {
    what: "active configuration",
    operation: READ_ACTIVE,
    isNeeded: true,
    read: async (root) => {
      const tree = await treeInTurns(readSetText(root));
      const all = counted(tree.toSet().length, "line");
      const [first] = tree.errors;
      if (first === undefined) return all;
      return `${all}, ${tree.errors.length} of them kept word for word: they can't be followed (${first.message})`;
    },
  },
  {
    what: "candidate",
    operation: COMPARE,
    isNeeded: true,
    read: (root) =>
      readComparison(root) === ""
        ? "no uncommitted changes"
        : new Blocking("uncommitted changes of somebody"),
  },
  {
    what: "commit log",
    operation: COMMIT_LOG,
    isNeeded: true,
    read: async (root, session) => {
      const entries = readCommitLog(root);
      const system = await session.request(SYSTEM_INFORMATION);
      const { release } = readSystemInformation(system.root);
      const waiting = await pendingCommit(session, entries, release);
      if (waiting === undefined)
        return `${counted(entries.length, "commit")}, none waits for a confirmation`;
      return new Blocking(`a commit of ${waiting.user ?? "somebody"} waits for its confirmation`);
    },
  },
  ...FAMILIES.flatMap(({ family, name }) => [
    {
      what: `IKE SAs${name}`,
      operation: ikeSas(family),
      read: (root: XmlElement) => counted(readIkeSas(root).length, "IKE SA"),
    },
    {
      what: `IPsec SAs${name}`,
      operation: ipsecSas(family),
      read: (root: XmlElement) => counted(readIpsecTunnels(root).length, "tunnel"),
    },
    {
      what: `inactive tunnels${name}`,
      operation: inactiveTunnels(family),
      read: (root: XmlElement) => counted(readInactiveTunnels(root).length, "inactive tunnel"),
    },
  ]),
  {
    what: "ESP counters",
    operation: espStatistics(),
    read: (root) => `${readEspCounters(root).encryptedPackets} packets encrypted`,
  },
  ...(["static", "source", "destination"] as const).map((kind) => ({
    what: `${kind} NAT`,
    operation: natRules(kind),
    read: (root: XmlElement) => counted(readNatRules(root).length, "rule"),
  })),
];

/**
 * Sends every read request that the library knows; changes nothing and takes no lock. Whether the lock is free can't be
 * seen without taking it.
 */
export async function examine(session: Requests): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { what, operation, read, isNeeded } of REQUESTS) {
    try {
      const reply = await (typeof operation === "string"
        ? session.request(operation)
        : requestEitherWay(session, operation));
      const answer = await read(reply.root, session);
      findings.push(
        answer instanceof Blocking
          ? { what, text: answer.text, kind: "blocks" }
          : { what, text: answer, kind: "fine" },
      );
    } catch (error) {
      const text = thrownText(error);
      findings.push({ what, text, kind: isNeeded === true ? "blocks" : "unknown" });
      if (!session.alive) break;
    }
  }
  return findings;
}
