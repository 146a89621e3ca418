// Lowers a synthesis to Pulumi resources: a component per construct, below it what it stands for.
import {
  all,
  ComponentResource,
  type CustomResourceOptions,
  type Input,
  type Inputs,
  output,
  type Output,
  type Resource,
  secret,
} from "@pulumi/pulumi";
import {
  AwsSite,
  createHost,
  createInterfaces,
  createSite,
  type DeviceInterfaces,
  type DeviceResources,
  fill,
  fillIfNeeded,
  finishDevice,
  type SiteResources,
} from "../aws";
import { hasPlaceholder, placeholdersIn, statementKey } from "../junos";
import {
  type Device,
  type ExistingDevice,
  type Gateway,
  Host,
  type NatDevice,
  type Step,
  type TunnelEnd,
  type VpnNode,
} from "../topology";
import { configurationNames, tunnelNames } from "./pulumi-names";
import {
  Configuration,
  type ConnectionArgs,
  type NatRuleArgs,
  Placement,
  Tunnel,
  type TunnelEndpointArgs,
} from "./resources";
import type { Synthesis } from "./synthesize";

/** The component that stands for one construct in the Pulumi tree. */
class Shadow extends ComponentResource {
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
  readonly connection: Output<ConnectionArgs>;
  readonly aws: DeviceResources | undefined;
  readonly configuration: Configuration;
}

export interface LoweredTunnel {
  readonly name: string;
  readonly resource: Tunnel;
}

/** Register everything. The order of registration is fixed; what waits for what, the engine works out. */
export function lower(synthesis: Synthesis, root: ComponentResource): readonly LoweredTunnel[] {
  const { scope } = synthesis;
  // Before anything that has a number: what would move is refused while nothing has been done.
  const { placed } = scope.placement;
  const isAny = Object.keys(placed).length > 0;
  const first = isAny ? [new Placement(scope.node.id, placed, { parent: root })] : [];
  const shadows = new Map<VpnNode, Shadow>();
  const options = new Map<VpnNode, CustomResourceOptions>();
  for (const step of synthesis.steps) {
    const before = [...first, ...step.needs.flatMap((node) => shadows.get(node) ?? [])];
    const parent = (step.owner && shadows.get(step.owner)) ?? root;
    const shadow = new Shadow(step, parent, before);
    shadows.set(step.node, shadow);
    options.set(step.node, { parent: shadow, dependsOn: before });
  }
  const names = new Map(synthesis.steps.map((step) => [step.node, step.name]));
  const nameOf = (node: VpnNode): string => names.get(node) ?? node.node.id;
  const optsOf = (node: VpnNode): CustomResourceOptions => options.get(node) ?? { parent: root };

  const sites = new Map<AwsSite, SiteResources>();
  for (const [site, plan] of synthesis.plans) {
    sites.set(site, createSite(site, plan, nameOf(site), optsOf(site)));
  }
  const interfaces = new Map<Device, DeviceInterfaces>();
  for (const device of synthesis.scope.devices as (Gateway | NatDevice)[]) {
    const network = AwsSite.is(device.site) ? sites.get(device.site) : undefined;
    if (network === undefined || device.existing !== undefined || device.unmanaged) continue;
    interfaces.set(
      device,
      createInterfaces(device.site as AwsSite, device, network, nameOf(device), optsOf(device)),
    );
  }

  const parts = new Map<Device, DevicePart>();
  for (const device of synthesis.scope.devices) {
    if (device.unmanaged) continue;
    const site = device.site;
    const made = interfaces.get(device);
    const network = AwsSite.is(site) ? sites.get(site) : undefined;
    const plan = AwsSite.is(site) ? synthesis.plans.get(site) : undefined;
    const aws =
      made === undefined || network === undefined || plan === undefined || !AwsSite.is(site)
        ? undefined
        : finishDevice(site, made, network, plan, nameOf(device), optsOf(device));
    const connection = connect(device, aws);
    const own = {
      ...optsOf(device),
      ...(aws === undefined ? {} : { deletedWith: aws.instance }),
    };
    const { name, opts } = configurationNames(nameOf(device), device, own, root);
    const configuration = configure(synthesis, device, connection, aws, name, opts);
    // Whoever connects after the configuration was committed expects the key that was pinned then.
    const pinned = all([connection, configuration.hostKey]).apply(([known, hostKey]) => ({
      ...known,
      hostKey,
    }));
    parts.set(device, { connection: pinned, aws, configuration });
    const shadow = shadows.get(device);
    if (shadow !== undefined) {
      Object.assign(shadow.made, {
        configuration: configuration.revision,
        ...(aws === undefined ? {} : { instanceId: aws.instance.id, management: aws.management }),
      });
    }
  }

  for (const node of names.keys()) {
    if (!Host.is(node) || !AwsSite.is(node.network.site)) continue;
    const network = sites.get(node.network.site);
    const plan = synthesis.plans.get(node.network.site);
    if (network === undefined || plan === undefined) continue;
    createHost(node.network.site, node, network, plan, nameOf(node), optsOf(node));
  }

  const tunnels = synthesis.tunnels.map(({ source, tunnel }) => {
    const { name, aliases } = tunnelNames(nameOf(source), tunnel, synthesis.tunnels);
    const devices = [...tunnel.ends.map((end): Device => end.view.gateway), ...tunnel.path.devices];
    const involved = devices.flatMap((device) => parts.get(device) ?? []);
    const values = synthesis.scope.values;
    const resource = new Tunnel(
      name,
      {
        name: tunnel.name,
        endpoints: tunnel.ends.map((end) => endpoint(end, parts.get(end.view.gateway))),
        expectNat: tunnel.path.nat,
        natRules: [...tunnel.initiator.crossings, ...tunnel.responder.crossings].flatMap(
          ({ device, rule }): NatRuleArgs[] => {
            const part = device === undefined ? undefined : parts.get(device);
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
          },
        ),
        revisions: involved.flatMap((part) => [
          part.configuration.revision,
          // An instance that was stopped, resized or replaced has to bring its tunnels up again.
          ...(part.aws === undefined ? [] : [part.aws.instance.id, part.aws.instance.instanceType]),
          ...(part.aws?.ruleIds ?? []),
          ...(part.aws?.routes.map((route) => route.id) ?? []),
        ]),
      },
      {
        ...optsOf(source),
        ...(aliases.length === 0 ? {} : { aliases: aliases.map((former) => ({ name: former })) }),
        dependsOn: involved.flatMap((part) => [
          part.configuration,
          ...(part.aws?.routes ?? []),
          ...(part.aws?.allRules ?? []),
        ]),
      },
    );
    const shadow = shadows.get(source);
    if (shadow !== undefined) shadow.made[tunnel.name] = resource.verified;
    return { name: tunnel.name, resource };

    function endpoint(end: TunnelEnd, part: DevicePart | undefined): TunnelEndpointArgs {
      const { view } = end;
      const text = (value: string): Input<string> => fillIfNeeded(value, values);
      return {
        gateway: view.gateway.name,
        ...(part === undefined ? {} : { connection: part.connection }),
        vpn: end.vpn,
        ikeGateway: end.ikeGateway,
        role: end.role,
        privateAddress: text(view.gateway.external.address),
        ...(view.address === undefined ? {} : { publicAddress: text(view.address) }),
        ...(end.peerAddress === undefined ? {} : { peerAddress: text(end.peerAddress) }),
        identity: end.identity,
        peerIdentity: end.peerIdentity,
        ...(end.bindInterface === undefined ? {} : { bindInterface: end.bindInterface }),
        ...(end.pingSource === undefined ? {} : { pingSource: end.pingSource }),
        ...(end.pingTarget === undefined ? {} : { pingTarget: end.pingTarget }),
      };
    }
  });
  for (const shadow of [...shadows.values()].reverse()) shadow.seal();
  return tunnels;
}

function connect(device: Device, aws: DeviceResources | undefined): Output<ConnectionArgs> {
  if (device.existing !== undefined) return output(existing(device.existing));
  const { site } = device;
  if (aws === undefined || !AwsSite.is(site)) {
    throw new RangeError(`${device.node.path} has no way to be reached`);
  }
  const { management } = site.props;
  return output({
    host: aws.management,
    user: management.user ?? "pulumi",
    ...(management.privateKey === undefined
      ? { agent: true }
      : { privateKey: secret(management.privateKey) }),
    // This stack made the instance, so the first contact is with it; a new instance has a new key.
    acceptFirstHostKey: true,
    instance: aws.instance.id,
  });
}

function existing(device: ExistingDevice): ConnectionArgs {
  return {
    host: device.address,
    ...(device.port === undefined ? {} : { port: device.port }),
    user: device.user,
    ...(device.privateKey === undefined ? {} : { privateKey: secret(device.privateKey) }),
    ...(device.password === undefined ? {} : { password: secret(device.password) }),
    ...(device.agent === undefined ? {} : { agent: device.agent }),
    ...(device.hostKey === undefined ? {} : { hostKey: device.hostKey }),
    ...(device.acceptFirstHostKey === undefined
      ? {}
      : { acceptFirstHostKey: device.acceptFirstHostKey }),
    ...(device.jump === undefined ? {} : { jump: existing(device.jump) }),
  };
}

function configure(
  synthesis: Synthesis,
  device: Device,
  connection: Output<ConnectionArgs>,
  aws: DeviceResources | undefined,
  name: string,
  opts: CustomResourceOptions,
): Configuration {
  const { values } = synthesis.scope;
  const statements: Record<string, Input<string>> = {};
  const placeholders: Record<string, Input<string>> = {};
  const sequence: string[] = [];
  for (const statement of synthesis.configs.get(device)?.statements() ?? []) {
    const key = statementKey(statement);
    for (const late of placeholdersIn(key)) placeholders[late] = fill(`⟨${late}⟩`, values);
    const value = statement.value ?? "";
    const known = hasPlaceholder(value) ? fill(value, values) : value;
    statements[key] = statement.secret ? secret(known) : known;
    sequence.push(key);
  }
  return new Configuration(
    name,
    {
      name: device.name,
      connection,
      statements,
      sequence,
      ...(device.props.ownership === undefined ? {} : { ownership: device.props.ownership }),
      ...(device.props.commit === undefined ? {} : { settings: { ...device.props.commit } }),
      ...(Object.keys(placeholders).length === 0 ? {} : { placeholders }),
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
