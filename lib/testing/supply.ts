// Configuration that a program requires and nobody gave: its name in brackets stands for it, so that the program can go on.
import { Config } from "@pulumi/pulumi";

/** What stands for a configuration value that nobody gave. */
export function supplied(key: string): string {
  return `⟨${key.slice(key.indexOf(":") + 1)}⟩`;
}

/** A configuration's methods, apart from the configuration. */
interface Readings {
  readonly require: (this: Config, ...args: Parameters<Config["require"]>) => string;
  readonly requireSecret: (this: Config, ...args: Parameters<Config["requireSecret"]>) => unknown;
}

/**
 * Run `body`; meanwhile texts that a program requires are supplied. At once, not by loading the program again: an ES
 * module that failed stays failed.
 */
export async function supplying<T>(
  body: () => Promise<T>,
  onMissing: (fullKey: string) => void,
): Promise<T> {
  // Taken as they are, to be called on whichever configuration the program asks.
  const { require, requireSecret } = Config.prototype as Readings;
  const missing = (config: Config, key: string): void => {
    if (config.get(key) === undefined) onMissing(`${config.name}:${key}`);
  };
  Config.prototype.require = function (this: Config, key, options) {
    missing(this, key);
    return require.call(this, key, options) as never;
  };
  Config.prototype.requireSecret = function (this: Config, key, options) {
    missing(this, key);
    return requireSecret.call(this, key, options) as never;
  };
  try {
    return await body();
  } finally {
    Object.assign(Config.prototype, { require, requireSecret });
  }
}
