// The page that says where the lab's device has it from.

import { COMMANDS } from "./commands";
import { SOURCE_KINDS, type Source } from "./source";
import { type Entry, entries } from "./sources";

const AREAS = ["Commands", "Requests", "Command line", "Behaviour"] as const;

const MEANING: Readonly<Record<Source["kind"], string>> = {
  published: "somebody published what a device of that release said",
  model: "Juniper's YANG or RPC model of that release names it",
  documented: "a page, or a library that talks to devices, describes it",
  assumed: "nothing was found",
};

/** How many entries are of each kind, in percent of all. */
export function shares(all: readonly Entry[] = entries()): string {
  return SOURCE_KINDS.map((kind) => {
    const count = all.filter(({ source }) => source.kind === kind).length;
    return `${kind} ${count} (${Math.round((count / all.length) * 100)} %)`;
  }).join(", ");
}

/** The page, as Markdown. */
export function sourcesPage(): string {
  const all = entries();
  const meanings = SOURCE_KINDS.map((kind) => `- **${kind}**: ${MEANING[kind]}`);
  const areas = AREAS.map((area) => {
    const rows = all
      .filter((entry) => entry.area === area)
      .map(
        ({ name, source }) => `- ${shownName(area, name)}: **${source.kind}**, ${where(source)}`,
      );
    return `## ${area}\n\n${rows.join("\n")}\n`;
  });
  return `# Where the lab's device has it from

The lab's device (\`lab/junos\`) is our emulation: what it says follows what is known of devices. This page is written
from the source; a test fails for a command, request or word that has no entry here.

${meanings.join("\n")}

${all.length} entries: ${shares(all)}.

${areas.join("\n")}`;
}

function where(source: Source): string {
  switch (source.kind) {
    case "published":
    case "model":
      return `${source.release}: ${source.place}`;
    case "documented":
      return source.page;
    case "assumed":
      return source.because;
  }
}

function shownName(area: Entry["area"], name: string): string {
  if (area === "Behaviour") return name;
  const rpc = COMMANDS.find(({ words }) => words === name)?.rpc[0];
  return area === "Commands" && rpc !== undefined ? `\`${name}\` (\`${rpc}\`)` : `\`${name}\``;
}
