// What each command of the lab does.
import { existsSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { constants } from "node:os";
import { awsLines, changeInAws, deleteInAws, powerInAws } from "./aws";
import { ownStreams, ownTerminal } from "./client";
import { programEnvironment } from "./environment";
import { type Choice } from "./choice";
import { LabError } from "./errors";
import {
  accountOf,
  DEFAULT_EXAMPLE,
  type Example,
  findExample,
  labSecrets,
  topologyOf,
} from "./examples";
import { type LabFolder, type LabRecord } from "./folder";
import { labCommand, ownProgram } from "./invocation";
import { look } from "./look";
import { type LabNode } from "./nodes";
import { operate } from "./operate";
import { deviceCommand, stackCommand } from "./operator";
import { type LabReport, lookFurther, nodeTable, tunnelLines, tunnelTable } from "./report";
import { childrenOf, type LabState, labState, startWorld, stopWorld } from "./lab-process";
import { thrownText } from "../../lib/thrown-text";
import { holds } from "./verify";

/** After the engine is done the tunnels are up already; this is for the hosts' first packets. */
const VERIFY_SECONDS = 30;

const note = (text: string) => process.stderr.write(`${text}\n`);

type Alive = LabState & { kind: "alive" };

async function running(folder: LabFolder): Promise<Alive> {
  const state = await labState(folder);
  if (state.kind === "alive") return state;
  throw new LabError(
    state.kind === "none"
      ? `no lab is running; \`${labCommand("up")}\` starts one`
      : `the lab of ${state.record.startedAt} is not running any more: ${state.why}; ` +
          `\`${labCommand("up")}\` starts clean, \`${labCommand("down")}\` clears what is left`,
  );
}

/** Whether an operation was ended before Pulumi wrote down what it had made. */
async function isCutOff(folder: LabFolder, { client }: Alive): Promise<boolean> {
  if (!existsSync(folder.unsavedFile)) return false;
  const { operation } = await client.ask<{ operation?: string }>("/health");
  return operation === undefined && existsSync(folder.unsavedFile);
}

/** A lab that runs: the one there is, or a new one in place of one that died or that Pulumi knows too little of. */
async function runningOrNew(folder: LabFolder): Promise<Alive> {
  const state = await labState(folder);
  if (state.kind === "alive") {
    if (!(await isCutOff(folder, state))) return state;
    note("the last operation was cut off before Pulumi wrote its state; starting clean");
    await stopWorld(folder, state.record);
    folder.remove();
  }
  if (state.kind === "dead") {
    note(
      `the lab of ${state.record.startedAt} is not running any more: ${state.why}; starting clean`,
    );
    await stopWorld(folder, state.record);
    folder.remove();
  }
  note(`starting a lab in ${folder.path}`);
  return await startWorld(folder);
}

/** The example asked for; one lab holds one example at a time. */
function exampleFor(
  folder: LabFolder,
  record: LabRecord | undefined,
  name?: string,
  choice?: Choice,
): Example {
  const wanted = findExample(
    folder.root,
    name ?? record?.example ?? ownProgram() ?? DEFAULT_EXAMPLE,
    choice ?? record?.choice,
  );
  const current = record?.example;
  if (
    current !== undefined &&
    findExample(folder.root, current, record?.choice).folder !== wanted.folder
  ) {
    throw new LabError(
      `this lab runs ${current}; end it with \`${labCommand("down")}\` first, ` +
        "or give the other one a lab of its own by naming another folder in VSRX_LAB_DIR",
    );
  }
  return wanted;
}

const printJson = (value: LabReport) =>
  process.stdout.write(`${JSON.stringify(value, undefined, 2)}\n`);

const allHold = ({ tunnels }: LabReport) => tunnels.every(holds);

export async function up(
  folder: LabFolder,
  name: string | undefined,
  { json, choice }: { readonly json: boolean; readonly choice: Choice | undefined },
): Promise<void> {
  const started = Date.now();
  const before = await labState(folder);
  const current = before.kind === "alive" ? before.record : undefined;
  const example = exampleFor(folder, current, name, choice);
  const alive = await runningOrNew(folder);
  let record: LabRecord = { ...alive.record, example: example.name, choice: example.choice };
  folder.write(record);
  await place(folder, alive, example);
  note(`deploying ${example.name} with Pulumi`);
  const result = await operate(folder, alive.client, example, "up");
  if (result.ok || result.tunnels.length > 0) record = { ...record, tunnels: result.tunnels };
  folder.write(record);
  if (result.ok) {
    note(
      result.changes.length === 0
        ? `nothing changed: all ${result.resources} resources are as the program says`
        : `${result.changes.length} changes; ${result.resources} resources`,
    );
    note("verifying");
  }
  const found = await look(folder, { ...alive, record }, result.ok ? VERIFY_SECONDS : 0);
  const full: LabReport = {
    ...found,
    changes: result.changes,
    ...(result.ok ? {} : { errors: result.errors }),
  };
  if (json) {
    printJson(full);
  } else {
    if (full.tunnels.length > 0) process.stdout.write(`${tunnelTable(full.tunnels)}\n`);
    for (const line of tunnelLines(full.tunnels)) process.stdout.write(`${line}\n`);
    if (result.ok && full.tunnels.length > 0) process.stdout.write(`\n${lookFurther(full)}\n`);
  }
  if (!result.ok) {
    // The reasons were shown as they came; at the end they are found again without scrolling.
    throw new LabError(`${example.name} is not deployed:\n  ${result.errors.join("\n  ")}`);
  }
  if (!allHold(full)) {
    throw new LabError(tunnelLines(full.tunnels.filter((one) => !holds(one))).join("\n"));
  }
  if (full.tunnels.length === 0) note("the program has no tunnel: nothing to verify");
  note(`up in ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

/** Puts a program's own machines into the lab, where it has some, and makes its account what the program needs. */
async function place(folder: LabFolder, alive: Alive, example: Example): Promise<void> {
  const account = accountOf(example);
  if (account !== undefined) await alive.client.ask("/account", account);
  const topology = topologyOf(example);
  if (topology === undefined) return;
  const { publicKey } = labSecrets(folder);
  await alive.client.ask("/place", { topology, publicKey }, 120);
}

export async function status(folder: LabFolder, json: boolean): Promise<void> {
  const state = await labState(folder);
  if (state.kind === "none" && json) {
    printJson({ tunnels: [], nodes: [] });
    return;
  }
  const alive = state.kind === "alive" ? state : await running(folder);
  const found = await look(folder, alive, 0);
  if (json) {
    printJson(found);
  } else {
    process.stdout.write(
      `${alive.record.example ?? "no example"}, in a lab started ${alive.record.startedAt}\n` +
        `${nodeTable(found.nodes)}\n`,
    );
    if (found.tunnels.length > 0) process.stdout.write(`${tunnelTable(found.tunnels)}\n`);
    for (const line of tunnelLines(found.tunnels)) process.stdout.write(`${line}\n`);
  }
  if (!allHold(found)) process.exitCode = 1;
}

export async function preview(
  folder: LabFolder,
  name: string | undefined,
  choice: Choice | undefined,
): Promise<void> {
  const before = await labState(folder);
  const current = before.kind === "alive" ? before.record : undefined;
  const example = exampleFor(folder, current, name, choice);
  const alive = await runningOrNew(folder);
  folder.write({ ...alive.record, example: example.name, choice: example.choice });
  await place(folder, alive, example);
  await finish(folder, alive, example, "preview");
}

export async function refresh(folder: LabFolder): Promise<void> {
  const alive = await running(folder);
  if (alive.record.example === undefined) throw new LabError("nothing is deployed in this lab");
  await finish(folder, alive, exampleFor(folder, alive.record), "refresh");
}

async function finish(
  folder: LabFolder,
  alive: Alive,
  example: Example,
  kind: "preview" | "refresh",
): Promise<void> {
  const result = await operate(folder, alive.client, example, kind);
  if (!result.ok) throw new LabError(`${kind} failed:\n  ${result.errors.join("\n  ")}`);
}

export async function enter(folder: LabFolder, node: string, words: string[]): Promise<void> {
  const argv = words[0] === "--" ? words.slice(1) : words;
  if (argv.length === 0)
    throw new LabError(`no command given: ${labCommand("exec", "NODE")} -- COMMAND`);
  const alive = await running(folder);
  process.exitCode = await runInside(folder, alive, node, argv);
}

export async function restart(folder: LabFolder, node: string): Promise<void> {
  const alive = await running(folder);
  await alive.client.ask("/restart", { node }, 120);
  note(`${node} was restarted`);
}

export async function openCli(folder: LabFolder, name: string, words: string[]): Promise<void> {
  const alive = await running(folder);
  const nodes = await alive.client.ask<LabNode[]>("/nodes");
  const argv = deviceCommand(folder, nodes, name, words.join(" "));
  process.exitCode = await runInside(folder, alive, "operator", argv);
}

/** A command of `vsrx` on the lab's stack, where Pulumi runs. */
export async function lookAtStack(folder: LabFolder, words: readonly string[]): Promise<void> {
  const alive = await running(folder);
  if (!hasState(folder)) throw new LabError(`nothing is deployed: ${labCommand("up")}`);
  const argv = stackCommand(folder, words);
  process.exitCode = await runInside(folder, alive, "operator", argv);
}

/** Pulumi's state of what is deployed. */
function stateFileOf(folder: LabFolder, { record }: Alive): string {
  const file =
    record.example === undefined
      ? undefined
      : folder.stateFile(findExample(folder.root, record.example).project);
  if (file === undefined || !existsSync(file))
    throw new LabError("nothing is deployed: npm run lab -- up");
  return file;
}

export async function listAws(folder: LabFolder): Promise<void> {
  const alive = await running(folder);
  for (const line of awsLines(stateFileOf(folder, alive))) process.stdout.write(`${line}\n`);
}

export async function describeAws(folder: LabFolder): Promise<void> {
  const { client } = await running(folder);
  const all = await client.ask<unknown>("/aws/describe");
  process.stdout.write(`${JSON.stringify(all, undefined, 2)}\n`);
}

export async function changeAws(
  folder: LabFolder,
  resource: string,
  change: "delete" | "stop" | "start" | readonly string[],
): Promise<void> {
  const alive = await running(folder);
  const { client } = alive;
  const file = stateFileOf(folder, alive);
  if (change === "delete") note(await deleteInAws(client, file, resource));
  else if (change === "stop" || change === "start")
    note(await powerInAws(client, file, resource, change));
  else note(await changeInAws(client, file, resource, change));
}

/** Runs a program in a node with our own terminal, or streams when there is none. */
async function runInside(
  folder: LabFolder,
  alive: Alive,
  node: string,
  argv: readonly string[],
): Promise<number> {
  const terminal = ownTerminal();
  const env = { ...programEnvironment(folder), TMPDIR: process.env["TMPDIR"] ?? "/tmp" };
  const [first] = childrenOf(alive.record.pid);
  if (terminal !== undefined && alive.record.asRoot && first !== undefined) {
    const netns = (await alive.client.ask<LabNode[]>("/nodes")).find((one) => one.name === node);
    if (netns !== undefined) {
      // As root we can step inside ourselves, and keep the terminal with its job control.
      const inside = ["nsenter", "-t", String(first), "-m", "-n", "-p", "ip", "netns", "exec"];
      const [command = "", ...args] = [...inside, netns.netns, ...argv];
      process.on("SIGINT", () => undefined);
      return spawnSync(command, args, { stdio: "inherit", env }).status ?? 1;
    }
  }
  const exit = await alive.client.run(
    {
      node,
      argv,
      env,
      cwd: process.env["INIT_CWD"] ?? process.cwd(),
      ...(terminal === undefined ? {} : { terminal }),
    },
    terminal === undefined
      ? ownStreams()
      : {
          ...ownStreams(),
          attach: (input) => {
            const handler = () => input.signal("SIGINT");
            process.on("SIGINT", handler);
            return () => void process.removeListener("SIGINT", handler);
          },
        },
  );
  return exit.code ?? 128 + constants.signals[exit.signal ?? "SIGINT"];
}

export async function down(folder: LabFolder): Promise<void> {
  const state = await labState(folder);
  if (state.kind === "none") {
    folder.removeOwn();
    note("no lab is running");
    return;
  }
  let failed: string | undefined;
  const isKnown = state.kind === "alive" && !(await isCutOff(folder, state));
  if (isKnown && state.record.example !== undefined && hasState(folder)) {
    note(`destroying ${state.record.example} with Pulumi`);
    try {
      const example = findExample(folder.root, state.record.example, state.record.choice);
      const result = await operate(folder, state.client, example, "destroy");
      if (!result.ok) failed = result.errors.join("\n  ");
    } catch (error) {
      failed = thrownText(error);
    }
  } else if (state.kind === "dead") {
    note(`the lab of ${state.record.startedAt} is not running any more: ${state.why}`);
  }
  await stopWorld(folder, state.record);
  folder.remove();
  note("the lab is down; its processes have ended and its files are removed");
  if (failed !== undefined) {
    throw new LabError(
      `Pulumi could not destroy everything, so it ended with the lab:\n  ${failed}`,
    );
  }
}

const hasState = (folder: LabFolder) => existsSync(folder.file("state/.pulumi/stacks"));
