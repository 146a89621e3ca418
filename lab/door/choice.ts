// Which program a lab runs, and with which settings; what is said later comes before what was said first.
import { resolve } from "node:path";

/** A program, and the settings that it is run with. */
export interface Choice {
  /** The folder of the Pulumi program, from the current one. */
  readonly project: string;
  /** Whose `Pulumi.STACK.yaml` counts. @default "lab", where the folder has a Pulumi.lab.yaml; else no such file */
  readonly stack?: string;
  /** Settings that come before all others, by `key` or `project:key`. @default none */
  readonly config?: Readonly<Record<string, string>>;
  /** Whether that stack's own secrets are read, by Pulumi and your login; else the lab makes some up. @default false */
  readonly withSecrets?: boolean;
}

/** The choice as words of the lab's command line. */
export function wordsOf({ project, stack, config = {}, withSecrets }: Choice): readonly string[] {
  return [
    resolve(project),
    ...(stack === undefined ? [] : ["--stack", stack]),
    ...Object.entries(config).flatMap(([key, value]) => ["--config", `${key}=${value}`]),
    ...(withSecrets === true ? ["--with-secrets"] : []),
  ];
}

/** One choice after another: settings are added one by one. */
export function chosenAfter(first: Choice, then: Partial<Choice>): Choice {
  const config = { ...first.config, ...then.config };
  return { ...first, ...then, ...(Object.keys(config).length === 0 ? {} : { config }) };
}
