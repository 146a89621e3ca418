// What a stack is, for whoever looks at it later: gateways, NAT between them, tunnels and networks; versioned, and without a secret.
import { hasPlaceholder } from "../junos";
import {
  type Attachment,
  type Device,
  Host,
  type NatDevice,
  type Site,
  type VpnNode,
} from "../topology";
import type { Synthesis } from "./synthesize";

/** How a description is written; a newer one may have more. */
const NETWORK_VERSION = 2;

/** One tunnel as the program means it. */
export interface DescribedTunnel {
  /** Name of the VPN; of a hub's tunnel, the hub's and the branch's joined by a hyphen. */
  readonly name: string;
  /** What leads traffic into it: routes, or policies. */
  readonly kind: "route-based" | "policy-based";
  /** Names of its gateways, the initiator first. */
  readonly gateways: readonly [string, string];
  /** Whether a NAT lies between them. */
  readonly nat: boolean;
  /** NAT devices of the stack on the way, from the responder's side to the initiator's. */
  readonly natDevices: readonly string[];
  /** Networks between which it carries traffic, as the program has them. */
  readonly pairs: readonly {
    /** Prefix behind the initiator. */
    readonly initiator: string;
    /** Prefix behind the responder. */
    readonly responder: string;
  }[];
}

/** An interface of a device. */
export interface DescribedInterface {
  /** Logical name: `ge-0/0/0.0`. */
  readonly name: string;
  /** Security zone. */
  readonly zone: string;
  /** Prefix of its network. */
  readonly network: string;
  /** Which of the networks it is: two sites may have one prefix. */
  readonly networkId: string;
  /** Absent where nobody knows it beforehand. */
  readonly address?: string;
}

/** What a NAT device makes of an address. */
export interface DescribedTranslation {
  /** `static`: one to one, both ways. `source`: many to one, outward. */
  readonly kind: "static" | "source";
  /** The gateway's name, or the prefixes that are hidden. */
  readonly of: string;
  /** What stands inside, where it is one address. */
  readonly inside?: string;
  /** What is shown outside; absent for one of a pool that has no single address. */
  readonly outside?: string;
}

/** A gateway or a NAT device. */
export interface DescribedDevice {
  /** Its name on devices and in outputs. */
  readonly name: string;
  /** `gateway` or `nat`. */
  readonly role: string;
  /** False for one that somebody else runs. */
  readonly managed: boolean;
  /** The name of its site; absent for one that stands by itself. */
  readonly site?: string;
  /** Two nodes that act as one. */
  readonly cluster: boolean;
  /** What translates it on the way to the internet: `elastic-ip`, `nat-gateway`, `static`, `source`. */
  readonly nat?: string;
  /** Its interfaces, the outer one first. */
  readonly interfaces: readonly DescribedInterface[];
  /** What a NAT device translates; none for a gateway. */
  readonly translations: readonly DescribedTranslation[];
}

/** The network of a stack. */
export interface NetworkDescription {
  /** How the description is written, 2 now: a newer one may have more. */
  readonly version: number;
  /** Places that the program names and where something stands. */
  readonly sites: readonly {
    /** Its path below the stack. */
    readonly name: string;
    /** `aws` or `existing`. */
    readonly kind: string;
    /** Prefix of its VPC; absent for a place that exists. */
    readonly cidr?: string;
  }[];
  /** Networks that a device or a host is on. */
  readonly networks: readonly {
    /** Unique in the description: two sites may have one prefix. */
    readonly id: string;
    /** Its prefix. */
    readonly cidr: string;
    /** The name of its site; absent for one beside all sites. */
    readonly site?: string;
  }[];
  /** Gateways and NAT devices. */
  readonly gateways: readonly DescribedDevice[];
  /** Hosts that the stack makes. */
  readonly hosts: readonly {
    /** Its path below the stack. */
    readonly name: string;
    /** Which of the networks it is on. */
    readonly networkId: string;
  }[];
  /** Tunnels, those of a hub one by one. */
  readonly tunnels: readonly DescribedTunnel[];
}

/** Describes a synthesis. Addresses that are known later are left to the tunnels' endpoints. */
export function describeNetwork({ scope, tunnels }: Synthesis): NetworkDescription {
  const hosts = scope.node.findAll().filter((node) => Host.is(node));
  const ports = scope.devices.flatMap((device) => device.attachments());
  const networks = new Set([
    ...ports.map(({ network }) => network),
    ...hosts.map(({ network }) => network),
  ]);
  const sites = new Set([...networks].map(({ site }) => site).filter(isOwn));
  return {
    version: NETWORK_VERSION,
    sites: [...sites].map((site) => ({ name: nameOf(site), kind: site.kind, ...cidrOf(site) })),
    networks: [...networks].map(({ id, cidr, site }) => ({ id, cidr, ...siteOf(site) })),
    gateways: scope.devices.map(describeDevice),
    hosts: hosts.map((host) => ({ name: nameOf(host), networkId: host.network.id })),
    tunnels: tunnels.map(({ tunnel }) => ({
      name: tunnel.name,
      kind: tunnel.carried.kind,
      gateways: [tunnel.ends[0].view.gateway.name, tunnel.ends[1].view.gateway.name],
      nat: tunnel.path.nat,
      natDevices: tunnel.path.devices.map(({ name }) => name),
      pairs: tunnel.carried.pairs.map(({ initiator, responder }) => ({ initiator, responder })),
    })),
  };
}

/** Its path below the stack. */
const nameOf = ({ node }: VpnNode): string => node.path.replace(/^[^/]*\//, "");

/** The site that a device makes for itself is no place that the program speaks of. */
const isOwn = ({ kind, node }: Site): boolean => kind === "aws" || node.id !== "site";

const siteOf = (site: Site): { readonly site?: string } =>
  isOwn(site) ? { site: nameOf(site) } : {};

const cidrOf = (site: Site): { readonly cidr?: string } =>
  "cidr" in site && typeof site.cidr === "string" && site.cidr !== "" ? { cidr: site.cidr } : {};

/** An address that is known now. */
const known = <Name extends string>(
  name: Name,
  address: string | undefined,
): Partial<Record<Name, string>> =>
  address === undefined || address === "" || hasPlaceholder(address)
    ? {}
    : ({ [name]: address } as Record<Name, string>);

function describeDevice(device: Device): DescribedDevice {
  return {
    name: device.name,
    role: device.role,
    managed: !device.unmanaged,
    ...siteOf(device.site),
    cluster: device.props.cluster !== undefined,
    ...(device.nat === undefined ? {} : { nat: device.nat.kind }),
    interfaces: device.attachments().map(describeInterface),
    translations: isNatDevice(device) ? translationsOf(device) : [],
  };
}

const describeInterface = ({
  logical,
  zone,
  network,
  address,
  leased,
}: Attachment): DescribedInterface => ({
  name: logical,
  zone,
  network: network.cidr,
  networkId: network.id,
  ...known("address", leased ? undefined : address),
});

const isNatDevice = (device: Device): device is NatDevice => device.role === "nat";

const translationsOf = (device: NatDevice): readonly DescribedTranslation[] =>
  device.rules.map((rule) =>
    rule.kind === "static"
      ? {
          kind: rule.kind,
          of: rule.target.name,
          ...known("inside", device.insideAddress(rule.target)),
          ...known("outside", rule.to),
        }
      : {
          kind: rule.kind,
          of: rule.sources.join(", "),
          ...known("outside", rule.to ?? device.outside.address),
        },
  );
