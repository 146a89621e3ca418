// docs/life.md: what each change of a program does to a stack that is up.
import { walkTable } from "./drawn";
import { outdated, type Proven, storedProof } from "./proof";
import type { Row } from "./row";
import { LIFE } from "./table";

const HEAD = `# A stack's life

What a change of the program does to a stack that is up, and which traffic stops meanwhile. \`pulumi preview\` says the same
before anything is done. Rows marked with ● or ○ are steps of a walk in the lab, forth and back, with a second \`up\` that has
nothing to do: \`npm run proof -- life\` walks all of them, or those whose names hold a word that is given, several with bars between them, and stores what
passed; \`npm test\` walks one of them, which the commit draws. Those with ● have passed, as test/proofs/life.json says; those with ○
are still to be walked since they or the program that is walked changed. The other rows say what is meant; no walk shows them.
Pings lost, of ten a second from before the change until tunnels were verified, are the lab's: its IKE is strongSwan's.

- *nothing*: no resource is touched
- *in place*: what is there is changed, by an update in AWS or by one commit on a device
- *replaced*: the old one goes and a new one comes
- *refused*: nothing is done; the message says why, and the way out
`;

/** What comes with the interfaces and the program, and what was on the instance alone. */
const REPLACED = `## What a replacement loses

An instance that is replaced keeps its interfaces, its addresses and what the program says: statements, management keys, the licence in \`license\`. What was
on it alone is lost: statements that others committed, licences and certificates that were installed by hand, files, logs, counters, leases and the host key,
which is taken anew.
`;

/** What test/stack/options.test.ts holds the stack against. */
const OPTIONS = `## Pulumi's options

| option | said where | what it reaches |
|---|---|---|
| \`aliases\` | every construct: its former names in Pulumi, \`STACK-PATH\` | the component; the resources below it that are called after it follow |
| \`protect\` | every construct | all that it makes; a device that exists: its configuration. A protected VPN, or a VPN of what is protected, keeps its statements on its devices too |
| \`dependsOn\` | \`construct.node.addDependency(other)\`; for the stack as a whole, its own options | all that the construct makes waits for all that the other makes |
| \`ignoreChanges\`, \`retainOnDelete\`, \`customTimeouts\` | \`transforms\` in the stack's options, by type and name | the resource that the transform names. On a construct the type refuses them: a component's don't reach its children |
| \`transforms\` | the stack's options; what AWS gets for one gateway, NAT device: its \`transform\` | every resource of the stack |
| \`provider\`, \`parent\` | the stack's options | every resource of the stack |

\`ignoreChanges\` keeps old inputs at a later replacement too, the old image and user data among them.
\`retainOnDelete\` on a Configuration leaves its statements on the device.
`;

/** What test/life/placement.test.ts and test/cli/placement-lock.test.ts count and hold. */
const LOCK = `## Numbers that follow from names

Addresses, st0 units, tunnel networks and AS numbers follow from names; the stack's state keeps what was placed, and a newcomer that
would move one is refused with the lines that pin it. Beside four hosts that happens to 39 of 200 newcomers in a /28, to 9 in
a /26, to none in a /24 (names by chance). Where there is no state, in \`vsrx synth\` and in reviews, a lock file does the same:
\`vsrx synth --placement placement.json\` makes it, brings it up to date, and refuses what would move. Commit it, and a review shows each
number that comes or goes. A program that begins with \`stack.pin(JSON.parse(readFileSync("placement.json", "utf8")))\` has nobody refused:
who comes takes the next free number, with the engine too.
`;

const CRASHES = `## When something dies

The provider, the network or the device may die at any message: the next \`up\` or \`destroy\` goes on, at once or when the
unconfirmed commit of the dead one has undone itself, and in the end the device has what is wanted, or what it had before us.
A create whose answer was lost is recognised by the device's commit log. \`npm run proof -- crashes\` tries it message by
message and stores what passed; \`npm test\` takes a few. Where a dead client's session is still open, its lock holds until the
device ends it: the error names the session. After the engine was killed, Pulumi's own lock stands: \`pulumi cancel\`, then
\`up\` or \`destroy\`.
`;

export function lifePage(): string {
  const sections = LIFE.map(({ title, rows }) =>
    [
      `## ${title}`,
      "",
      "| change | outcome | what happens | outage |",
      "|---|---|---|---|",
      ...rows.map((row) => line(title, row)),
    ].join("\n"),
  );
  return `${HEAD}\n${sections.join("\n\n")}\n\n${REPLACED}\n${OPTIONS}\n${LOCK}\n${CRASHES}`;
}

function line(title: string, { change, outcome, what, outage, lab }: Row): string {
  const proven = lab && provenRow(`${title}: ${change}`);
  const mark = lab === undefined ? "" : proven ? " ●" : " ○";
  const seen = proven?.measured === undefined ? "" : ` (${proven.measured})`;
  return `| ${change}${mark} | ${outcome} | ${what} | ${outage}${seen} |`;
}

const provenRow = (row: string): Proven | undefined =>
  outdated("life", walkTable()).includes(row)
    ? undefined
    : storedProof("life").find((proven) => proven.row === row);
