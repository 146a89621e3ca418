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

describe.each(files)("%s", (file) => {
  const text = readFileSync(join(ROOT, file), "utf8");
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
