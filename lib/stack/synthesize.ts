// From the finished construct tree to everything that is decided before Pulumi hears of it. Pure.
import { AwsSite, type AwsPlan, planSite } from "../aws";
import { type Diagnostic, distinct, hasErrors } from "../diagnostics";
import { check, type ConfigTree } from "../junos";
import {
  acknowledged,
  assemble,
  type Device,
  validateTree,
  type Gateway,
  Host,
  isTunnelSource,
  type NatDevice,
  type StackScope,
  type Step,
  type Tunnel,
  VpnNode,
} from "../topology";
import { validateTunnels } from "../vpn";

/** A whole stack, decided. */
export interface Synthesis {
  readonly scope: StackScope;
  /** Everything that is wrong or to be known, each once. With an error among it nothing may be created. */
  readonly diagnostics: readonly Diagnostic[];
  /** Constructs in the order of creation. */
  readonly steps: readonly Step[];
  readonly configs: ReadonlyMap<Device, ConfigTree>;
  readonly tunnels: readonly { readonly source: VpnNode; readonly tunnel: Tunnel }[];
  readonly plans: ReadonlyMap<AwsSite, AwsPlan>;
}

/** Mistakes that leave something out of a configuration. */
const TORN: readonly string[] = [
  "conflict",
  "config-object",
  "statement-name-twice",
  "statements-exclusive",
];

export interface SynthesizeOptions {
  /**
   * Judge the tree and hold every configuration against what Junos accepts. Without it, configurations come out as
   * far as they can be made, mistakes and all. @default true
   */
  readonly check?: boolean;
}

/**
 * Judge the tree, merge what its constructs say, check it, and plan what AWS has to provide.
 * @param growth mistakes that declaring the constructs has shown
 */
export function synthesize(
  scope: StackScope,
  options: SynthesizeOptions = {},
  growth: readonly Diagnostic[] = [],
): Synthesis {
  const { diagnostics: examined, steps } = validateTree(scope);
  const ofTree = [...growth, ...examined];
  const judged = options.check ?? true;
  if (hasErrors(ofTree) && judged) {
    const diagnostics = located(scope, [...ofTree, ...besides(scope, ofTree)]);
    return { scope, diagnostics, steps: [], configs: new Map(), tunnels: [], plans: new Map() };
  }
  scope.node.lock();

  const { configs, diagnostics: ofStatements } = assemble(scope);
  const nodes = scope.node.findAll().filter((node) => VpnNode.is(node));
  const tunnels = nodes
    .filter((node) => isTunnelSource(node))
    .flatMap((source) => source.tunnels().map((tunnel) => ({ source, tunnel })));
  const ofTunnels = validateTunnels(
    tunnels.map(({ source, tunnel }) => ({ path: source.node.path, tunnel })),
    configs,
  );
  const ofDevices = judged ? checkDevices(configs) : [];

  const plans = new Map<AwsSite, AwsPlan>();
  const hosts = nodes.filter((node) => Host.is(node));
  for (const site of nodes.filter((node) => AwsSite.is(node))) {
    const devices = scope.devices as (Gateway | NatDevice)[];
    const conversations = tunnels.map(({ tunnel }) => tunnel);
    plans.set(site, planSite(site, devices, hosts, conversations));
  }
  // What was left out of a configuration is missed there in many words.
  const torn = ofStatements.filter(({ rule }) => TORN.includes(rule));
  const later = [...ofTunnels, ...ofDevices].filter(
    ({ construct, device }) =>
      !torn.some((each) => each.construct === construct || each.device === device),
  );
  const ofPlans = [...plans.values()].flatMap(({ diagnostics }) => diagnostics);
  const all = [...ofTree, ...ofStatements, ...later, ...ofPlans];
  return { scope, diagnostics: located(scope, all), steps, configs, tunnels, plans };
}

/** Hold every configuration against what Junos accepts; who said a statement has to answer for it. */
function checkDevices(configs: ReadonlyMap<Device, ConfigTree>): readonly Diagnostic[] {
  return [...configs].flatMap(([device, tree]) =>
    check(tree, checkOptions(device))
      .filter(({ rule }) => rule !== "no-root-authentication" || !hasLogin(device))
      .map(({ source: _, ...finding }) => ({
        ...finding,
        construct: finding.construct ?? device.node.path,
        device: device.name,
      })),
  );
}

/**
 * What else is wrong, where the tree is: a configuration made from a broken tree repeats the tree's mistakes in other
 * words, so that only constructs and devices count in which the tree found none.
 */
function besides(scope: StackScope, ofTree: readonly Diagnostic[]): readonly Diagnostic[] {
  const broken = new Set(
    ofTree.flatMap(({ severity, construct = "" }) => (severity === "error" ? [construct] : [])),
  );
  const { configs, diagnostics } = assembled(scope);
  const brokenDevices = new Set(
    scope.devices.filter((each) => broken.has(each.node.path)).map(({ name }) => name),
  );
  return [...diagnostics, ...checkDevices(configs)].filter(
    ({ severity, construct = "", device = "" }) =>
      severity === "error" && !broken.has(construct) && !brokenDevices.has(device),
  );
}

/** A broken tree may fail to say anything at all; what is wrong with it has been told. */
function assembled(scope: StackScope): ReturnType<typeof assemble> {
  try {
    return assemble(scope);
  } catch {
    return { configs: new Map(), diagnostics: [] };
  }
}

/** Each mistake once, with the place in the program of the construct that has to answer for it. */
function located(scope: StackScope, diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const nodes = scope.node.findAll().filter((node) => VpnNode.is(node));
  const byPath = new Map(nodes.map((node) => [node.node.path, node]));
  return acknowledged(scope, distinct(diagnostics)).map((diagnostic) => {
    const source = diagnostic.source ?? byPath.get(diagnostic.construct ?? "")?.source;
    return source === undefined ? diagnostic : { ...diagnostic, source };
  });
}

/** Whether the device's user data has said how to log in, which its configuration need not repeat. */
function hasLogin(device: Device): boolean {
  return device.site.kind === "aws" && device.existing === undefined;
}

function checkOptions(device: Device): NonNullable<Parameters<typeof check>[1]> {
  return {
    ikeDaemon: device.daemon,
    ...(device.ownsInterfaces ? {} : { partial: true }),
    ...(device.release === undefined ? {} : { release: device.release }),
  };
}
