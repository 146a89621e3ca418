// Which link of the kernel stands for which interface of the configuration.

import { createHash } from "node:crypto";
import type { JunosConfig } from "../../lib/junos";
import { entries } from "./lists";
import type { IpsecPlan } from "./ipsec";
import { clearLink, isAskedForByTraffic } from "./ipsec";

/** A policy-based VPN's way out of the data namespace. */
export interface PolicyTunnel {
  readonly vpn: string;
  readonly link: string;
  /** Mark of packets that a policy sends into the tunnel; the number of their routing table too. */
  readonly mark: number;
  /** Logical interface that the encrypted packets leave by. */
  readonly externalInterface: string;
}

/** The first mark of policy-based VPNs. */
export const FIRST_MARK = 0x100;
export const LAST_MARK = 0x1ff;

/** `ge-0/0/0` → `ge-0/0/0.0`: Junos's own reading of an interface without a unit. */
export function logicalName(name: string): string {
  return name.includes(".") ? name : `${name}.0`;
}

/** The link of a physical interface. */
export function physicalLink(name: string): string {
  return name.replaceAll("/", "-");
}

/** The node that is active for a redundancy group. */
export type ActiveNode = (redundancyGroup: number) => 0 | 1;

const slot = (name: string): number => Number(/-(\d+)\//.exec(name)?.[1] ?? 0);

/** The members of each redundant interface that exist, those of the first node first. */
function redundancy(
  config: JunosConfig,
  present: readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const members = new Map<string, readonly string[]>();
  for (const name of [...present].sort((a, b) => slot(a) - slot(b))) {
    const own = config.interfaces?.[name];
    const parent = own === undefined || own === true ? undefined : redundantParent(own);
    if (parent !== undefined) members.set(parent, [...(members.get(parent) ?? []), name]);
  }
  return members;
}

/**
 * The member that a redundant interface uses: the active node's first that is there and not switched off. Slots count
 * on from node to node, so members of the least slot are node 0's, and those of the greatest are node 1's.
 */
function activeMember(
  config: JunosConfig,
  parent: string,
  present: readonly string[],
  node: 0 | 1,
): string | undefined {
  const all = entries(config.interfaces).filter(([, own]) => redundantParent(own) === parent);
  const slots = all.map(([name]) => slot(name));
  const [first, last] = [Math.min(...slots), Math.max(...slots)];
  if (node === 1 && first === last) return undefined;
  const name = all.find(
    ([each, own]) =>
      slot(each) === (node === 0 ? first : last) && own.disable !== true && present.includes(each),
  );
  return name?.[0];
}

/**
 * Junos gives a redundant interface a hardware address of its own, the same on both nodes, so that neighbours notice
 * nothing. Its addresses tell it from another cluster's in the same segment.
 */
function redundantAddress(config: JunosConfig, parent: string): string {
  const own = config.interfaces?.[parent];
  const text = `${parent} ${JSON.stringify(own === true ? {} : (own?.unit ?? {}))}`;
  const hex = createHash("sha256").update(text).digest("hex");
  return `00:10:db:ff:${hex.slice(0, 2)}:${hex.slice(2, 4)}`;
}

function groupOf(config: JunosConfig, parent: string): number {
  const own = config.interfaces?.[parent];
  return Number(
    own === undefined || own === true ? 0 : (own.redundantEtherOptions?.redundancyGroup ?? 0),
  );
}

type Interface = Exclude<NonNullable<JunosConfig["interfaces"]>[string], true>;

function redundantParent(own: Interface): string | undefined {
  return own.gigetherOptions?.redundantParent ?? own.fastetherOptions?.redundantParent;
}

export class Wiring {
  private readonly physical: ReadonlyMap<string, string>;
  /** Links of redundant interfaces' members that are not in use: they must not answer for those that are. */
  readonly standby: readonly string[];
  /** Hardware addresses of redundant interfaces' members. */
  readonly hardwareAddresses: readonly { readonly link: string; readonly address: string }[];
  private readonly tunnels: ReadonlySet<string>;
  private readonly waiting: ReadonlySet<string>;
  /** Policy-based VPNs in the order of the configuration. */
  readonly policyTunnels: readonly PolicyTunnel[];

  constructor(
    private readonly config: JunosConfig,
    interfaces: readonly string[],
    ipsec: IpsecPlan,
    activeNode: ActiveNode = () => 0,
  ) {
    const groups = [...redundancy(config, interfaces)].map(([parent, members]) => {
      const active = activeMember(config, parent, members, activeNode(groupOf(config, parent)));
      return { parent, members, active, idle: members.filter((name) => name !== active) };
    });
    this.standby = groups.flatMap(({ idle }) => idle.map(physicalLink));
    this.hardwareAddresses = groups.flatMap(({ parent, members }) =>
      members.map((name) => ({
        link: physicalLink(name),
        address: redundantAddress(config, parent),
      })),
    );
    this.physical = new Map([
      ...interfaces.map((name) => [name, physicalLink(name)] as const),
      // A redundant interface is its active member's link.
      ...groups.flatMap(({ parent, active }) =>
        active === undefined ? [] : [[parent, physicalLink(active)] as const],
      ),
      ["lo0", "lo"] as const,
    ]);
    const all = ipsec.daemons.flatMap((daemon) =>
      daemon.connections.map((connection) => ({ daemon, connection })),
    );
    this.tunnels = new Set(all.flatMap(({ connection }) => connection.bindInterface ?? []));
    this.waiting = new Set(
      all.flatMap(({ connection }) =>
        isAskedForByTraffic(connection) ? (connection.bindInterface ?? []) : [],
      ),
    );
    this.policyTunnels = all
      .filter(({ connection }) => connection.bindInterface === undefined)
      .map(({ daemon, connection }, index) => ({
        vpn: connection.vpn,
        link: clearLink(connection),
        mark: FIRST_MARK + index,
        externalInterface: logicalName(daemon.externalInterface),
      }));
  }

  /** The link of a logical interface; undefined for one that isn't there, is switched off or has no VPN. */
  link(name: string): string | undefined {
    const logical = logicalName(name);
    const [device = "", unit = "0"] = logical.split(".");
    const own = this.config.interfaces?.[device];
    const entry = own === undefined || own === true ? undefined : own.unit?.[unit];
    if (own !== true && own?.disable === true) return undefined;
    if (entry !== undefined && entry !== true && entry.disable === true) return undefined;
    if (device === "st0") return this.tunnels.has(logical) ? logical : undefined;
    return unit === "0" ? this.physical.get(device) : undefined;
  }

  /** Whether a tunnel interface is up without its tunnel, because the packets that ask for the tunnel have to reach it. */
  waitsForTraffic(link: string): boolean {
    return this.waiting.has(link);
  }

  /** All logical interfaces of the configuration that have a link. */
  logicals(): readonly (readonly [string, string])[] {
    return entries(this.config.interfaces).flatMap(([device, { unit }]) =>
      entries(unit).flatMap(([number]) => {
        const logical = `${device}.${number}`;
        const link = this.link(logical);
        return link === undefined ? [] : [[logical, link] as const];
      }),
    );
  }
}
