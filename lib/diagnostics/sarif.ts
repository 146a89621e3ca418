// Diagnostics of texts as SARIF 2.1.0 (OASIS), which code hosts show beside the lines.
import { isAbsolute } from "node:path";
import { pathToFileURL } from "node:url";
import type { Diagnostic } from "./diagnostic";
import { RULES } from "./rules";
import type { RuleId } from "./rules";

/** One log with one run. */
export function sarifOf(diagnostics: readonly Diagnostic[]): object {
  const ids = [...new Set(diagnostics.map(({ rule }) => rule))].sort();
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "vsrx", rules: ids.map((id) => ruleOf(id)) } },
        columnKind: "utf16CodeUnits",
        results: diagnostics.map((each) => resultOf(each, ids.indexOf(each.rule))),
      },
    ],
  };
}

function ruleOf(id: RuleId): object {
  const { severity, why, mend } = RULES[id];
  return {
    id,
    shortDescription: { text: why },
    help: { text: mend },
    defaultConfiguration: { level: severity === "either" ? "warning" : severity },
  };
}

function resultOf(diagnostic: Diagnostic, ruleIndex: number): object {
  const { rule, severity, statement, what, fix, source } = diagnostic;
  const place = statement === undefined ? "" : `${statement}: `;
  const text = `${place}${what}${fix === undefined ? "" : `; fix: ${fix}`}`;
  const file = source?.file;
  return {
    ruleId: rule,
    ruleIndex,
    level: severity,
    message: { text },
    ...(source === undefined || file === undefined
      ? {}
      : {
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: uriOf(file) },
                region: {
                  startLine: source.line,
                  ...(source.column === undefined ? {} : { startColumn: source.column }),
                },
              },
            },
          ],
        }),
  };
}

/** A relative reference stays one, so that it fits the reader's checkout. */
function uriOf(file: string): string {
  return isAbsolute(file) ? pathToFileURL(file).href : encodeURI(file);
}
