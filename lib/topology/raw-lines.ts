// Raw lines as a program writes them: they add statements, and begin with a part of the configuration that Junos has.
import type { Mistake } from "../diagnostics";
import { keywords, schema, suggest } from "../junos";

/** Parts of a Junos configuration that our schema leaves out (Junos CLI reference, the edit hierarchy's top level). */
const OTHER_PARTS = [
  "access-profile",
  "accounting-options",
  "bridge-domains",
  "class-of-service",
  "diameter",
  "dynamic-profiles",
  "ethernet-switching-options",
  "event-options",
  "fabric",
  "firewall",
  "forwarding-options",
  "jsrc",
  "logical-systems",
  "multi-chassis",
  "multicast-snooping-options",
  "poe",
  "schedulers",
  "services",
  "smtp",
  "switch-options",
  "tenants",
  "unified-edge",
  "version",
  "virtual-chassis",
  "vlans",
  "vmhost",
  "wlan",
];

/** Commands that take something away or change it. */
const CHANGES = [
  "delete",
  "deactivate",
  "activate",
  "rename",
  "insert",
  "replace",
  "copy",
  "protect",
  "unprotect",
];

/** What is wrong with raw lines before they are read. */
export function rawMistakes(lines: readonly string[]): readonly Mistake[] {
  const known = [...keywords(schema), ...OTHER_PARTS, "apply-groups", "groups"];
  return lines
    .flatMap((line) => line.split("\n"))
    .flatMap((line): readonly Mistake[] => {
      const [first = "", second = ""] = line.trim().split(/\s+/);
      if (CHANGES.includes(first)) {
        return [
          {
            rule: "raw-delete",
            what: "a raw line takes something away or changes it, and raw lines only add",
            found: `a line that begins with ${first}`,
            allowed: "set lines",
            fix: "write it in override, which is applied last",
          },
        ];
      }
      const word = first === "set" ? second : first;
      if (word === "" || word.startsWith("#") || known.includes(word)) return [];
      const near = suggest(word, known);
      return [
        {
          rule: "raw-unknown",
          severity: "warning",
          what: "a raw line begins with no part of a configuration that Junos is known to have",
          found: `"${word}"`,
          allowed: "set lines, such as set system ntp server 192.0.2.1",
          fix: near === undefined ? "write the statement as the device shows it" : `write ${near}`,
        },
      ];
    });
}
