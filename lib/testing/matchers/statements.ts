// Matchers for a device's statements.
import { hasPlaceholder, setLine, shownCommand, shownLine } from "../../junos";
import { maskMarked } from "../../secrets";
import { checked, type SynthDevice } from "../synth-device";
import type { Verdict } from "./verdict";

/** A set line, with or without the word `set`, and without quotes that Junos doesn't need. */
function bare(line: string): string {
  return line
    .trim()
    .replace(/^set\s+/, "")
    .replaceAll(/"([^"\s\\]+)"/g, "$1");
}

/** Lines that share the most leading words with the one looked for. */
function nearest(lines: readonly string[], wanted: string): readonly string[] {
  const words = wanted.split(" ");
  const score = (line: string): number => {
    const parts = line.split(" ");
    let index = 0;
    while (index < words.length && parts[index] === words[index]) index += 1;
    return index;
  };
  const best = Math.max(0, ...lines.map((line) => score(line)));
  return best === 0 ? [] : lines.filter((line) => score(line) === best).slice(0, 5);
}

/** A device's statements: as they are compared, and as they may be shown. */
function linesOf(device: SynthDevice): ReadonlyMap<string, string> {
  return new Map(
    device.tree.statements().map((statement) => {
      const { value } = statement;
      // A placeholder's name tells which secret is meant, and nothing of it.
      const isName = value !== undefined && hasPlaceholder(value);
      const shown = shownLine({ ...statement, secret: statement.secret && !isName });
      return [bare(setLine(statement)), bare(shown)];
    }),
  );
}

/** A line that a test looks for, as it may be shown. */
const asShown = (line: string): string => bare(shownCommand(`set ${line}`));

export const statementMatchers = {
  /** The device has this statement, or one that begins with these words. */
  toHaveStatement(given: SynthDevice | undefined, statement: string): Verdict {
    const device = checked(given);
    const wanted = bare(statement);
    const lines = device.set.map(bare);
    const pass = lines.some((line) => line === wanted || line.startsWith(`${wanted} `));
    return {
      pass,
      message: () =>
        pass
          ? `${device.name} should not have the statement\n  ${asShown(wanted)}\nbut it has`
          : [
              `${device.name} should have the statement`,
              `  ${asShown(wanted)}`,
              "but the nearest it has is",
              ...nearest([...linesOf(device).values()], wanted).map((line) => `  ${line}`),
            ].join("\n"),
    };
  },

  /** The device has exactly these statements, in any order. */
  toEqualStatements(given: SynthDevice | undefined, text: string | readonly string[]): Verdict {
    const device = checked(given);
    const wanted = new Set(
      (typeof text === "string" ? text.split("\n") : text)
        .map(bare)
        .filter((line) => line !== "" && !line.startsWith("#")),
    );
    const found = new Set(device.set.map(bare));
    const missing = [...wanted].filter((line) => !found.has(line));
    const extra = [...found].filter((line) => !wanted.has(line));
    const shown = linesOf(device);
    return {
      pass: missing.length === 0 && extra.length === 0,
      message: () =>
        [
          `${device.name} should have exactly the given statements`,
          ...missing.map((line) => `  missing: ${asShown(line)}`),
          ...extra.map((line) => `  extra:   ${shown.get(line) ?? maskMarked(line)}`),
        ].join("\n"),
    };
  },
};
