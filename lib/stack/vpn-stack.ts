// The one place where the pure tree meets Pulumi: build it, judge it, then lower it to resources.
import {
  all,
  ComponentResource,
  type ComponentResourceOptions,
  log,
  type Output,
  output,
  ResourceError,
  runtime,
  secret,
} from "@pulumi/pulumi";
import { hasErrors, textOf } from "../diagnostics";
import { hasPlaceholder, setLine } from "../junos";
import { fill, lateOutputs } from "../aws";
import { type Device, StackScope } from "../topology";
import { collect } from "./collector";
import { grow } from "./grow";
import { lower } from "./lower";
import { describeNetwork, type NetworkDescription } from "./network-description";
import { hintAtProvider } from "./provider-hint";
import { boxMistakes } from "./pulumi-names";
import type { AssociationsOutput, TrafficOutput, TunnelEndpoint } from "./resources";
import { type Synthesis, synthesize } from "./synthesize";

/** A tunnel's two ends as a stack puts them out. */
export interface TunnelOutput {
  /** Name of the VPN; of a hub's tunnel, the hub's and the branch's joined by a hyphen. */
  readonly tunnel: string;
  /** True when traffic passed, or where the program takes associations for enough. */
  readonly verified: boolean;
  /** Whether IKE found a NAT between the ends. */
  readonly natFound: boolean;
  /** IKE and IPsec at both ends. */
  readonly associations: AssociationsOutput;
  /** What went through, for each pair of protected networks. */
  readonly traffic: TrafficOutput;
  /** The two ends, the initiator first. */
  readonly endpoints: readonly TunnelEndpoint[];
}

/**
 * A stack of gateways, NAT devices and VPNs.
 *
 * The function gets a scope for its constructs. When it returns, the tree is judged as a whole; any mistake ends the
 * program with all mistakes listed, before the first resource is registered. Then every construct becomes one component
 * in the Pulumi tree, with its resources below it.
 *
 * @example
 * ```ts
 * const vpns = new VpnStack("vpns", (stack) => {
 *   const paris = new Gateway(stack, "paris", {
 *     existing: { address: "192.0.2.1", user: "pulumi", agent: true, hostKey: config.require("parisKey") },
 *     external: { interface: "ge-0/0/0", address: "198.51.100.1/24" },
 *     internal: { interface: "ge-0/0/1", address: "10.1.0.1/24" },
 *     routes: { "0.0.0.0/0": "198.51.100.254" },
 *   });
 *   const oslo = new Gateway(stack, "oslo", {
 *     existing: { address: "192.0.2.2", user: "pulumi", agent: true, hostKey: config.require("osloKey") },
 *     external: { interface: "ge-0/0/0", address: "203.0.113.1/24" },
 *     internal: { interface: "ge-0/0/1", address: "10.2.0.1/24" },
 *     routes: { "0.0.0.0/0": "203.0.113.254" },
 *   });
 *   new RouteBasedVpn(stack, "paris-oslo", {
 *     initiator: { gateway: paris, identity: "paris.example.net" },
 *     responder: { gateway: oslo, identity: "oslo.example.net" },
 *     presharedKey: config.requireSecret("presharedKey"),
 *   });
 * });
 *
 * export const { endpoints } = vpns;
 * ```
 */
export class VpnStack<T = unknown> extends ComponentResource {
  /** The tunnels, by the VPN's name, each with what was seen of it. */
  readonly endpoints: Output<readonly TunnelOutput[]>;
  /** For each gateway that somebody else runs: its half of the VPNs as set lines, to hand over. Secret: keys are in it. */
  readonly peerConfigurations: Readonly<Record<string, Output<string>>>;
  /** What the function returned: its constructs, so that the rest of the program can use their outputs. */
  readonly result: T;

  /** Gateways, NAT between them, tunnels and networks, for tools that look at the stack: versioned, and without a secret. */
  readonly network: NetworkDescription | undefined;

  /**
   * @param name prefix of all resource names
   * @param build declares the stack's constructs
   * @throws ResourceError with every mistake of the program, each with its construct's path
   */
  constructor(name: string, build: (stack: StackScope) => T, opts?: ComponentResourceOptions) {
    super("vsrx:index:VpnStack", name, {}, opts);
    const scope = new StackScope(name);
    const { mistakes: growth, result } = grow(scope, build);
    // Without one the function has failed, and so does the program.
    this.result = result as T;
    if (collect(scope, growth)) {
      // Somebody only wants to see the configurations.
      lateOutputs(scope).stand();
      this.endpoints = output([]);
      this.peerConfigurations = {};
      this.network = undefined;
      this.registerOutputs({});
      return;
    }
    const synthesis = synthesize(scope, {}, growth);
    const diagnostics = [...synthesis.diagnostics, ...boxMistakes(scope.devices)];
    if (hasErrors(diagnostics)) {
      const errors = diagnostics.filter(({ severity }) => severity === "error");
      const refusal = new ResourceError(errors.map((each) => textOf(each)).join("\n"), this, true);
      lateOutputs(scope).refuse(refusal);
      throw refusal;
    }
    for (const warning of synthesis.diagnostics) {
      if (warning.acknowledged === undefined) void log.warn(textOf(warning), this);
    }
    // In a preview only: by the update it has been done, or it fails.
    for (const device of runtime.isDryRun() ? scope.devices : []) {
      for (const command of device.operatorCommands) {
        void log.info(`[${device.node.path}] to be typed once, on ${command}`, this);
      }
    }

    hintAtProvider(this);
    const tunnels = lowered(synthesis, this, opts);
    this.network = describeNetwork(synthesis);
    this.endpoints = all(
      tunnels.map(({ name: tunnel, resource }) =>
        all([
          resource.verified,
          resource.natFound,
          resource.associations,
          resource.traffic,
          resource.endpoints,
        ]).apply(([verified, natFound, associations, traffic, endpoints]): TunnelOutput => ({
          tunnel,
          verified,
          natFound,
          associations,
          traffic,
          endpoints: endpoints.map((end) => publicPart(end)),
        })),
      ),
    );
    this.peerConfigurations = Object.fromEntries(
      scope.devices
        .filter((device) => device.unmanaged)
        .map((device) => [device.name, handOver(device)]),
    );
    function handOver(device: Device): Output<string> {
      const lines =
        synthesis.configs
          .get(device)
          ?.statements()
          .map((line) => setLine(line)) ?? [];
      const texts = lines.map((line) =>
        hasPlaceholder(line) ? fill(line, scope.values) : output(line),
      );
      return secret(all(texts).apply((known) => `${known.join("\n")}\n`));
    }
    this.registerOutputs({
      endpoints: this.endpoints,
      peerConfigurations: this.peerConfigurations,
      network: this.network,
    });
  }
}

/** Lower the stack; whoever waits for its outputs learns when that fails. */
function lowered(
  synthesis: Synthesis,
  root: ComponentResource,
  options: ComponentResourceOptions = {},
): ReturnType<typeof lower> {
  try {
    return lower(synthesis, root, options);
  } catch (error) {
    lateOutputs(synthesis.scope).refuse(error instanceof Error ? error : new Error(String(error)));
    throw error;
  }
}

/** An endpoint without the connection that the provider used. */
function publicPart(end: TunnelEndpoint): TunnelEndpoint {
  return {
    gateway: end.gateway,
    role: end.role,
    privateAddress: end.privateAddress,
    ...(end.publicAddress === undefined ? {} : { publicAddress: end.publicAddress }),
    identity: end.identity,
    port: end.port,
    state: end.state,
  };
}
