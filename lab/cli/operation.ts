// One Pulumi operation in a process of its own, inside the lab: modules are loaded only once per
// process, and a second run in the same one would declare nothing and so delete everything.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import type * as Automation from "@pulumi/pulumi/automation";
import type { EngineEvent, Stack } from "@pulumi/pulumi/automation";
import { loadProgram, resolveOwn } from "../../lib/program";
import { thrownText } from "../../lib/thrown-text";
import { type OperationRequest, type OperationResult, STACK } from "./operation-types";
import { Progress } from "./progress";
import { applySettings } from "./settings";
import { tunnelsOf } from "./tunnels";

/** The Automation API of the program's own copy of Pulumi: an inline program registers its resources with that one. */
const automationOf = (main: string): typeof Automation =>
  createRequire(main)(resolveOwn(main, "@pulumi/pulumi/automation")) as typeof Automation;

async function openStack(request: OperationRequest): Promise<Stack> {
  mkdirSync(request.workFolder, { recursive: true });
  const stackArgs = {
    stackName: STACK,
    projectName: request.project,
    program: async () => {
      // As Pulumi runs a program: in its own folder.
      process.chdir(dirname(request.main));
      return { ...(await loadProgram(request.main)) };
    },
  };
  const options = {
    workDir: request.workFolder,
    projectSettings: {
      name: request.project,
      runtime: "nodejs" as const,
      main: request.workFolder,
      plugins: {
        providers: Object.entries(request.providers).map(([name, path]) => ({ name, path })),
      },
    },
  };
  const { LocalWorkspace } = automationOf(request.main);
  const isThere = existsSync(request.stateFile);
  const stack = isThere
    ? await LocalWorkspace.selectStack(stackArgs, options)
    : await LocalWorkspace.createStack(stackArgs, options);
  const { settings, workFolder, passphraseFile } = request;
  await applySettings(stack, settings, { workFolder, passphraseFile, isNew: !isThere });
  return stack;
}

async function operate(stack: Stack, request: OperationRequest, progress: Progress): Promise<void> {
  const color = request.color ? ("always" as const) : ("never" as const);
  const onOutput = (text: string) => process.stdout.write(text);
  const onEvent = (event: EngineEvent) => progress.event(event);
  switch (request.kind) {
    case "up":
      await stack.up({ onEvent, color, suppressOutputs: true });
      return;
    case "preview":
      await stack.preview({ onOutput, color, diff: true });
      return;
    case "refresh":
      await stack.refresh({ onOutput, color });
      return;
    case "destroy":
      await stack.destroy({ onEvent, color, suppressOutputs: true });
      return;
  }
}

async function main(): Promise<void> {
  // Ctrl-C reaches Pulumi by itself, which then ends in order; we stay to say how it ended.
  process.on("SIGINT", () => undefined);
  const requestFile = process.argv[2];
  if (requestFile === undefined) throw new Error("usage: operation REQUEST-FILE");
  const request = JSON.parse(readFileSync(requestFile, "utf8")) as OperationRequest;
  const progress = new Progress((line) => process.stderr.write(`${line}\n`));
  let errors: string[] = [];
  let resources: unknown[] = [];
  try {
    // The lab runs one operation at a time, so a lock that is there was left by one that was killed.
    rmSync(request.lockFolder, { recursive: true, force: true });
    const stack = await openStack(request);
    const { unsavedFile } = request;
    if (unsavedFile !== undefined) writeFileSync(unsavedFile, "");
    try {
      await operate(stack, request, progress);
    } catch (error) {
      errors = progress.errors.length > 0 ? progress.errors : [shortMessage(error)];
    }
    // However it went, the engine has written down what is there now.
    if (unsavedFile !== undefined) rmSync(unsavedFile, { force: true });
    progress.finish();
    if (request.kind === "up") {
      const { deployment } = (await stack.exportStack()) as {
        deployment: { resources?: unknown[] };
      };
      resources = deployment.resources ?? [];
    }
  } catch (error) {
    errors = [shortMessage(error)];
  }
  const result: OperationResult = {
    ok: errors.length === 0,
    errors,
    changes: progress.changes,
    resources: resources.filter(isOwn).length,
    tunnels: tunnelsOf(resources),
  };
  writeFileSync(request.resultFile, JSON.stringify(result), { mode: 0o600 });
  process.exit(result.ok ? 0 : 1);
}

const isOwn = (resource: unknown): boolean =>
  !String((resource as { type?: unknown }).type).startsWith("pulumi:");

/** The Automation API repeats the whole output in its message; the end of it says what went wrong. */
function shortMessage(error: unknown): string {
  const text = thrownText(error);
  const stderr = /stderr: ([\s\S]*?)\n err\?:/.exec(text)?.[1]?.trim();
  return (stderr === undefined || stderr === "" ? text : stderr).split("\n").slice(-20).join("\n");
}

void main();
