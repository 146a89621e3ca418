// Which stack of a program the lab is to run, and with which settings.
import { LabError } from "./errors";

/** What the command line says of a program beside its folder. */
export interface Choice {
  /** Whose `Pulumi.STACK.yaml` counts. @default "lab", where there is one */
  readonly stack?: string;
  /** Settings that come before all others, by `key` or `project:key`. @default none */
  readonly config?: Readonly<Record<string, string>>;
  /** Whether the stack's own secrets are read with Pulumi; else the lab makes some up. @default false */
  readonly withSecrets?: boolean;
}

/** Options of a command, as they were typed. */
export interface ChoiceOptions {
  readonly stack?: string;
  readonly config?: readonly string[];
  readonly withSecrets?: boolean;
}

/**
 * The choice that options make; undefined where nothing was said, so that what was said before still holds.
 * @throws LabError for a setting that is not KEY=VALUE, and for secrets of no stack
 */
export function choiceOf({ stack, config, withSecrets }: ChoiceOptions): Choice | undefined {
  if (withSecrets === true && stack === undefined)
    throw new LabError("--with-secrets needs the stack whose secrets are meant: --stack NAME");
  if (stack === undefined && config === undefined) return undefined;
  return {
    ...(stack === undefined ? {} : { stack }),
    ...(config === undefined ? {} : { config: Object.fromEntries(config.map(settingOf)) }),
    ...(withSecrets === true ? { withSecrets } : {}),
  };
}

function settingOf(text: string): [key: string, value: string] {
  const at = text.indexOf("=");
  if (at > 0) return [text.slice(0, at), text.slice(at + 1)];
  // What was typed may be a secret.
  throw new LabError("--config takes KEY=VALUE or PROJECT:KEY=VALUE, and one of them has no key");
}
