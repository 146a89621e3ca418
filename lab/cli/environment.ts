// The environment of the lab's own programs: nothing of the user's cloud, Pulumi or proxies.
import { type LabFolder } from "./folder";

/** Variables that would lead a program out of the lab, or let it find another backend. */
const FOREIGN = /^(AWS_|PULUMI_|https?_proxy$|all_proxy$|no_proxy$|npm_|INIT_CWD$)/i;

export function programEnvironment(folder: LabFolder): Record<string, string> {
  const kept = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !FOREIGN.test(entry[0]),
  );
  return {
    ...Object.fromEntries(kept),
    TMPDIR: folder.file("tmp"),
    VSRX_LAB_DIR: folder.path,
    VSRX_LAB_SOCKET: folder.socket,
  };
}

/** On top of that, Pulumi's own settings: a backend, a home and the file with the passphrase of this lab. */
export function pulumiEnvironment(folder: LabFolder): Record<string, string> {
  return {
    ...programEnvironment(folder),
    PULUMI_HOME: folder.file("pulumi"),
    PULUMI_BACKEND_URL: `file://${folder.file("state")}`,
    // A file: the environment of a process can be read while it runs.
    PULUMI_CONFIG_PASSPHRASE_FILE: folder.passphraseFile,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
  };
}

/**
 * Pulumi writes its whole state after every step, which takes most of the time of a large program. These make it write
 * once, at its end: for a lab that has nothing yet, or is to have nothing soon.
 */
export const STATE_AT_THE_END: Readonly<Record<string, string>> = {
  PULUMI_EXPERIMENTAL: "true",
  PULUMI_SKIP_CHECKPOINTS: "true",
};
