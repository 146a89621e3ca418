// The schema says nothing that Juniper's published YANG models don't say too.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../lib/junos/schema";
import type {
  Branch,
  LeafListSchema,
  LeafSchema,
  ListSchema,
  SchemaNode,
  ValueType,
} from "../../lib/junos/schema/model";
import { readModule, type YangNode, type YangType } from "./support/yang";
import { isAskedFor, SHARED } from "../shared";

const FOLDER = join(SHARED, "yang/yang");

const SAMPLES = [
  "a",
  "abc",
  "a-b_c",
  "-a",
  "_a",
  "9a",
  "a.b",
  "a..b",
  "a/b",
  "a:b",
  "a b",
  "a&b",
  "a<b>",
  "a\nb",
  "ä",
  "00ff",
  "0x00ff",
  "00FF",
  "xyz",
  "10/60",
  "10/123456",
  "65001",
  "1.2",
  "1.2.3",
  "ssh-rsa AAAA me",
  "ssh-dss AAAA",
  "ecdsa-sha2-nistp256 AAAA",
  "ssh-ed25519 AAAA me",
  "ssh-ed25519",
  "host-*.example.net,!x",
  "12345678-1234-1234-1234-123456789abc",
  "1-5",
  "*",
  "",
  "a".repeat(33),
  "a".repeat(64),
];

/** A POSIX pattern of the models as a JavaScript one; a leading exclamation mark negates it. */
function posix(source: string): { test: (text: string) => boolean } {
  const negated = source.startsWith("!");
  const classes: Readonly<Record<string, string>> = {
    alnum: "A-Za-z0-9",
    alpha: "A-Za-z",
    digit: "0-9",
    xdigit: "0-9A-Fa-f",
    space: "\\s",
    print: "\\x20-\\x7e",
  };
  const pattern = new RegExp(
    (negated ? source.slice(1) : source)
      // A point that is meant as one: the model forgot to say so.
      .replace("(.[0-9]+)", "(\\.[0-9]+)")
      .replace(/\[:([a-z]+):\]/g, (_, name: string) => classes[name] ?? ""),
  );
  return { test: (text) => pattern.test(text) !== negated };
}

class Comparer {
  readonly faults: string[] = [];
  covered = 0;

  private fault(path: readonly string[], text: string): void {
    this.faults.push(`${path.join(" ")}: ${text}`);
  }

  branch(ours: Branch, theirs: YangNode, path: readonly string[]): void {
    for (const node of ours.byXml.values()) this.node(ours, node, theirs, [...path, node.xml]);
    this.choices(ours, theirs, path);
  }

  /** Alternatives of ours are alternatives of theirs. */
  private choices(ours: Branch, theirs: YangNode, path: readonly string[]): void {
    const seen = new Map<string, string | undefined>();
    for (const node of ours.byXml.values()) {
      for (const { name } of node.choices) {
        const there = theirs.children.get(node.xml)?.choice;
        if (there === undefined)
          this.fault([...path, node.xml], `is no alternative there, but is one of "${name}" here`);
        else if (seen.has(name) && seen.get(name) !== there)
          this.fault(
            [...path, node.xml],
            `belongs to choice "${there}", not "${seen.get(name) ?? ""}"`,
          );
        seen.set(name, there);
      }
    }
  }

  private node(parent: Branch, ours: SchemaNode, above: YangNode, path: readonly string[]): void {
    const theirs = above.children.get(ours.xml);
    if (theirs === undefined) return this.fault(path, "not in the model");
    this.covered++;
    if (theirs.kind !== ours.kind)
      return this.fault(path, `is a ${theirs.kind}, not a ${ours.kind}`);
    const bare = parent.bare === ours || parent.wild === ours;
    if (bare !== theirs.noKeyword)
      this.fault(path, `is written ${theirs.noKeyword ? "without" : "with"} a keyword`);
    if (!bare && ours.kind === "container" && theirs.presence !== ours.presence)
      this.fault(path, `presence is ${String(theirs.presence)}`);
    switch (ours.kind) {
      case "container":
        return this.branch(ours, theirs, path);
      case "list":
        return this.list(ours, theirs, path);
      default:
        return this.leaf(ours, theirs, path);
    }
  }

  private list(ours: ListSchema, theirs: YangNode, path: readonly string[]): void {
    if (ours.max !== theirs.max)
      this.fault(path, `at most ${theirs.max ?? "any"}, not ${ours.max ?? "any"}`);
    const inner = this.inner(ours);
    const keys = [ours.keyXml];
    if (ours.keyword) keys.push("choice-ident", "choice-value");
    if (inner?.kind === "list")
      keys.push(...(ours.keyXml === "choice-ident" ? ["choice-value"] : []), inner.keyXml);
    if (keys.join(" ") !== theirs.keys.join(" "))
      this.fault(path, `keys are ${theirs.keys.join(" ")}, not ${keys.join(" ")}`);
    const key = theirs.children.get(ours.keyXml);
    if (key !== undefined) {
      this.covered++;
      this.type(ours.key, key.types, [...path, ours.keyXml]);
      this.pattern(ours.key, key.patterns, [...path, ours.keyXml]);
    }
    if (ours.keyword) {
      const words = theirs.children.get("choice-ident")?.types[0]?.enums ?? [];
      for (const word of ours.entry.children.keys())
        if (!words.includes(word)) this.fault([...path, word], "not in the model");
      return;
    }
    if (inner?.kind === "list") {
      const second = theirs.children.get(inner.keyXml);
      if (second) this.type(inner.key, second.types, [...path, inner.keyXml]);
      return this.branch(inner.entry, theirs, path);
    }
    this.branch(ours.entry, theirs, path);
  }

  /** The list that a folded list's entries hold. */
  private inner({ folded, entry }: ListSchema) {
    if (!folded) return undefined;
    return entry.wild ?? [...entry.children.values()].find((each) => each.kind === "list");
  }

  private leaf(ours: LeafSchema | LeafListSchema, theirs: YangNode, path: readonly string[]): void {
    this.type(ours.type, theirs.types, path);
    this.pattern(ours.type, theirs.patterns, path);
    if (ours.kind === "leaf") {
      if (ours.default !== theirs.default)
        this.fault(path, `default is ${theirs.default ?? "none"}, not ${ours.default ?? "none"}`);
      if (ours.units !== theirs.units)
        this.fault(path, `units are ${theirs.units ?? "none"}, not ${ours.units ?? "none"}`);
    } else if (ours.max !== theirs.max)
      this.fault(path, `at most ${theirs.max ?? "any"}, not ${ours.max ?? "any"}`);
  }

  /** Texts that our pattern takes are taken there, and the other way round. */
  private pattern(ours: ValueType, theirs: readonly string[], path: readonly string[]): void {
    if (ours.kind !== "string" || ours.pattern === undefined) return;
    if (theirs.length === 0) return this.fault(path, "has no pattern there");
    for (const sample of SAMPLES) {
      // The device's own form of a secret is judged decoded.
      if (sample.startsWith("$") || sample.length > (ours.max ?? 64)) continue;
      const there = theirs.every((each) => posix(each).test(sample));
      if (ours.pattern.test(sample) !== there)
        this.fault(path, `"${sample}" is ${there ? "taken" : "refused"} there`);
    }
  }

  private type(ours: ValueType, theirs: readonly YangType[], path: readonly string[]): void {
    const mine = describeOurs(ours);
    const other = theirs.map(describeTheirs).join("|");
    if (mine !== other) this.fault(path, `type is ${other}, not ${mine}`);
  }
}

function describeOurs(type: ValueType): string {
  switch (type.kind) {
    case "empty":
      return "empty";
    case "enum":
      return `enum ${[...type.values].sort().join(",")}`;
    case "integer":
      return `${type.base}${type.min !== undefined ? ` ${type.min === type.max ? String(type.min) : `${type.min}..${type.max ?? ""}`}` : ""}`;
    case "union":
      return type.of.map(describeOurs).join("|");
    case "string":
      return type.base
        ? `jt:${type.base}`
        : `string${type.max !== undefined ? ` ${type.min ?? 0}..${type.max}` : ""}`;
  }
}

function describeTheirs(type: YangType): string {
  if (type.enums) return `enum ${[...type.enums].sort().join(",")}`;
  return [type.base, type.range ?? type.length].filter((each) => each !== undefined).join(" ");
}

const available = existsSync(FOLDER);

test("the models are there when they are asked for", () => {
  // Elsewhere their absence skips the comparison; whoever counts on it is told.
  const ok = available || !isAskedFor;
  expect(
    ok ? "ok" : `no YANG models at ${FOLDER}: set VSRX_SHARED to the folder that holds yang/`,
  ).toBe("ok");
});

const compare = available ? describe : describe.skip;

compare(
  available
    ? "the schema against Juniper's YANG"
    : `skipped: no YANG models at ${FOLDER} (set VSRX_SHARED)`,
  () => {
    const lines: string[] = [];
    const modules = [...ROOT.byXml.values()].filter((each) => each.kind === "container");

    test.each(modules.map((each) => each.xml))("%s", (name) => {
      const theirs = readModule(FOLDER, name);
      const ours = ROOT.byXml.get(name);
      expect(theirs).toBeDefined();
      if (theirs === undefined || ours?.kind !== "container") return;
      const comparer = new Comparer();
      comparer.branch(ours, theirs, [name]);
      const all = theirs.count();
      lines.push(
        `${name.padEnd(20)} ${String(comparer.covered).padStart(6)} of ${String(all).padStart(7)} nodes (${((100 * comparer.covered) / all).toFixed(1)} %)`,
      );
      expect(comparer.faults).toEqual([]);
    });

    afterAll(() => {
      process.stdout.write(
        `Statements of each model that the schema covers:\n${lines.join("\n")}\n`,
      );
    });
  },
);
