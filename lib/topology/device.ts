// A Junos device as a part of the topology: its interfaces, zones and routes, and what it says about itself.
import type { Input } from "@pulumi/pulumi";
import { firstHost } from "../net";
import type { Mistake } from "../diagnostics";
import type { Construct } from "constructs";
import { attach, type AttachmentRole } from "./attach";
import type { Attachment, Port } from "./attachment";
import { clusterCommands, clusterConfig, controlPortLines } from "./cluster";
import { clusterMistakes } from "./cluster-mistakes";
import {
  interfaceMistakes,
  nameMistakes,
  natRemarks,
  routeMistakes,
  sshRemarks,
  zoneInstanceMistakes,
} from "./device-mistakes";
import type { DeviceProps, ExistingDevice, IkeDaemon } from "./device-props";
import type { DeviceRef } from "./device-ref";
import type { ConfigSource, Fragment } from "./fragment";
import {
  instancesConfig,
  interfacesConfig,
  placedRoutes,
  zonesConfig,
} from "./interface-statements";
import { instanceConnectMistakes } from "./instance-connect";
import type { NatKind } from "./nat-kinds";
import type { MapDevice, Translation } from "./nat-map";
import { VpnNode } from "./node";
import { isNatKind, outwardTranslation } from "./outward-nat";
import { type DeviceOutputs, interfaceOutputs, outputOf } from "./outputs";
import { type Pppoe, pppoeConfig } from "./pppoe";
import { rawMistakes } from "./raw-lines";
import type { Shape } from "./shape";
import { ExistingSite, type Network, type Site } from "./site";
import { stackRoot } from "./stack-root";
import { TEXT_FORMS, textMistake } from "./text-forms";

function isSite(site: unknown): site is Site {
  return typeof site === "object" && site !== null && "network" in site && "kind" in site;
}

/** What is known of an address that is handed out: only that nobody knows it. */
const LEASE: Translation = {
  kind: "dhcp",
  by: "an address that a DHCP server hands out",
  address: undefined,
  inward: false,
  rewritesPorts: false,
  forgetsAfter: undefined,
  isLease: true,
};

/** How an interface's address is shown, where it is handed out. */
export const leaseOf = ({ leased, beneath }: Attachment): Translation | undefined => {
  if (!leased) return undefined;
  return beneath === undefined
    ? LEASE
    : { ...LEASE, kind: "pppoe", by: "an address that the provider hands out over PPPoE" };
};

const DEVICE = Symbol.for("vsrx.Device");

/** A gateway or a NAT device: an instance that is made, a device that exists, or one that somebody else runs. */
export abstract class Device extends VpnNode implements DeviceRef {
  /** What it is for: it ends tunnels, or it translates. */
  abstract readonly role: "gateway" | "nat";
  /** Where it stands; a site of its own for one that exists and for which the program names none. */
  readonly site: Site;
  /** How to reach it, for one that exists; undefined for others. */
  readonly existing: ExistingDevice | undefined;
  /** What translates its outer address on the way to the internet; undefined where nothing does. */
  readonly nat: NatKind | undefined;
  /** Its IKE daemon, `kmd` where the program doesn't say. */
  readonly daemon: IkeDaemon;
  /**
   * Its Junos release, as the program says it; undefined where it doesn't, and no rule that depends on it is applied.
   */
  readonly release: string | undefined;
  /** Its model, `vSRX` where the program doesn't say: limits depend on it. */
  readonly model: string;
  private readonly ports: Attachment[] = [];
  /** What the program says of sessions of PPPoE, by interface. */
  private readonly sessions = new Map<Attachment, Pppoe>();
  private readonly outward: Translation | undefined;

  /** @internal */
  constructor(
    scope: Construct,
    id: string,
    /** What the program says of it. */
    readonly props: DeviceProps,
    shape: Shape,
  ) {
    super(scope, id, props);
    this.accepts(shape, props);
    Object.defineProperty(this, DEVICE, { value: true });
    stackRoot(this).register(this);
    this.site = isSite(props.site) ? props.site : new ExistingSite(this, "site");
    this.existing = props.existing;
    this.nat = isNatKind(props.nat) ? props.nat : undefined;
    this.outward = this.nat === undefined ? undefined : outwardTranslation(this, this.nat);
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

  /** Whether something is a device. Not `instanceof`: two copies of this package may be loaded. */
  static isDevice(value: unknown): value is Device {
    return typeof value === "object" && value !== null && DEVICE in value;
  }

  /** @internal The host name that an instance gets with its user data: renaming it is no reason to replace it. */
  get bootName(): string {
    return this.lastingId;
  }

  /** True for one that somebody else runs: nothing is sent to it. */
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

  /**
   * What is known of it once it is made: usable from the first, known when the stack's resources are declared.
   * @throws TypeError in a stack without an AwsSite; each Output fails for a device that the stack does not make
   */
  get outputs(): DeviceOutputs {
    const names = ["fxp0", ...this.ports.map((port) => port.interface)];
    return {
      instanceId: outputOf(this, "instanceId"),
      managementAddress: outputOf(this, "managementAddress"),
      publicIp: this.nat?.kind === "elastic-ip" ? outputOf(this, "publicIp") : undefined,
      interfaces: Object.fromEntries(
        names.map((name) => [name, interfaceOutputs(this, `${name} `)]),
      ),
    };
  }

  /** Its interfaces, the outer one first; fxp0 is none of them. */
  attachments(): readonly Attachment[] {
    return this.ports;
  }

  /** The interface's logical name that faces `network`, if there is one. */
  facing(network: Network): Attachment | undefined {
    return this.ports.find((port) => port.network === network);
  }

  /** @internal */
  protected attach(given: Port, as: AttachmentRole): Attachment {
    const { attachment, mistakes } = attach(this, this.ports.length, given, as);
    for (const mistake of mistakes) this.problem(mistake);
    this.ports.push(attachment);
    if (attachment.beneath !== undefined && "pppoe" in given && given.pppoe !== undefined)
      this.sessions.set(attachment, given.pppoe);
    stackRoot(this).changed();
    return attachment;
  }

  /** @internal The device as the path solver takes it; undefined as long as it is on no network. */
  onMap(): MapDevice | undefined {
    const [outer] = this.ports;
    if (outer === undefined) return undefined;
    return {
      id: this.node.path,
      networks: this.ports.map(({ network }) => mapNetwork(network)),
      outer: { network: outer.network.id, address: outer.address },
      internet: this.outward ?? leaseOf(outer),
      // A private VPC address has no way out; a device that exists is taken to show the address it has.
      isRouted: this.site.kind !== "aws",
    };
  }

  /** @internal The same by each further interface that IKE may end on. */
  onMapBeside(): readonly MapDevice[] {
    return [];
  }

  /** Static routes: prefix → next hop. */
  routes(): Readonly<Record<string, string>> {
    const outer = this.ports[0];
    const own: Record<string, string> = {};
    if (outer !== undefined && this.site.kind === "aws" && this.props.routes === undefined) {
      own["0.0.0.0/0"] = firstHost(outer.network.cidr);
    }
    if (outer?.beneath !== undefined) own["0.0.0.0/0"] = outer.logical;
    return { ...own, ...this.props.routes };
  }

  /** What stands for the password of a session. */
  private sessionPassword({ role }: Attachment, { password }: Pppoe): string {
    const construct = this.node.path;
    const judge = (value: unknown) => textMistake(TEXT_FORMS.password, "pppoe.password", value);
    const options = { secret: true, construct, judge };
    return stackRoot(this).values.define(`${construct}/${role}/pppoe`, password, options);
  }

  /** What stands for its licence key: a secret, however it came. */
  private licenseKey(license: Input<string>): string {
    const construct = this.node.path;
    const judge = (value: unknown) => textMistake(TEXT_FORMS.licenseKey, "license", value);
    const options = { secret: true, construct, judge };
    return stackRoot(this).values.define(`${construct}/license`, license, options);
  }

  /** @internal */
  fragments(): readonly Fragment[] {
    const origin = this.node.path;
    const fragments: Fragment[] = [];
    if (this.ownsInterfaces) {
      fragments.push({ device: this, origin, config: interfacesConfig(this.ports) });
      for (const [port, session] of this.sessions) {
        const config = pppoeConfig(session, port, this.sessionPassword(port, session));
        fragments.push({ device: this, origin, config });
      }
      fragments.push({ device: this, origin, config: zonesConfig(this.ports) });
      fragments.push({ device: this, origin, config: instancesConfig(this.ports) });
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
    if (this.props.license !== undefined) {
      const key = { [this.licenseKey(this.props.license)]: {} };
      fragments.push({
        device: this,
        origin,
        config: { system: { license: { keys: { key } } } },
      });
    }
    for (const config of placedRoutes(this.routes(), this.ports)) {
      fragments.push({ device: this, origin, config });
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

  /** @internal */
  protected override check(): readonly Mistake[] {
    const { cluster, raw } = this.props;
    const names = this.ports.map((port) => port.interface);
    return [
      ...interfaceMistakes(this.ports),
      ...zoneInstanceMistakes(this.ports),
      ...(cluster === undefined ? [] : clusterMistakes(cluster, names, this.site.kind === "aws")),
      ...nameMistakes(this.name),
      ...natRemarks(this.nat),
      ...sshRemarks(this.props.existing),
      ...instanceConnectMistakes(
        this.props.existing?.proxyCommand,
        this.props.existing?.port ?? 22,
      ),
      ...rawMistakes(raw ?? []),
      ...routeMistakes(this.routes(), this.ports),
    ];
  }
}

// Not `implements`: what a stack asks of its constructs is no part of the public surface.
Device.prototype satisfies ConfigSource;

export function mapNetwork({ id, site }: Network): MapDevice["networks"][number] {
  return { id, router: site.kind === "aws" ? `vpc:${site.node.path}` : undefined };
}
