// vsrx picture: a stack as SVG or Mermaid, from its program, or as it is deployed with the state of its tunnels.
import { writeFile } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { Command, Option } from "commander";
import type { NetworkDescription } from "../../stack";
import { FINE, guarded, note, out } from "../junos/shared";
import { stateOfStack } from "../stack-devices";
import { synthFolder, type SynthFolderFlags, synthOptions } from "../synth";
import { graphOf, type SeenTunnels } from "./graph";
import { layout } from "./layout";
import { mermaidOf } from "./mermaid";
import { seenIn } from "./seen";
import { svgOf } from "./svg";

const FORMATS = ["svg", "mermaid"] as const;

interface PictureFlags extends SynthFolderFlags {
  readonly deployed?: boolean;
  readonly format: (typeof FORMATS)[number];
  readonly output?: string;
}

/** The version of a description that first told of sites and addresses. */
const LEAST_VERSION = 2;

interface Subject {
  readonly title: string;
  readonly network: NetworkDescription;
  readonly seen: SeenTunnels;
}

/** A network description out of a state or of another copy of this package; several stacks of a program are drawn as one. */
function networkIn(found: readonly unknown[], fix: string): NetworkDescription {
  const all = found.filter(
    (each): each is NetworkDescription =>
      typeof each === "object" &&
      each !== null &&
      "version" in each &&
      Number(each.version) >= LEAST_VERSION,
  );
  const [first, ...rest] = all;
  if (first === undefined) throw new Error(`there is no stack to draw; ${fix}`);
  if (rest.length === 0) return first;
  return {
    version: first.version,
    sites: all.flatMap(({ sites }) => sites),
    networks: all.flatMap(({ networks }) => networks),
    gateways: all.flatMap(({ gateways }) => gateways),
    hosts: all.flatMap(({ hosts }) => hosts),
    tunnels: all.flatMap(({ tunnels }) => tunnels),
  };
}

async function deployed({ stack }: PictureFlags): Promise<Subject> {
  const { networks, tunnels } = await stateOfStack(stack);
  const network = networkIn(networks, "run `pulumi up` with this version of pulumi-vsrx first");
  return {
    title: `the network of stack ${stack ?? "that is selected"}`,
    network,
    seen: seenIn(tunnels),
  };
}

async function planned(folder: string, flags: PictureFlags): Promise<Subject> {
  const { networks } = await synthFolder(folder, flags);
  const fix = "the program has no VpnStack, or an older copy of pulumi-vsrx";
  return {
    title: `the network of ${basename(resolve(folder))}`,
    network: networkIn(networks, fix),
    seen: new Map(),
  };
}

/** A picture as text. */
export async function drawn(
  { title, network, seen }: Subject,
  format: PictureFlags["format"],
): Promise<string> {
  const graph = graphOf(network, seen);
  return format === "mermaid" ? mermaidOf(graph) : svgOf(await layout(graph), title);
}

async function run(folder: string, flags: PictureFlags): Promise<void> {
  const subject = flags.deployed === true ? await deployed(flags) : await planned(folder, flags);
  const text = await drawn(subject, flags.format);
  if (flags.output === undefined) out(text);
  else {
    const file = resolve(process.env["INIT_CWD"] ?? process.cwd(), flags.output);
    await writeFile(file, text);
    note(`${file}: ${subject.network.tunnels.length} tunnels`);
  }
  process.exitCode = FINE;
}

/** The command `vsrx picture`. */
export const pictureCommand = (): Command =>
  synthOptions(
    new Command("picture")
      .description("draw a stack: sites, networks, gateways, NAT and tunnels")
      .argument("[FOLDER]", "the program's folder", "."),
  )
    .option(
      "--deployed",
      "the deployed stack of the current folder's project instead, with what the last update or refresh found of its tunnels",
    )
    .addOption(new Option("--format <FORMAT>", "what to write").choices(FORMATS).default("svg"))
    .option("--output <FILE>", "where to write it (default: standard output)")
    .addHelpText("after", "\nSVG needs the package elkjs. No device is asked.")
    .action(guarded(run));
