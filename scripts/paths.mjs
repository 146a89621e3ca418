// Where things are: the repository, the stamps of what is set up, and a person's cache folder.
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository. The variable is for this folder's own tests, which set up a small one elsewhere. */
export const root = process.env.VSRX_SETUP_ROOT ?? dirname(dirname(fileURLToPath(import.meta.url)));

/** Kept across checkouts: building a Pulumi CLI takes minutes. */
export const userCache = join(
  process.env.XDG_CACHE_HOME || join(homedir(), ".cache"),
  "pulumi-vsrx",
);

/** Whether this is a checkout of the repository, and no installed package. */
const isCheckout = existsSync(join(root, "package-lock.json"));

/** In a checkout stamps live inside node_modules, so that removing node_modules forgets them too; a package isn't written to. */
export const stamps = isCheckout
  ? join(root, "node_modules/.cache/pulumi-vsrx")
  : join(userCache, "stamps");
