// The process that runs one program: it reads a request from its parent's pipe, answers once, and ends.
import { createRequire } from "node:module";
import { dirname, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { Diagnostic } from "../diagnostics";
import type { ConfigTree } from "../junos";
import { loadProgram } from "./load";
import { resolveOwn } from "./own-package";
import { providerWords } from "./provider-words";
import type {
  ProgramAnswer,
  ProgramDevice,
  ProgramPlace,
  ProgramRequest,
  ProgramResource,
} from "./protocol";

/** What we use of the program's own copy of this package. */
interface Testing {
  synthModule(load: () => unknown, options: object): Promise<Result>;
  /** Absent in copies of this package that are older. */
  planModule?(load: () => unknown, options: object): Promise<readonly ProgramResource[]>;
}

interface Result {
  readonly devices: Readonly<
    Record<
      string,
      Pick<ProgramDevice, "name" | "kind" | "commands"> & { readonly tree: ConfigTree }
    >
  >;
  readonly diagnostics: readonly Diagnostic[];
  /** Absent in copies of this package that are older. */
  readonly placement?: Readonly<Record<string, string>>;
  /** Absent in the same. */
  readonly networks?: readonly unknown[];
}

const OURS = "pulumi-vsrx/testing";

let isAnswered = false;

/** The first answer counts. */
function answer(message: ProgramAnswer): void {
  if (isAnswered) return;
  isAnswered = true;
  process.send?.(message, () => {
    // Pulumi's mocks keep the process alive, and its runtime would complain of resources left unfinished.
    process.removeAllListeners("exit");
    process.exit(0);
  });
}

/** The first line of a stack that is the program's own. */
function placeOf(error: Error, folder: string): ProgramPlace | undefined {
  for (const line of (error.stack ?? "").split("\n").slice(1)) {
    const [, written = "", number = ""] =
      /\(?((?:file:\/\/)?\/[^()]+):(\d+):\d+\)?$/.exec(line) ?? [];
    const file = written.startsWith("file:") ? fileURLToPath(written) : written;
    const isOwn = file.startsWith(folder + sep) && !file.includes(`${sep}node_modules${sep}`);
    if (isOwn) return { file: file.replace(/\?.*$/, ""), line: Number(number) };
  }
  return undefined;
}

function failure(error: unknown, main: string): ProgramAnswer {
  if (!(error instanceof Error)) return { kind: "failed", message: String(error) };
  // By name: the error may come from any copy of this package.
  if (error.name === "ValidationError" && "diagnostics" in error) {
    const diagnostics = error.diagnostics as readonly Diagnostic[];
    return { kind: "refused", message: error.message, diagnostics };
  }
  const place = placeOf(error, dirname(main));
  const message = error.message.split("\nRequire stack:")[0] ?? error.message;
  return { kind: "failed", message, ...(place === undefined ? {} : { place }) };
}

/** The copy of this package that the program itself would load. */
const ownCopy = (main: string): Testing => createRequire(main)(resolveOwn(main, OURS)) as Testing;

async function synthesize(request: ProgramRequest): Promise<ProgramAnswer> {
  const { main, project, stack, config, check } = request;
  const testing = ownCopy(main);
  const result = await testing.synthModule(() => loadProgram(main), {
    project,
    stack,
    config,
    check,
  });
  const devices = Object.values(result.devices).map(
    ({ name, kind, tree, commands }): ProgramDevice => {
      const shown = request.showSecrets ? tree : tree.withoutSecrets();
      return {
        name,
        kind,
        set: shown.toSet(),
        xml: shown.toXml(),
        curly: shown.toCurly(),
        commands,
      };
    },
  );
  return {
    kind: "synthesis",
    synthesis: {
      devices,
      placement: result.placement ?? {},
      diagnostics: result.diagnostics,
      networks: result.networks ?? [],
    },
  };
}

/** What the program wants of AWS, and the providers that it names: nothing else may hold a secret. */
async function plan({ main, project, stack, config }: ProgramRequest): Promise<ProgramAnswer> {
  const testing = ownCopy(main);
  if (testing.planModule === undefined) {
    const message = "the program's own pulumi-vsrx is too old for this: npm install pulumi-vsrx";
    return { kind: "failed", message };
  }
  const found = await testing.planModule(() => loadProgram(main), { project, stack, config });
  const ofAws = found.filter(({ type }) => /^aws:|^pulumi:providers:aws$/.test(type));
  const resources = ofAws.map(({ type, name, inputs, isRead, provider }): ProgramResource => ({
    type,
    name,
    inputs: type.startsWith("pulumi:") ? { ...providerWords(inputs) } : inputs,
    isRead,
    ...(provider === undefined ? {} : { provider }),
  }));
  return { kind: "resources", resources };
}

process.once("message", (request: ProgramRequest) => {
  const fail = (error: unknown): void => answer(failure(error, request.main));
  process.on("uncaughtException", fail);
  process.on("unhandledRejection", fail);
  // A turn later, so that a promise of the program's that nobody waits for has failed by then.
  const work = request.wanted === "resources" ? plan : synthesize;
  work(request).then((found) => setImmediate(answer, found), fail);
});
