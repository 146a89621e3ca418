// A Junos device as a part of the topology: its interfaces, zones and routes, and what it says about itself.
import {
  addressAt,
  contains,
  familyOf,
  hostOf,
  isHost,
  lengthOf,
  networkOf,
  parsePrefix,
} from "../net";
import type { Mistake } from "../diagnostics";
import type { Input } from "@pulumi/pulumi";
import type { Construct } from "constructs";
import type { JunosConfig } from "../junos";
import {
  clusterCommands,
  clusterConfig,
  clusterProblems,
  type ClusterProps,
  controlPortLines,
} from "./cluster";
import type { NatKind } from "./nat-kinds";
import { type NodeOptions, VpnNode } from "./node";
import { rawMistakes } from "./raw-lines";
import { StackScope } from "./scope";
import { isLate, type Shape } from "./shape";
import { ExistingSite, type Network, type Site } from "./site";
import { interfacesConfig, routesConfig, zonesConfig } from "./statements";

/** Services and protocols that a zone's interfaces accept for the device itself. */
export interface HostInbound {
  /** Junos `system-services`, such as `ike`, `ping`, `ssh`, `all`. */
  readonly systemServices?: readonly string[];
  /** Junos `protocols`, such as `bgp`, `ospf`, `all`. */
  readonly protocols?: readonly string[];
}

/** An interface, where more has to be said about it than its network. */
export interface InterfaceSpec {
  /** The network it is attached to. @default the network of `address` */
  readonly network?: Network;
  /** Junos name. @default the next free `ge-0/0/N` */
  readonly interface?: string;
  /** Unit number, 0–16385. @default 0 */
  readonly unit?: number;
  /** Its address, with a length where no network is given: `172.16.11.1/24`. @default one of the network, by name */
  readonly address?: string;
  /** Security zone. @default `untrust` outside, `trust` inside */
  readonly zone?: string;
  /** What the zone accepts for the device itself. */
  readonly hostInbound?: HostInbound;
}

/** How to reach a device that exists already, and what to leave alone on it. */
export interface ExistingDevice {
  /** Address or name of its management interface. */
  readonly address: Input<string>;
  /**
   * Which box this is, such as its serial number: its configuration is called after it in Pulumi, so that neither
   * another address nor another name of a construct changes anything. @default its address
   */
  readonly deviceId?: string;
  /** Which part of a box this is, where several constructs or stacks configure one. @default all of it */
  readonly part?: string;
  /** SSH port. @default 22 */
  readonly port?: number;
  readonly user: string;
  readonly privateKey?: Input<string>;
  readonly password?: Input<string>;
  /** Use the running SSH agent. @default false */
  readonly agent?: boolean;
  /** The device's host key, as `ssh-keyscan` prints it or as `SHA256:…`. */
  readonly hostKey?: Input<string>;
  /** Trust the key seen at first contact, and only that one from then on. @default false */
  readonly acceptFirstHostKey?: boolean;
  /** A host to go through. */
  readonly jump?: ExistingDevice;
  /**
   * Also configure its interfaces' addresses and zones. When false, they are taken to be as this program says, and
   * only the VPN's own statements are set. @default false
   */
  readonly configureInterfaces?: boolean;
}

/** The IKE daemon: `kmd` is what a vSRX starts with, `iked` comes with the optional package `junos-ike`. */
export type IkeDaemon = "kmd" | "iked";

/** Bounds of the commit recipe. */
export interface CommitSettings {
  /** Seconds until a device that was just created must be ready. @default 1200 */
  readonly readyTimeoutSeconds?: number;
  /** Seconds until a device must answer at all. @default 15 */
  readonly connectTimeoutSeconds?: number;
  /** Seconds to wait for somebody else's lock. @default 60 */
  readonly lockTimeoutSeconds?: number;
  /** Seconds a commit may take before its outcome is looked up in the commit log. @default 180 */
  readonly commitTimeoutSeconds?: number;
  /** Minutes after which an unconfirmed commit undoes itself, 1–65535. @default 5 */
  readonly confirmMinutes?: number;
  /** Devices to configure at once. @default 8 */
  readonly concurrency?: number;
  /** VPNs that must be up before a commit is confirmed, by their names on the device. @default none */
  readonly probeVpns?: readonly string[];
  /** List statements that are not ours, on update and refresh. @default false */
  readonly showForeign?: boolean;
}

export interface DeviceProps extends NodeOptions {
  /** Where it stands. @default a site of its own, for a device that exists */
  readonly site?: Site;
  /** Set for a device that exists already: nothing is created for it. @default created in `site` */
  readonly existing?: ExistingDevice;
  /**
   * A device that somebody else runs: nothing is sent to it, its half is put out as set lines. Its tunnels are judged
   * from their other end; one that is not up yet is a warning, and each update looks again. @default false
   */
  readonly unmanaged?: boolean;
  /** What translates its address on the way to the internet. @default nothing */
  readonly nat?: NatKind;
  /** Static routes: prefix → next hop, interface, `discard` or `reject`. @default a default route to the outer subnet's router, in AWS */
  readonly routes?: Readonly<Record<string, string>>;
  /** @default "kmd" */
  readonly daemon?: IkeDaemon;
  /** Junos release such as "24.4R1", for rules that depend on it. @default none of them is applied */
  readonly release?: string;
  /** Hardware or virtual model, such as "SRX5800", for limits that depend on it. @default "vSRX" */
  readonly model?: string;
  /** Two nodes that act as one: for SRX pairs that exist already. @default a single device */
  readonly cluster?: ClusterProps;
  /** How carefully, and how patiently, its configuration is committed. */
  readonly commit?: CommitSettings;
  /**
   * `statements`: only what this stack says is ours, everything else is left alone. `device`: the whole configuration
   * except login, root authentication, the management interface and the cloud's own group. @default "statements"
   */
  readonly ownership?: "statements" | "device";
  /**
   * More statements for this device, typed. They must not contradict what the constructs say. Security policies stand
   * behind those that lead into tunnels; `override` may insert one ahead of them.
   */
  readonly config?: JunosConfig;
  /** More statements for this device as set lines; those outside the schema are not checked. */
  readonly raw?: readonly string[];
  /** Set and delete lines applied last: they win over what the constructs say. */
  readonly override?: readonly string[];
}

/** One interface on one network. */
export interface Attachment {
  readonly device: Device;
  readonly role: string;
  readonly network: Network;
  /** `ge-0/0/0` */
  readonly interface: string;
  readonly unit: number;
  /** `ge-0/0/0.0` */
  readonly logical: string;
  /** Its address, without the length. */
  readonly address: string;
  readonly length: number;
  readonly zone: string;
  readonly hostInbound: HostInbound;
}

/** Where an interface goes: a network, the network of another interface, or all about it. */
export type Port = Network | Attachment | InterfaceSpec;

/** Gives static addresses to interfaces that name none. */
export interface AddressPlan {
  addressOf(network: Network, member: string): string;
  join(network: Network, member: string, address?: string): void;
}

function isSite(site: unknown): site is Site {
  return typeof site === "object" && site !== null && "network" in site && "kind" in site;
}

/** Anything that may say where an interface goes; what is inside is judged by its shape. */
export function isPort(port: unknown): port is Port {
  return typeof port === "object" && port !== null && !isLate(port);
}

/** Stands in for a network that is missing, so that the rest of the program can still be judged. */
function nowhere(device: Device): InterfaceSpec {
  const id = `nowhere${device.attachments().length}`;
  const network = new ExistingSite(device, id).network("192.0.2.0/24");
  return { network, address: "192.0.2.1" };
}

function isAttachment(port: Port): port is Attachment {
  return "device" in port;
}

function isNetwork(port: Port): port is Network {
  return "cidr" in port && "site" in port;
}

/** One device's part of the configuration, and who says it. */
export interface Fragment {
  readonly device: Device;
  readonly config: JunosConfig;
  /** Path of the construct that says it. */
  readonly origin: string;
  readonly raw?: readonly string[];
}

/** A construct with something to say in devices' configurations. */
export interface Speaker {
  speak(): readonly Fragment[];
}

export function isSpeaker(value: unknown): value is Speaker {
  return typeof value === "object" && value !== null && "speak" in value;
}

const DEVICE = Symbol.for("vsrx.Device");

const PRIVATE = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];

export abstract class Device extends VpnNode implements Speaker {
  abstract readonly role: "gateway" | "nat";
  readonly site: Site;
  readonly existing: ExistingDevice | undefined;
  readonly nat: NatKind | undefined;
  readonly daemon: IkeDaemon;
  readonly release: string | undefined;
  readonly model: string;
  private readonly ports: Attachment[] = [];

  constructor(
    scope: Construct,
    id: string,
    readonly props: DeviceProps,
    shape: Shape,
  ) {
    super(scope, id, props);
    this.accepts(shape, props);
    Object.defineProperty(this, DEVICE, { value: true });
    StackScope.of(this).devices.push(this);
    this.site = isSite(props.site) ? props.site : new ExistingSite(this, "site");
    this.existing = props.existing;
    this.nat = typeof props.nat === "object" ? props.nat : undefined;
    this.daemon = props.daemon ?? "kmd";
    this.release = props.release;
    this.model = props.model ?? "vSRX";
    const isPlaced = this.site.kind !== "existing" || this.existing !== undefined || this.unmanaged;
    if (!isPlaced && this.isWhole) {
      this.problem({
        rule: "device-without-place",
        what: "a device has neither a place to be created in nor an address to reach it at",
        found: `site ${props.site === undefined ? "missing" : this.site.node.path}, existing missing`,
        allowed: "site: an AwsSite; existing: { address, user, … }; or unmanaged: true",
        fix: "say where it stands, how to reach it, or that somebody else runs it",
      });
    }
  }

  static isDevice(value: unknown): value is Device {
    return typeof value === "object" && value !== null && DEVICE in value;
  }

  /** The host name that an instance gets with its user data: renaming it is no reason to replace it. */
  get bootName(): string {
    return this.lastingId;
  }

  get unmanaged(): boolean {
    return this.props.unmanaged ?? false;
  }

  /** True when the interfaces' addresses and zones are ours to configure. */
  get ownsInterfaces(): boolean {
    return this.existing === undefined || (this.existing.configureInterfaces ?? false);
  }

  /**
   * What a person has to type in operational mode before this stack can configure the device: no commit can make a
   * cluster of two devices.
   */
  get operatorCommands(): readonly string[] {
    const { cluster } = this.props;
    return cluster === undefined
      ? []
      : clusterCommands(cluster).map((line, node) => `node ${node}: ${line}`);
  }

  attachments(): readonly Attachment[] {
    return this.ports;
  }

  /** The interface's logical name that faces `network`, if there is one. */
  facing(network: Network): Attachment | undefined {
    return this.ports.find((port) => port.network === network);
  }

  protected attach(
    role: string,
    given: Port,
    defaults: { readonly zone: string; readonly hostInbound: HostInbound },
  ): Attachment {
    const port = isPort(given) ? given : nowhere(this);
    const spec: InterfaceSpec = isAttachment(port) || isNetwork(port) ? {} : port;
    const network = isAttachment(port)
      ? port.network
      : isNetwork(port)
        ? port
        : (spec.network ?? this.site.network(networkOf(String(spec.address ?? ""))));
    const name = spec.interface ?? `ge-0/0/${this.ports.length}`;
    const unit = spec.unit ?? 0;
    const plan = addressPlan(network.site);
    const member = `${this.lastingPath}/${role}`;
    const written = typeof spec.address === "string" ? spec.address : undefined;
    if (written !== undefined && parsePrefix(written) === undefined) {
      this.problem({
        rule: "interface-address",
        what: `the ${role} interface's address is none`,
        found: `"${written}"`,
        allowed: isHost(network.cidr) ? "an IP address" : `an address of ${network.cidr}`,
        fix: "write an address such as 172.16.11.1/24",
      });
    } else if (written !== undefined && !contains(network.cidr, hostOf(written))) {
      this.problem({
        rule: "interface-address-outside",
        what: `the ${role} interface's address lies outside its network`,
        found: hostOf(written),
        allowed: `an address of ${network.cidr}`,
        fix: "change the address or the network",
      });
    }
    if (network.site !== this.site && network.site.kind === "aws" && this.site.kind === "aws") {
      this.problem({
        rule: "network-of-another-site",
        what: `the ${role} network belongs to another site`,
        found: `${network.cidr} of ${network.site.node.path}`,
        allowed: `a subnet of ${this.site.node.path}`,
        fix: "take the subnet from the device's own site",
      });
    }
    if (network.site.kind === "aws" && familyOf(network.cidr) === "inet6") {
      this.problem({
        rule: "aws-ipv6-network",
        what: `the ${role} network is IPv6, and AWS sites are IPv4 only here`,
        found: `${network.cidr} of ${network.site.node.path}`,
        allowed: "an IPv4 subnet of the VPC",
        fix: "use an IPv4 subnet, or a device that exists: existing or unmanaged gateways may have IPv6 addresses",
      });
    }
    plan?.join(network, member, written === undefined ? undefined : hostOf(written));
    if (plan === undefined && written === undefined) {
      this.problem({
        rule: "interface-without-address",
        what: `the ${role} interface has no address`,
        allowed: "an address with its length, such as 172.16.11.1/24",
        fix: `give address for the ${role} interface: nobody hands one out on a network that exists already`,
      });
    }
    const attachment: Attachment = {
      device: this,
      role,
      network,
      interface: name,
      unit,
      logical: `${name}.${unit}`,
      get address(): string {
        return written === undefined
          ? (plan?.addressOf(network, member) ?? "0.0.0.0")
          : hostOf(written);
      },
      length: written?.includes("/") ? lengthOf(written) : lengthOf(network.cidr),
      zone: spec.zone ?? defaults.zone,
      hostInbound: spec.hostInbound ?? defaults.hostInbound,
    };
    this.ports.push(attachment);
    return attachment;
  }

  /** Static routes: prefix → next hop. */
  routes(): Readonly<Record<string, string>> {
    const outer = this.ports[0];
    const own: Record<string, string> = {};
    if (outer !== undefined && this.site.kind === "aws" && this.props.routes === undefined) {
      own["0.0.0.0/0"] = firstHost(outer.network);
    }
    return { ...own, ...this.props.routes };
  }

  speak(): readonly Fragment[] {
    const origin = this.node.path;
    const fragments: Fragment[] = [];
    if (this.ownsInterfaces) {
      fragments.push({ device: this, origin, config: interfacesConfig(this.ports) });
      fragments.push({ device: this, origin, config: zonesConfig(this.ports) });
    }
    if (this.props.cluster !== undefined) {
      fragments.push({
        device: this,
        origin,
        config: clusterConfig(this.name, this.props.cluster),
        raw: controlPortLines(this.props.cluster),
      });
    }
    const isOurs = this.site.kind === "aws" && this.existing === undefined && !this.unmanaged;
    if (isOurs && this.name !== this.bootName) {
      fragments.push({ device: this, origin, config: { system: { hostName: this.name } } });
    }
    const routes = this.routes();
    if (Object.keys(routes).length > 0) {
      fragments.push({ device: this, origin, config: routesConfig(routes) });
    }
    if (this.props.config !== undefined || this.props.raw !== undefined) {
      fragments.push({
        device: this,
        origin,
        config: this.props.config ?? {},
        ...(this.props.raw === undefined ? {} : { raw: this.props.raw }),
      });
    }
    return fragments;
  }

  private nameMistakes(): readonly Mistake[] {
    if (this.name.length <= LONGEST_NAME) return [];
    return [
      {
        rule: "device-name-length",
        what: "the device's name is too long: host name, policies and addresses are named after it",
        found: `"${this.name.slice(0, 20)}…" with ${this.name.length} characters`,
        allowed: `1 to ${LONGEST_NAME} characters`,
        fix: "rename it",
      },
    ];
  }

  /** A private address is what the internet never sees; a private wide area network may. */
  private natRemarks(): readonly Mistake[] {
    const { nat } = this;
    const shown = nat?.kind === "static" || nat?.kind === "source" ? nat.address : undefined;
    const isPrivate = typeof shown === "string" && PRIVATE.some((each) => contains(each, shown));
    if (!isPrivate) return [];
    return [
      {
        rule: "nat-address-private",
        severity: "warning",
        what: "the address that NAT shows to the internet is a private one, which nothing on the internet reaches",
        found: shown,
        allowed:
          "a public address, or a private one where the way between the gateways is a private network",
        fix: "give the address that the peers see",
      },
    ];
  }

  protected override check(): readonly Mistake[] {
    const problems: Mistake[] = [];
    const seen = new Map<string, Attachment>();
    for (const port of this.ports) {
      const twin = seen.get(port.logical);
      // An interface with an address of each family is attached twice, in one zone.
      const isDual =
        twin !== undefined &&
        twin.zone === port.zone &&
        familyOf(twin.network.cidr) !== familyOf(port.network.cidr);
      if (twin !== undefined && !isDual) {
        problems.push({
          rule: "interface-twice",
          what: "two interfaces have one name",
          found: `${port.logical} is both ${twin.role} and ${port.role}`,
          allowed: "one role per interface, or an IPv4 and an IPv6 address in one zone",
          fix: "name another interface for one of them",
        });
      }
      seen.set(port.logical, port);
    }
    if (this.props.cluster !== undefined) {
      problems.push(
        ...clusterProblems(
          this.props.cluster,
          this.ports.map((port) => port.interface),
          this.site.kind === "aws",
        ),
      );
    }
    problems.push(...this.nameMistakes(), ...this.natRemarks());
    problems.push(...rawMistakes(this.props.raw ?? []));
    const own = new Map(this.ports.map((port) => [port.address, port.logical]));
    for (const [prefix, nextHop] of Object.entries(this.routes())) {
      if (isHost(nextHop) && familyOf(nextHop) !== familyOf(prefix)) {
        problems.push({
          rule: "route-family",
          what: "a route and its next hop are of different families",
          found: `${prefix} to ${nextHop}`,
          allowed: familyOf(prefix) === "inet6" ? "an IPv6 next hop" : "an IPv4 next hop",
          fix: "name the neighbour's address of the prefix's own family",
        });
      }
      const mine = own.get(nextHop);
      if (mine === undefined) continue;
      problems.push({
        rule: "route-to-itself",
        what: "a route's next hop is the device's own address",
        found: `${prefix} to ${nextHop}, which is ${mine}`,
        allowed: "the address of a neighbour on one of its networks",
        fix: "name the router that leads there",
      });
    }
    return problems;
  }
}

/** The longest name of a device: a label of DNS, which host names are made of (RFC 1035), and a Junos name. */
const LONGEST_NAME = 63;

/** A network's first usable address; in AWS the subnet's router. */
function firstHost(network: Network): string {
  return addressAt(network.cidr, 1);
}

/** The plan of a site that hands out addresses; undefined where they exist already. */
export function addressPlan(site: Site): AddressPlan | undefined {
  return "addressOf" in site ? (site as Site & AddressPlan) : undefined;
}
