// Configurations without an engine: from a function that builds a stack, or from a whole program.
import type { runtime } from "@pulumi/pulumi";
import { hasErrors, ValidationError } from "../diagnostics";
import { type ConfigTree, fillKnown, hasPlaceholder, setLine } from "../junos";
import { lateOutputs } from "../aws";
import { collecting, describeNetwork, grow, type Synthesis, synthesize } from "../stack";
import { StackScope } from "../topology";
import { checkGiven, type GivenValues, knownValues } from "./late-values";
import { configured, type ConfiguredOptions } from "./configured";
import { awsOf } from "./planned";
import type { SynthResult } from "./result";
import { deviceOf, remember, type SynthDevice } from "./synth-device";
import { type SynthTunnel, tunnelsOf } from "./tunnels";

/** What `synth` takes beside the program. */
export interface SynthOptions {
  /**
   * Judge the program and hold every configuration against what Junos accepts. Without it, configurations come out as
   * far as they can be made, mistakes and all. @default true
   */
  readonly check?: boolean;
  /**
   * Values that a program only gets while it is deployed, by their names: `{ "paris/elastic-ip": "203.0.113.7" }`. Others
   * show as `⟨STACK/paris/elastic-ip⟩`.
   */
  readonly values?: GivenValues;
}

/**
 * Build a stack and return each device's configuration. Values that only Pulumi would know show as `⟨name⟩`.
 * @throws ValidationError with every mistake of the program
 *
 * @example
 * ```ts
 * const { devices } = await synth((stack) => new BranchNetwork(stack, "paris"), {
 *   values: { "hub/elastic-ip": "203.0.113.1" },
 * });
 * expect(devices.paris).toHaveStatement("security ike gateway hub address 203.0.113.1");
 * ```
 */
export async function synth(
  build: (stack: StackScope) => unknown,
  options: SynthOptions = {},
): Promise<SynthResult> {
  const scope = new StackScope("stack");
  const { mistakes: growth } = grow(scope, build);
  lateOutputs(scope).stand();
  return present([synthesize(scope, options, growth)], options);
}

/** What `synthModule` takes beside the program: its project, stack and configuration too. */
export interface SynthModuleOptions extends SynthOptions, ConfiguredOptions {}

/**
 * Load a program and return the configurations of all its stacks. Configuration that the program requires and nobody
 * gave is supplied as `⟨key⟩`.
 * @param load loads the program anew each time it is called: `() => import("..")` under jest
 * @throws ValidationError with every mistake of the program
 */
export async function synthModule(
  load: () => unknown,
  options: SynthModuleOptions = {},
): Promise<SynthResult> {
  const mocks = {
    call: ({ inputs }: runtime.MockCallArgs) => inputs as Record<string, unknown>,
    newResource: ({ name, inputs }: runtime.MockResourceArgs) => ({
      id: name,
      state: inputs as object,
    }),
  };
  const stacks = await configured(options, mocks, () => collecting(load, options));
  if (stacks.length === 0) throw new Error(NO_STACK);
  return await present(stacks, options);
}

const NO_STACK =
  "the program declared no VpnStack: found none; allowed: a program that creates one when it is loaded; " +
  "fix: create a VpnStack, or, if the program was loaded before and is cached, load it once for all tests, or " +
  "call jest.resetModules() first";

async function present(
  syntheses: readonly Synthesis[],
  options: SynthOptions,
): Promise<SynthResult> {
  const diagnostics = syntheses.flatMap((synthesis) => synthesis.diagnostics);
  if (hasErrors(diagnostics) && options.check !== false) throw new ValidationError(diagnostics);
  const values = options.values ?? {};
  checkGiven(values, syntheses);
  const devices: Record<string, SynthDevice> = {};
  const tunnels: SynthTunnel[] = [];
  const filled: (readonly [Synthesis, Readonly<Record<string, string>>])[] = [];
  const all = syntheses.flatMap(({ configs }) => [...configs.keys()]);
  for (const synthesis of syntheses) {
    const known = await knownValues(synthesis, values);
    filled.push([synthesis, known]);
    tunnels.push(...tunnelsOf(synthesis, known));
    for (const [device, tree] of synthesis.configs) {
      const isOnly = all.every((other) => other === device || other.name !== device.name);
      const name = isOnly ? device.name : `${synthesis.scope.node.id}/${device.name}`;
      devices[name] = deviceOf(device, name, fillTree(tree, known));
    }
  }
  remember(Object.keys(devices));
  const placement = Object.fromEntries(
    syntheses.flatMap(({ scope }) => Object.entries(scope.placement.pins())),
  );
  const networks = syntheses.map((synthesis) => describeNetwork(synthesis));
  return { devices, tunnels, networks, aws: awsOf(filled), placement, diagnostics };
}

function fillTree(tree: ConfigTree, known: Readonly<Record<string, string>>): ConfigTree {
  const late = tree.statements().filter((statement) => hasPlaceholder(setLine(statement)));
  if (late.length === 0) return tree;
  const filled = tree.clone();
  for (const statement of late) {
    const { value } = statement;
    // What a program was supplied with for want of its configuration stays as it is.
    filled.applySet([
      setLine(statement).replace(/^set /, "delete "),
      setLine({
        ...statement,
        path: statement.path.map((word) => fillKnown(word, known)),
        ...(value === undefined ? {} : { value: fillKnown(value, known) }),
      }),
    ]);
  }
  return filled;
}
