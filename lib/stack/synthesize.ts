// From the finished construct tree to everything that is decided before Pulumi hears of it. Pure.
import { AwsSite, type AwsPlan, planSite } from "../aws";
import { check, type ConfigTree, type Finding } from "../junos";
import {
  assemble,
  type Device,
  examine,
  type Gateway,
  Host,
  isTunnelSource,
  type NatDevice,
  type StackScope,
  type Step,
  type Tunnel,
  VpnNode,
} from "../topology";
import { judgeTunnels } from "../vpn";

/** A finding of the offline commit check, and the device it is about. */
export interface DeviceFinding extends Finding {
  readonly device: string;
}

/** A whole stack, decided. */
export interface Synthesis {
  readonly scope: StackScope;
  /** Mistakes; with any of them nothing may be created. Each begins with a path in brackets. */
  readonly problems: readonly string[];
  /** What a person should know although it works. */
  readonly warnings: readonly string[];
  /** Constructs in the order of creation. */
  readonly steps: readonly Step[];
  readonly configs: ReadonlyMap<Device, ConfigTree>;
  readonly tunnels: readonly { readonly source: VpnNode; readonly tunnel: Tunnel }[];
  readonly plans: ReadonlyMap<AwsSite, AwsPlan>;
  readonly findings: readonly DeviceFinding[];
}

export interface SynthesizeOptions {
  /**
   * Judge the tree and hold every configuration against what Junos accepts. Without it, configurations come out as
   * far as they can be made, mistakes and all. @default true
   */
  readonly check?: boolean;
}

/** Judge the tree, merge what its constructs say, check it, and plan what AWS has to provide. */
export function synthesize(scope: StackScope, options: SynthesizeOptions = {}): Synthesis {
  const nodes = scope.node.findAll().filter((node) => VpnNode.is(node));
  const { problems: mistakes, steps } = examine(scope);
  const problems = [...mistakes];
  const nothing: Synthesis = {
    scope,
    problems,
    warnings: [],
    steps: [],
    configs: new Map(),
    tunnels: [],
    plans: new Map(),
    findings: [],
  };
  // A configuration made from a broken tree would only repeat the tree's mistakes in other words.
  const lenient = options.check === false;
  if (problems.length > 0 && !lenient) return nothing;
  scope.node.lock();

  const { configs, conflicts } = assemble(scope);
  problems.push(...conflicts);
  if (problems.length > 0 && !lenient) return nothing;

  const sources = nodes.filter((node) => isTunnelSource(node));
  const tunnels = sources.flatMap((source) =>
    source.tunnels().map((tunnel) => ({ source, tunnel })),
  );
  const warnings = [...sources.flatMap((source) => source.warnings())];

  const judged = judgeTunnels(
    tunnels.map(({ source, tunnel }) => ({ path: source.node.path, tunnel })),
    configs,
  );
  problems.push(...judged.problems);
  warnings.push(...judged.warnings);

  const findings: DeviceFinding[] = [];
  if (options.check ?? true) {
    for (const [device, tree] of configs) {
      for (const finding of check(tree, checkOptions(device))) {
        // The VPN has said so once for both its ends, with the reason.
        const algorithm = finding.message.split(" ")[0] ?? "";
        if (finding.rule === "weak" && warnings.some((text) => text.includes(`: ${algorithm}: `))) {
          continue;
        }
        // Judging the tunnels has named the VPN that takes the policy's traffic, and the way out.
        const policy = finding.path.split(" ").at(-1) ?? "";
        const never = `policy ${policy} can never match on ${device.name}:`;
        if (
          finding.rule === "unreachable-policy" &&
          warnings.some((text) => text.includes(never))
        ) {
          continue;
        }
        findings.push({ ...finding, device: device.name });
        const text = `[${device.node.path}] ${finding.path}: ${finding.message}${finding.fix === undefined ? "" : `; fix: ${finding.fix}`}`;
        (finding.severity === "error" ? problems : warnings).push(text);
      }
    }
  }

  const plans = new Map<AwsSite, AwsPlan>();
  const hosts = nodes.filter((node) => Host.is(node));
  for (const site of nodes.filter((node) => AwsSite.is(node))) {
    const devices = scope.devices as (Gateway | NatDevice)[];
    const plan = planSite(
      site,
      devices,
      hosts,
      tunnels.map(({ tunnel }) => tunnel),
    );
    plans.set(site, plan);
    problems.push(...plan.problems);
  }
  return { scope, problems, warnings, steps, configs, tunnels, plans, findings };
}

function checkOptions(device: Device): NonNullable<Parameters<typeof check>[1]> {
  return {
    ikeDaemon: device.daemon,
    ...(device.ownsInterfaces ? {} : { partial: true }),
    ...(device.release === undefined ? {} : { release: device.release }),
  };
}
