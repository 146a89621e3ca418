// Labs of a test's own: brought up by a program's folder, and looked after until the tests end.
import { LabError } from "../cli";
import { type Choice } from "./choice";
import { Net } from "./net";

/** A program, and how it is tried. */
export interface LabOptions extends Choice {
  /**
   * Where logs and captures of a failed test are kept, from the project's folder.
   * @default what VSRX_LAB_KEEP says, else "lab-failures"
   */
  readonly keepIn?: string;
  /** Seconds that an `up` may take. @default 300 */
  readonly upSeconds?: number;
}

/** What tests do with labs. */
export interface Lab {
  /**
   * A lab with the program deployed, every tunnel of it verified by traffic. The first one on a machine may install
   * Debian packages and a Pulumi CLI, as `npx vsrx lab up` does.
   * @throws LabUpError when it is not deployed or a tunnel carries no traffic; it says where logs are kept, and the lab is gone
   */
  up(options: LabOptions): Promise<Net>;
  /** A lab with nothing in it yet: for a program that is to fail at its `up`. */
  empty(options: LabOptions): Net;
  /**
   * A test's function that, when it fails, leaves logs and captures of all labs that are up in a folder, and says in its
   * error where: `it("carries pings", lab.keeping(async () => { … }))`. It works with every runner.
   */
  keeping<A extends unknown[], R>(test: (...args: A) => R | Promise<R>): (...args: A) => Promise<R>;
}

const nets = new Set<Net>();

const empty = (options: LabOptions): Net => {
  const net = new Net(options, (ended) => nets.delete(ended));
  nets.add(net);
  return net;
};

/** Labs for tests: `const net = await lab.up({ project: __dirname })`. */
export const lab: Lab = {
  empty,
  up: async (options) => {
    const net = empty(options);
    try {
      await net.up();
      return net;
    } catch (error) {
      const told = await withFolders(error, [net]);
      await net.down();
      throw told;
    }
  },
  keeping:
    (test) =>
    async (...args) => {
      try {
        return await test(...args);
      } catch (error) {
        throw await withFolders(error, [...nets]);
      }
    },
};

/** Keeps labs, and says so in the error. What can't be kept must not hide why the test failed. */
async function withFolders(error: unknown, labs: readonly Net[]): Promise<unknown> {
  const kept = await Promise.allSettled(labs.map(async (net) => await net.keep()));
  const lines = kept.map((each) =>
    each.status === "fulfilled"
      ? `logs and captures of the lab: ${each.value}`
      : `logs of the lab could not be kept: ${String(each.reason)}`,
  );
  const told = lines.join("\n");
  if (told === "") return error;
  if (!(error instanceof Error)) return new LabError(`${String(error)}\n${told}`);
  const before = error.message;
  const message = `${before}\n${told}`;
  // Some runners show the message, others the stack, which has the message in it.
  const stack =
    error.stack?.includes(before) === true
      ? error.stack.replace(before, () => message)
      : `${message}\n${error.stack}`;
  Object.defineProperties(error, {
    message: { value: message, configurable: true, writable: true },
    stack: { value: stack, configurable: true, writable: true },
  });
  return error;
}
