// A program is loaded with mocks in the engine's place, and with whatever configuration it requires and nobody gave.
import { runtime } from "@pulumi/pulumi";
import { type GivenReferences, referring } from "./stack-references";
import { supplied, supplying } from "./supply";

/** How a program is configured. */
export interface ConfiguredOptions {
  /** Pulumi project, for the keys of its configuration. @default "project" */
  readonly project?: string;
  /** Pulumi stack. @default "stack" */
  readonly stack?: string;
  /** Pulumi configuration: `key` or `project:key` → value. Missing keys that the program requires are supplied. */
  readonly config?: Readonly<Record<string, string>>;
  /**
   * What other stacks put out, for the program's stack references: `{ "acme/hub/prod": { address: "203.0.113.9" } }`. Others show
   * as `⟨STACK.OUTPUT⟩`.
   */
  readonly references?: GivenReferences;
}

/**
 * What `body` returns, which loads a program: again from its beginning when a key is missed by another copy of Pulumi than ours.
 * Everything that the program registered is done by then.
 */
export async function configured<T>(
  options: ConfiguredOptions,
  mocks: runtime.Mocks,
  body: () => Promise<T>,
): Promise<T> {
  const project = options.project ?? "project";
  const config: Record<string, string> = {};
  for (const [key, value] of Object.entries(options.config ?? {})) {
    config[key.includes(":") ? key : `${project}:${key}`] = value;
  }
  await runtime.setMocks(mocks, project, options.stack);
  runtime.setAllConfig(config);
  const supply = (key: string): void => {
    config[key] = supplied(key);
    runtime.setConfig(key, supplied(key));
  };
  for (;;) {
    try {
      const result = await supplying(() => referring(options.references, body), supply);
      // What the program registered with the mocks is done before somebody else sets other ones.
      await runtime.disconnect();
      return result;
    } catch (error) {
      // Of another copy of Pulumi than ours we hear only when it has failed.
      const missing = missingKey(error);
      if (missing === undefined || missing in config) throw error;
      supply(missing);
    }
  }
}

/** The configuration key that a program asked for in vain. */
function missingKey(error: unknown): string | undefined {
  if (!(error instanceof Error) || !error.message.startsWith("Missing required configuration"))
    return undefined;
  return "key" in error && typeof error.key === "string" ? error.key : undefined;
}
