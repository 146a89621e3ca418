// Programs inside a lab's nodes, by the connection that a test has to it.
import { type LabClient, LabError, type LabFolder, programEnvironment } from "../cli";
import { withoutRunner } from "./command";

/** How a program ended, and what it wrote. */
export interface Ran {
  /** Its exit code; that of one which a signal ended is 128. */
  readonly code: number;
  /** What it wrote to its standard output. */
  readonly stdout: string;
  /** What it wrote to its standard error. */
  readonly stderr: string;
}

/** How a program is run. */
export interface RunOptions {
  /** What it reads. @default nothing */
  readonly input?: string | Buffer;
  /** Seconds after which it is ended, and the call rejects. @default 60 */
  readonly seconds?: number;
  /** The folder that it runs in. @default the lab's own */
  readonly cwd?: string;
}

/** A program that runs: what it is told, and its end. */
export interface Started {
  readonly ended: Promise<number>;
  signal(name: NodeJS.Signals): void;
}

export interface Streams {
  onStdout(chunk: Buffer): void;
  onStderr(chunk: Buffer): void;
}

/** Starts one; its output is given away piece by piece. */
export function start(
  { client, folder }: { readonly client: LabClient; readonly folder: LabFolder },
  node: string,
  argv: readonly string[],
  streams: Streams & Pick<RunOptions, "input" | "cwd">,
): Started {
  let tell: ((name: NodeJS.Signals) => void) | undefined;
  const env = { ...withoutRunner(programEnvironment(folder)), TMPDIR: "/tmp" };
  const exit = client.run(
    { node, argv, env, cwd: streams.cwd ?? folder.path },
    {
      onStdout: (chunk) => streams.onStdout(chunk),
      onStderr: (chunk) => streams.onStderr(chunk),
      attach: (input) => {
        tell = (name) => input.signal(name);
        if (streams.input !== undefined) input.write(Buffer.from(streams.input));
        input.end();
        return () => (tell = undefined);
      },
    },
  );
  return { ended: exit.then(({ code }) => code ?? 128), signal: (name) => tell?.(name) };
}

/**
 * Runs one to its end.
 * @throws LabError for a node that is not there, a program that can't be started, and one that takes too long
 */
export async function runInside(
  lab: { readonly client: LabClient; readonly folder: LabFolder },
  node: string,
  argv: readonly string[],
  { input, seconds = 60, cwd }: RunOptions = {},
): Promise<Ran> {
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  const started = start(lab, node, argv, {
    onStdout: (chunk) => out.push(chunk),
    onStderr: (chunk) => err.push(chunk),
    ...(input === undefined ? {} : { input }),
    ...(cwd === undefined ? {} : { cwd }),
  });
  let isLate = false;
  const limit = setTimeout(() => {
    isLate = true;
    started.signal("SIGKILL");
  }, seconds * 1000);
  try {
    const code = await started.ended;
    if (isLate) throw new LabError(`${argv.join(" ")} took more than ${seconds} s on ${node}`);
    return { code, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() };
  } finally {
    clearTimeout(limit);
  }
}
