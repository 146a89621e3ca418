// Where things are: the repository, the stamps of what is set up, and a person's cache folder.
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository. The variable is for this folder's own tests, which set up a small one elsewhere. */
export const root = process.env.VSRX_SETUP_ROOT ?? dirname(dirname(fileURLToPath(import.meta.url)));

/** Stamps live inside node_modules, so that removing node_modules forgets them too. */
export const stamps = join(root, "node_modules/.cache/pulumi-vsrx");

/** Kept across checkouts: building a Pulumi CLI takes minutes. */
export const userCache = join(
  process.env.XDG_CACHE_HOME || join(homedir(), ".cache"),
  "pulumi-vsrx",
);
