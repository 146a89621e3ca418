// docs/rules.md: every rule, why there is one, how to mend a breach, and how to acknowledge it.
import { RULE_SECTIONS } from "./rules";
import type { Rule } from "./rules";

const HEAD = `# Rules

What this library says of a program or a configuration names its rule in brackets: \`[weak]\`. An error means that it cannot
work, and nothing is created. A warning means that it works and that a person should know.

A warning that is meant so is acknowledged by the construct that it names, or by one that encloses it, with the reason:

\`\`\`ts
new RouteBasedVpn(stack, "vpn1", { …, acknowledge: { weak: "the partner's device supports nothing better until it is replaced" } });
\`\`\`

An acknowledged warning is not shown; \`npm run synth -- EXAMPLE --json\` has it with its reason. An error cannot be acknowledged.
`;

/** The whole page. */
export function rulesPage(): string {
  const sections = RULE_SECTIONS.map(({ title, rules }) => {
    const rows = Object.entries(rules)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([id, rule]) => row(id, rule));
    return [
      `## ${title}`,
      "",
      "| rule | severity | why | how to mend it |",
      "|---|---|---|---|",
      ...rows,
    ].join("\n");
  });
  return `${HEAD}\n${sections.join("\n\n")}\n`;
}

function row(id: string, { severity, why, mend }: Rule): string {
  const shown = severity === "either" ? "error or warning" : severity;
  const cell = (text: string): string => text.replaceAll("|", "\\|");
  return `| \`${id}\` | ${shown} | ${cell(why)} | ${cell(mend)} |`;
}
