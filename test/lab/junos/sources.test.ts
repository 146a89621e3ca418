// Everything that the lab's device says and does says where that is known from.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { COMMANDS } from "../../../lab/junos/commands";
import { configurationMode, operationalMode } from "../../../lab/junos/shell/modes";
import { tokensOf } from "../../../lab/junos/shell/tokens";
import { COMMAND_LINE, entries } from "../../../lab/junos/sources";
import { shares, sourcesPage } from "../../../lab/junos/sources-page";
import { testView } from "./test-view";

const PAGE = join(__dirname, "../../../docs/lab-sources.md");

test("the page is written from the entries", () => {
  const page = sourcesPage();
  if (process.env["UPDATE_SOURCES"]) writeFileSync(PAGE, page);
  expect(
    readFileSync(PAGE, "utf8") === page ? "current" : "outdated: run with UPDATE_SOURCES=1",
  ).toBe("current");
});

test("every word that begins a line of either mode has an entry", () => {
  const { view } = testView();
  const { active: candidate } = view.configuration;
  const operational = operationalMode(view)
    .choices()
    .map(({ word }) => word);
  const known = [...Object.keys(COMMAND_LINE), ...COMMANDS.map(({ words }) => words)];
  const firsts = new Set(known.map((words) => words.split(" ")[0]));
  expect(operational.filter((word) => !firsts.has(word))).toEqual([]);
  const editing = configurationMode({ view, candidate, base: [] })
    .choices()
    .map(({ word }) => `# ${word}`);
  expect(editing.filter((word) => !known.includes(word))).toEqual([]);
});

test("every entry names something, and a word of configuration mode that is gone has none", () => {
  const { view } = testView();
  const { active: candidate } = view.configuration;
  const mode = configurationMode({ view, candidate, base: [] });
  for (const name of Object.keys(COMMAND_LINE).filter((each) => each.startsWith("# "))) {
    for (const token of tokensOf(name.slice(2))) expect(() => mode.take(token)).not.toThrow();
  }
  const nameless = entries().filter(({ source }) => Object.values(source).includes(""));
  expect(nameless).toEqual([]);
});

test("no two entries share a name", () => {
  const names = entries().map(({ area, name }) => `${area} ${name}`);
  expect(new Set(names).size).toBe(names.length);
  process.stdout.write(`lab/junos has it from: ${shares()}\n`);
});
