// Starts a Pulumi operation inside the lab and shows what it says.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { resolveOwn, typescriptArguments } from "../../lib/program";
import { type LabClient } from "./client";
import { pulumiEnvironment, STATE_AT_THE_END } from "./environment";
import { LabError } from "./errors";
import { type Example, labSecrets, settingsFor } from "./examples";
import { type LabFolder } from "./folder";
import { type OperationKind, type OperationRequest, type OperationResult } from "./operation-types";

/** Runs it to its end. Its progress goes to standard error; `preview` and `refresh` write to standard output. */
export async function operate(
  folder: LabFolder,
  client: LabClient,
  example: Example,
  kind: OperationKind,
): Promise<OperationResult> {
  const secrets = labSecrets(folder);
  for (const name of ["state", "pulumi"]) mkdirSync(folder.file(name), { recursive: true });
  const requestFile = folder.file("operation.json");
  const resultFile = folder.file("result.json");
  const stateFile = folder.stateFile(example.project);
  const savesAtEnd = kind === "destroy" || (kind === "up" && isEmpty(stateFile));
  const request: OperationRequest = {
    kind,
    main: example.main,
    project: example.project,
    settings: settingsFor(example, secrets),
    providers: {
      vsrx: providerOf(example, folder.root),
      aws: join(folder.root, "lab/aws/bin"),
    },
    workFolder: folder.file("project"),
    passphraseFile: folder.passphraseFile,
    stateFile,
    ...(savesAtEnd ? { unsavedFile: folder.unsavedFile } : {}),
    lockFolder: folder.file("state/.pulumi/locks"),
    resultFile,
    color: process.stdout.isTTY && process.env["NO_COLOR"] === undefined,
  };
  rmSync(resultFile, { force: true });
  writeFileSync(requestFile, JSON.stringify(request), { mode: 0o600 });
  mkdirSync(request.workFolder, { recursive: true });
  let interrupted = false;
  const exit = await client.run(
    {
      node: "operator",
      argv: [
        process.execPath,
        ...typescriptArguments(example.main),
        join(__dirname, "operation.js"),
        requestFile,
      ],
      env: {
        ...pulumiEnvironment(folder),
        TSX_TSCONFIG_PATH: tsconfigOf(example, folder.root),
        ...(savesAtEnd ? STATE_AT_THE_END : {}),
      },
      cwd: request.workFolder,
      exclusive: kind,
    },
    {
      onStdout: (chunk) => process.stdout.write(chunk),
      onStderr: (chunk) => process.stderr.write(chunk),
      attach: (input) => {
        // Once is a request that Pulumi honours after the current steps; it stops at the second.
        const handler = () => {
          interrupted = true;
          input.signal("SIGINT");
        };
        process.on("SIGINT", handler);
        input.end();
        return () => void process.removeListener("SIGINT", handler);
      },
    },
  );
  rmSync(requestFile, { force: true });
  let text: string;
  try {
    text = readFileSync(resultFile, "utf8");
  } catch {
    throw new LabError(
      interrupted
        ? `${kind} was interrupted`
        : `${kind} ended without a result (exit ${exit.code ?? exit.signal}); see the lines above`,
    );
  }
  rmSync(resultFile, { force: true });
  return JSON.parse(text) as OperationResult;
}

/** The provider of the library that the program itself loads: the two have to be of one version. */
function providerOf({ main }: Example, root: string): string {
  let library: string;
  try {
    library = dirname(resolveOwn(main, "pulumi-vsrx/package.json"));
  } catch {
    // A program of other resources alone.
    library = root;
  }
  return join(library, "lib/provider/bin");
}

/**
 * The nearest tsconfig.json of the program. A program of this repository meets the built library as a user's would: our
 * usual one leads to the sources instead, the one for the build does not.
 */
function tsconfigOf({ main }: Example, root: string): string {
  for (let at = dirname(main); at !== dirname(at) && at !== root; at = dirname(at)) {
    const file = join(at, "tsconfig.json");
    if (existsSync(file)) return file;
  }
  return join(root, "tsconfig.build.json");
}

/** Whether a stack has no resources yet. */
function isEmpty(stateFile: string): boolean {
  if (!existsSync(stateFile)) return true;
  const state = JSON.parse(readFileSync(stateFile, "utf8")) as {
    readonly checkpoint?: { readonly latest?: { readonly resources?: readonly unknown[] } };
  };
  return (state.checkpoint?.latest?.resources ?? []).length === 0;
}
