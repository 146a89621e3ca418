// Lowers a synthesis to Pulumi resources: a component per construct, below it what it stands for.
import {
  all,
  ComponentResource,
  type ComponentResourceOptions,
  type CustomResource,
  type CustomResourceOptions,
  type Input,
  type Inputs,
  type Output,
  type Resource,
  secret,
} from "@pulumi/pulumi";
import {
  type AwsPlace,
  AwsSite,
  createHost,
  createInterfaces,
  createSite,
  type DeviceInterfaces,
  type DeviceResources,
  fill,
  fillIfNeeded,
  finishDevice,
  lateOutputs,
  lateSiteProps,
  type LeadingRoute,
  type ManagementWay,
  type SiteResources,
  siteOptions,
} from "../aws";
import { contains } from "../net";
import {
  Applications,
  type ConfigTree,
  hasPlaceholder,
  placeholdersIn,
  setLine,
  statementKey,
} from "../junos";
import {
  boxName,
  type Device,
  type Gateway,
  Host,
  type NatDevice,
  type Step,
  type Tunnel as PlannedTunnel,
  type TunnelEnd,
  type VpnNode,
} from "../topology";
import { existingConnection } from "./connection";
import { commitSettings } from "./probed-vpns";
import { ProtectedTunnels } from "./protected-tunnels";
import { configurationNames, tunnelNames } from "./pulumi-names";
import {
  BootKey,
  type CarriedArgs,
  Configuration,
  type ConnectionArgs,
  type LoginArgs,
  type NatRuleArgs,
  Placement,
  Tunnel,
  type TunnelArgs,
  type TunnelEndpointArgs,
  type TunnelsToKeep,
  type ConfigurationArgs,
} from "./resources";
import type { Synthesis } from "./synthesize";

/** The component that stands for one construct in the Pulumi tree. */
class ConstructComponent extends ComponentResource {
  readonly made: Inputs = {};

  constructor(step: Step, parent: Resource, dependsOn: Resource[]) {
    const { aliases, protect } = step.node.options;
    // No arguments: they would reach the state file in clear.
    super(
      step.node.token,
      step.name,
      {},
      {
        parent,
        dependsOn,
        ...(aliases === undefined ? {} : { aliases: aliases.map((name) => ({ name })) }),
        ...(protect === undefined ? {} : { protect }),
      },
    );
  }

  seal(): void {
    this.registerOutputs(this.made);
  }
}

/** What exists for one device by the time its configuration is committed. */
interface DevicePart {
  readonly connection: ConnectionArgs;
  readonly aws: DeviceResources | undefined;
  readonly configuration: Configuration;
}

export interface LoweredTunnel {
  readonly name: string;
  readonly resource: Tunnel;
}

/** Register everything. The order of registration is fixed; what waits for what, the engine works out. */
export function lower(
  synthesis: Synthesis,
  root: ComponentResource,
  rootOptions: ComponentResourceOptions,
): readonly LoweredTunnel[] {
  const lowering = new Lowering(synthesis, root, rootOptions);
  lowering.components(lowering.placement());
  lowering.sites();
  lowering.interfaces();
  for (const device of synthesis.scope.devices) lowering.device(device);
  lowering.hosts();
  lateOutputs(synthesis.scope).close();
  const tunnels = synthesis.tunnels.map(({ source, tunnel }) => lowering.tunnel(source, tunnel));
  lowering.seal();
  return tunnels;
}

/** What was registered so far, by the construct that it stands for. */
class Lowering {
  private readonly componentOf = new Map<VpnNode, ConstructComponent>();
  private readonly names: ReadonlyMap<VpnNode, string>;
  private readonly loginOf = new Map<AwsSite, LoginArgs>();
  private readonly siteOf = new Map<AwsSite, SiteResources>();
  private readonly interfacesOf = new Map<Device, DeviceInterfaces>();
  private readonly partOf = new Map<Device, DevicePart>();
  private readonly options = new Map<VpnNode, CustomResourceOptions>();
  private readonly hostNodes: readonly Host[];
  /** Of all devices, by name. */
  private routes: readonly LeadingRoute[] | undefined;
  private readonly protectedTunnels: ProtectedTunnels;

  constructor(
    private readonly synthesis: Synthesis,
    private readonly root: ComponentResource,
    rootOptions: ComponentResourceOptions,
  ) {
    this.protectedTunnels = new ProtectedTunnels(synthesis, rootOptions);
    this.names = new Map(synthesis.steps.map((step) => [step.node, step.name]));
    this.hostNodes = [...this.names.keys()].filter((node) => Host.is(node));
  }

  private nameOf(node: VpnNode): string {
    return this.names.get(node) ?? node.node.id;
  }

  private optsOf(node: VpnNode): CustomResourceOptions {
    return this.options.get(node) ?? { parent: this.root };
  }

  /**
   * Before everything else: what would move is refused while nothing has been done, and a protected tunnel that has left
   * while no construct of another name is in the state, which would be protected there too.
   */
  placement(): readonly Placement[] {
    const { scope } = this.synthesis;
    const { placed } = scope.placement;
    const args = { placed, ...this.protectedTunnels.argsForAll() };
    if (Object.keys(placed).length === 0 && args.protects === undefined) return [];
    return [new Placement(scope.node.id, args, { parent: this.root })];
  }

  /** A component for each construct, below its owner's and after `first`. */
  components(first: readonly Resource[]): void {
    for (const step of this.synthesis.steps) {
      const needed = step.needs.flatMap((node) => this.componentOf.get(node) ?? []);
      const before = [...first, ...needed];
      const parent = (step.owner && this.componentOf.get(step.owner)) ?? this.root;
      const component = new ConstructComponent(step, parent, before);
      this.componentOf.set(step.node, component);
      this.options.set(step.node, { parent: component, dependsOn: before });
    }
  }

  sites(): void {
    for (const [site, plan] of this.synthesis.plans) {
      const opts = siteOptions(site, this.optsOf(site));
      const name = this.nameOf(site);
      const { publicKey, privateKey } = lateSiteProps(site);
      const key = new BootKey(
        `${name}-boot-key`,
        { publicKey, ...(privateKey === undefined ? {} : { privateKey }) },
        this.optsOf(site),
      );
      // Where nobody answers for the provider, as in a test with mocks, the first key is the only one.
      const boot = all([key.bootPublicKey, publicKey]).apply(([first, given]) => first ?? given);
      const first = all([key.firstPublicKey, boot]).apply(([own, booted]) => own ?? booted);
      this.loginOf.set(site, {
        publicKey,
        bootPublicKey: boot,
        bootPrivateKey: key.bootPrivateKey,
      });
      this.siteOf.set(site, createSite(site, plan, name, opts, { boot, first }));
    }
  }

  /** Every device's interfaces come before any device, so that all addresses are known. */
  interfaces(): void {
    for (const device of this.synthesis.scope.devices as (Gateway | NatDevice)[]) {
      const place = this.placeOf(device, device.site);
      if (place === undefined || device.existing !== undefined || device.unmanaged) continue;
      this.interfacesOf.set(device, createInterfaces(device, place));
    }
  }

  /** Where a construct's AWS resources go, or undefined when it stands elsewhere. */
  private placeOf(node: VpnNode, site: unknown): AwsPlace | undefined {
    const network = AwsSite.is(site) ? this.siteOf.get(site) : undefined;
    const plan = AwsSite.is(site) ? this.synthesis.plans.get(site) : undefined;
    if (!AwsSite.is(site) || network === undefined || plan === undefined) return undefined;
    const opts = siteOptions(site, this.optsOf(node));
    return { site, network, plan, name: this.nameOf(node), opts };
  }

  /** A device's instance, if the stack makes one, and its configuration. */
  device(device: Device): void {
    if (device.unmanaged) return;
    const made = this.interfacesOf.get(device);
    const place = this.placeOf(device, device.site);
    const aws = made && place && finishDevice(made, place);
    const connection = connect(device, aws);
    const login = aws && AwsSite.is(device.site) ? this.loginOf.get(device.site) : undefined;
    const own = {
      ...this.optsOf(device),
      ...(aws === undefined ? {} : { deletedWith: aws.instance }),
    };
    const { name, opts } = configurationNames(this.nameOf(device), device, own, this.root);
    const tunnels = this.protectedTunnels.argsFor(device);
    const part = { connection, aws, name, login, tunnels };
    const configuration = configure(this.synthesis, device, part, opts);
    // Whoever connects after the configuration was committed expects the key that was pinned then.
    const pinned = { ...connection, hostKey: configuration.hostKey };
    this.partOf.set(device, { connection: pinned, aws, configuration });
    Object.assign(this.componentOf.get(device)?.made ?? {}, {
      configuration: configuration.revision,
      ...(aws === undefined ? {} : { instanceId: aws.instance.id, management: aws.management }),
    });
  }

  hosts(): void {
    for (const node of this.hostNodes) {
      const place = this.placeOf(node, node.network.site);
      if (place !== undefined) createHost(node, place);
    }
  }

  /** What verifies a tunnel, after all that it runs over. */
  tunnel(source: VpnNode, tunnel: PlannedTunnel): LoweredTunnel {
    const { name, aliases } = tunnelNames(this.nameOf(source), tunnel, this.synthesis.tunnels);
    const devices = [...tunnel.ends.map((end): Device => end.view.gateway), ...tunnel.path.devices];
    const involved = devices.flatMap((device) => this.partOf.get(device) ?? []);
    const routes = this.routesOf(devices);
    const resource = new Tunnel(
      name,
      {
        name: tunnel.name,
        endpoints: tunnel.ends.map((end) => this.endpoint(end)),
        expectNat: tunnel.path.nat,
        carries: this.carries(tunnel),
        ...verifyArgs(tunnel, source),
        natRules: this.natRules(tunnel),
        revisions: involved
          .flatMap((part) => [
            part.configuration.revision,
            // An instance that was stopped, resized or replaced has to bring its tunnels up again.
            ...(part.aws === undefined
              ? []
              : [part.aws.instance.id, part.aws.instance.instanceType]),
            ...(part.aws?.ruleIds ?? []),
          ])
          .concat(routes.map(({ id }) => id)),
      },
      {
        ...this.optsOf(source),
        ...(aliases.length === 0 ? {} : { aliases: aliases.map((former) => ({ name: former })) }),
        dependsOn: involved
          .flatMap((part) => [part.configuration, ...(part.aws?.allRules ?? [])])
          .concat(routes),
      },
    );
    const component = this.componentOf.get(source);
    if (component !== undefined) component.made[tunnel.name] = resource.verified;
    return { name: tunnel.name, resource };
  }

  /**
   * What leads through some devices, or would if another one did not lead: the same whichever does, so that it verifies no
   * tunnel of a gateway that is down.
   */
  private routesOf(devices: readonly Device[]): readonly CustomResource[] {
    // Every device has its part before the first tunnel asks.
    this.routes ??= [...this.partOf.values()]
      .flatMap(({ aws }) => aws?.routes ?? [])
      .sort((a, b) => a.name.localeCompare(b.name, "en"));
    return this.routes
      .filter(({ candidates }) => devices.some((device) => candidates.includes(device)))
      .map(({ route }) => route);
  }

  /** The rules that translate the tunnel on its way, where a device of the stack has them. */
  private natRules({ initiator, responder }: PlannedTunnel): NatRuleArgs[] {
    return [...initiator.crossings, ...responder.crossings].flatMap(({ device, rule }) => {
      const part = device === undefined ? undefined : this.partOf.get(device);
      if (device === undefined || rule === undefined || part === undefined) return [];
      return [
        {
          device: device.name,
          connection: part.connection,
          kind: rule.kind,
          ruleSet: rule.ruleSet,
          rule: rule.rule,
        },
      ];
    });
  }

  private carries({ carried, ends }: PlannedTunnel): CarriedArgs {
    const { applications, kind, isNarrow, isOnTraffic, isStandby, tcpMss } = carried;
    const known = (value: string): Input<string> =>
      fillIfNeeded(value, this.synthesis.scope.values);
    return {
      kind,
      isNarrow,
      isOnTraffic,
      ...(isStandby === true ? { isStandby } : {}),
      ...(tcpMss === undefined ? {} : { tcpMss }),
      pairs: carried.pairs.map(({ initiator, responder }) => ({ initiator, responder })),
      ends: carried.ends.map(({ zone, inner }, index) => ({
        zone,
        inner: inner.map((one) => ({ ...one, address: known(one.address) })),
        ...this.hostsBehind(ends[index]?.view.gateway),
      })),
      ...sampleOf(applications, this.synthesis.configs.get(ends[0].view.gateway)),
    };
  }

  /** Hosts of its site in networks that it protects and isn't in. */
  private hostsBehind(gateway: Gateway | undefined): { readonly hosts?: string[] } {
    if (gateway === undefined) return {};
    const near = gateway.internals.map(({ network }) => network);
    const hosts = this.hostNodes
      .filter(
        ({ network }) =>
          network.site === gateway.site &&
          !near.includes(network) &&
          gateway.protects.some((each) => contains(each, network.cidr)),
      )
      .map(({ address }) => address);
    return hosts.length === 0 ? {} : { hosts };
  }

  private endpoint(end: TunnelEnd): TunnelEndpointArgs {
    const { view } = end;
    const part = this.partOf.get(view.gateway);
    const text = (value: string): Input<string> => fillIfNeeded(value, this.synthesis.scope.values);
    return {
      gateway: view.gateway.name,
      ...(part === undefined ? {} : { connection: part.connection }),
      vpn: end.vpn,
      ikeGateway: end.ikeGateway,
      role: end.role,
      privateAddress: text(view.external.address),
      ...(view.address === undefined ? {} : { publicAddress: text(view.address) }),
      ...(end.peerAddress === undefined ? {} : { peerAddress: text(end.peerAddress) }),
      identity: end.identity,
      peerIdentity: end.peerIdentity,
      ...(end.bindInterface === undefined ? {} : { bindInterface: end.bindInterface }),
      ...(end.instance === undefined ? {} : { instance: end.instance }),
      ...(end.pingSource === undefined ? {} : { pingSource: end.pingSource }),
      ...(end.pingTarget === undefined ? {} : { pingTarget: end.pingTarget }),
    };
  }

  /** Components are complete from the inside out. */
  seal(): void {
    for (const component of [...this.componentOf.values()].reverse()) component.seal();
  }
}

const verifyArgs = (
  { carried: { verify = {} } }: PlannedTunnel,
  source: VpnNode,
): Pick<TunnelArgs, "timeoutSeconds" | "require" | "probe"> => ({
  ...(verify.probe === undefined
    ? {}
    : {
        probe: {
          connection: existingConnection(source, verify.probe.host, "verify.probe.host"),
          target: verify.probe.target,
        },
      }),
  ...(verify.timeoutSeconds === undefined ? {} : { timeoutSeconds: verify.timeoutSeconds }),
  ...(verify.require === undefined ? {} : { require: verify.require }),
});

/** One kind of traffic among those that the policies permit; none where they permit any. */
function sampleOf(
  applications: readonly string[] | undefined,
  tree: ConfigTree | undefined,
): Pick<CarriedArgs, "protocol" | "port"> {
  if (applications === undefined || tree === undefined) return {};
  const known = new Applications(tree.effective().root);
  const meant = applications.flatMap((name) => known.meaning(name) ?? []);
  const [first] = meant.filter(({ beyond }) => beyond === undefined);
  if (first?.protocol === undefined) return {};
  const port = first.destinationPort?.first;
  return { protocol: first.protocol, ...(port === undefined ? {} : { port }) };
}

function wayTo(site: AwsSite, via: ManagementWay | undefined): Partial<ConnectionArgs> {
  if (typeof via !== "object") return {};
  return "jump" in via
    ? { jump: existingConnection(site, via.jump, "management.via.jump") }
    : { proxyCommand: [...via.proxyCommand] };
}

/** Part by part: as one Output the key would make the address a secret too, and no message could say which device it is. */
function connect(device: Device, aws: DeviceResources | undefined): ConnectionArgs {
  if (device.existing !== undefined) return existingConnection(device, device.existing);
  const { site } = device;
  if (aws === undefined || !AwsSite.is(site)) {
    throw new RangeError(`${device.node.path} has no way to be reached`);
  }
  const { management } = site.props;
  const { privateKey } = lateSiteProps(site);
  const { via } = management;
  return {
    host: aws.management,
    ...wayTo(site, via),
    user: site.login,
    ...(privateKey === undefined ? { agent: true } : { privateKey }),
    // This stack made the instance, so the first contact is with it; a new instance has a new key.
    acceptFirstHostKey: true,
    instance: aws.instance.id,
  };
}

/** What a configuration is committed with. */
interface ConfigurationPart extends Omit<DevicePart, "configuration"> {
  readonly name: string;
  readonly login: LoginArgs | undefined;
  readonly tunnels: TunnelsToKeep;
}

function configure(
  synthesis: Synthesis,
  device: Device,
  { connection, aws, name, login, tunnels }: ConfigurationPart,
  opts: CustomResourceOptions,
): Configuration {
  const { values } = synthesis.scope;
  const statements: Record<string, Input<string>> = {};
  const placeholders: Record<string, Input<string>> = {};
  const sequence: string[] = [];
  const raw: Output<string>[] = [];
  for (const statement of synthesis.configs.get(device)?.statements() ?? []) {
    if (statement.hidden !== undefined) {
      // A name that is a secret can't be sealed as the key of a map.
      const words = all(statement.path.map((word) => fill(word, values)));
      const end = statement.value === undefined ? undefined : fill(statement.value, values);
      raw.push(
        secret(
          all([words, end]).apply(([path, value]) =>
            setLine({ path, ...(value === undefined ? {} : { value }) }),
          ),
        ),
      );
      continue;
    }
    const key = statementKey(statement);
    for (const late of placeholdersIn(key).filter((name) => values.get(name) !== undefined))
      placeholders[late] = fill(`⟨${late}⟩`, values);
    const value = statement.value ?? "";
    const known = hasPlaceholder(value) ? fill(value, values) : value;
    statements[key] = statement.secret ? secret(known) : known;
    sequence.push(key);
  }
  const settings = commitSettings(synthesis, device);
  return new Configuration(
    name,
    {
      name: device.name,
      connection,
      ...(login === undefined ? {} : { login }),
      statements,
      sequence,
      ...(device.props.ownership === undefined ? {} : { ownership: device.props.ownership }),
      ...(settings === undefined ? {} : { settings }),
      ...claimsOf(device),
      ...(isMarked(device) ? { mark: true } : {}),
      ...(Object.keys(placeholders).length === 0 ? {} : { placeholders }),
      ...(raw.length === 0 ? {} : { raw }),
      ...tunnels,
    },
    {
      ...opts,
      dependsOn: [...asArray(opts.dependsOn), ...(aws?.reachable ?? [])],
    },
  );
}

function asArray(dependsOn: CustomResourceOptions["dependsOn"]): Resource[] {
  return Array.isArray(dependsOn) ? (dependsOn as Resource[]) : [];
}

/** A box without a name of its own is known by what stands on it. */
function isMarked({ existing }: Device): boolean {
  return existing !== undefined && (existing.mark ?? boxName(existing) === undefined);
}

/** What the program says of the device beside its configuration; nothing where it leaves it to us. */
function claimsOf({ props }: Device): Pick<ConfigurationArgs, "claims"> {
  const { daemon, release } = props;
  if (daemon === undefined && release === undefined) return {};
  return {
    claims: {
      ...(daemon === undefined ? {} : { daemon }),
      ...(release === undefined ? {} : { release }),
    },
  };
}
