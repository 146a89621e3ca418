// The golden configurations parse, round-trip through every format and come back equal.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ConfigTree } from "../../lib/junos";

const ROOT = join(__dirname, "../golden");
const files = readdirSync(ROOT, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap((folder) =>
    readdirSync(join(ROOT, folder.name)).map((file) => `${folder.name}/${file}`),
  );

/** The devices of a file by name, each below a comment that names it; a file without comments is one. */
const devices = files.flatMap((file) => {
  const [before = "", ...parts] = readFileSync(join(ROOT, file), "utf8").split(/^# (?=.*\n)/m);
  return before.trim() === ""
    ? parts.map((part): [string, string] => {
        const end = part.indexOf("\n");
        return [`${file} ${part.slice(0, end)}`, part.slice(end + 1)];
      })
    : [[file, before] as [string, string]];
});

describe.each(devices)("%s", (_name, text) => {
  const lines = text.trim().split("\n").sort();
  const tree = ConfigTree.fromSet(text, { unknown: "refuse" });

  test("comes back as the same set lines", () => {
    expect([...tree.toSet()].sort()).toEqual(lines);
  });

  test("survives XML", () => {
    expect([...ConfigTree.fromXml(tree.toXml(), { unknown: "refuse" }).toSet()].sort()).toEqual(
      lines,
    );
  });

  test("survives curly text", () => {
    expect([...ConfigTree.fromCurly(tree.toCurly(), { unknown: "refuse" }).toSet()].sort()).toEqual(
      lines,
    );
  });

  test("survives the typed object", () => {
    expect([...ConfigTree.fromObject(tree.toObject()).toSet()].sort()).toEqual(lines);
  });
});
