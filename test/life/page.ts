// docs/life.md: what each change of a program does to a stack that is up.
import type { Row, Thing } from "./row";
import { THINGS_OF_OURS } from "./things-of-ours";
import { VPNS } from "./vpns";

/** Everything that the page speaks of. */
export const LIFE: readonly Thing[] = [...THINGS_OF_OURS, ...VPNS];

const HEAD = `# A stack's life

What a change of the program does to a stack that is up, and which traffic stops meanwhile. \`pulumi preview\` says the same
before anything is done. This page says what is meant. Rows marked with ● are also steps of a walk in the lab
(\`VSRX_LIFE=1 npm test -- --e2e test/e2e/cloud/life.test.ts\`), which has not passed as a whole yet: do not take a row for proven.

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
