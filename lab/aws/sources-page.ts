// The page that says where the lab's AWS has it from.

import { BEHAVIOUR, TYPE_SOURCES } from "./sources";

const listed = (names: readonly string[]): string =>
  names.length === 0 ? "nothing" : names.map((name) => `\`${name}\``).join(", ");

/** The page, as Markdown. */
export function sourcesPage(): string {
  const types = Object.entries(TYPE_SOURCES).map(
    ([type, { file, replaces, sometimes }]) =>
      `- **${type}** (\`${file}\`): ${listed(replaces)}${sometimes === undefined ? "" : `; ${sometimes}`}`,
  );
  const behaviour = Object.entries(BEHAVIOUR).map(([what, where]) => `- ${what}: ${where}`);
  return `# Where the lab's AWS has it from

The lab's AWS (\`lab/aws\`) is our emulation. This page is written from its source; a test fails for a type without an entry, and for one whose
changes do something else than it says.

## What a change replaces

By the source of each type in hashicorp/terraform-provider-aws, below \`internal/service/ec2\`; \`@pulumi/aws\` does what that says. Every type is
replaced when its region changes; of all other inputs a change is an update.

${types.join("\n")}

## What belongs to no single type

${behaviour.join("\n")}
`;
}
