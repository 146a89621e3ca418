// Configuration that a program requires and nobody gave: its name in brackets stands for it, so that the program can go on.
import { Config } from "@pulumi/pulumi";

/** What stands for a configuration value that nobody gave. */
export function supplied(key: string): string {
  return `⟨${key.slice(key.indexOf(":") + 1)}⟩`;
}

/**
 * Run `body`; meanwhile texts that a program requires are supplied. At once, not by loading the program again: an ES
 * module that failed stays failed.
 */
export async function supplying<T>(
  body: () => Promise<T>,
  onMissing: (fullKey: string) => void,
): Promise<T> {
  const { require, requireSecret } = Config.prototype;
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
