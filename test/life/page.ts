// docs/life.md: what each change of a program does to a stack that is up.
import type { Row, Thing } from "./row";
import { THINGS_OF_OURS } from "./things-of-ours";
import { VPNS } from "./vpns";

/** Everything that the page speaks of. */
export const LIFE: readonly Thing[] = [...THINGS_OF_OURS, ...VPNS];

const HEAD = `# A stack's life

What a change of the program does to a stack that is up, and which traffic stops meanwhile. \`pulumi preview\` says the same
before anything is done. Rows marked with ● are steps of a walk in the lab, forth and back, with a second \`up\` that has
nothing to do: \`npm run proof -- life\` walks all of them and stores what passed, \`npm test\` walks a few that the commit draws.
The other rows say what is meant; no walk has shown them.

- *nothing*: no resource is touched
- *in place*: what is there is changed, by an update in AWS or by one commit on a device
- *replaced*: the old one goes and a new one comes
- *refused*: nothing is done; the message says why, and the way out
`;

export function lifePage(): string {
  const sections = LIFE.map(({ title, rows }) =>
    [
      `## ${title}`,
      "",
      "| change | outcome | what happens | outage |",
      "|---|---|---|---|",
      ...rows.map((row) => line(row)),
    ].join("\n"),
  );
  return `${HEAD}\n${sections.join("\n\n")}\n`;
}

function line({ change, outcome, what, outage, lab }: Row): string {
  return `| ${change}${lab === undefined ? "" : " ●"} | ${outcome} | ${what} | ${outage} |`;
}
