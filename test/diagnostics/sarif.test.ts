// A SARIF 2.1.0 log: the properties that its standard (OASIS, sarif-v2.1.0, 3.13 to 3.30) demands.
import { type Diagnostic, RULES, sarifOf } from "../../lib/diagnostics";

const found: readonly Diagnostic[] = [
  {
    rule: "value",
    severity: "error",
    statement: "security flow tcp-mss ipsec-vpn mss",
    what: "20 is out of range",
    fix: "use 64 to 65535",
    source: { file: "a b/srx.set", line: 4, column: 2 },
  },
  { rule: "weak", severity: "warning", what: "md5 is weak", source: { file: "/x.set", line: 1 } },
  { rule: "value", severity: "error", what: "nowhere" },
];

interface Log {
  readonly version: string;
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly name: string; readonly rules: { id: string }[] } };
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly level: string;
      readonly message: { readonly text: string };
      readonly locations?: readonly {
        readonly physicalLocation: {
          readonly artifactLocation: { readonly uri: string };
          readonly region: { readonly startLine: number; readonly startColumn?: number };
        };
      }[];
    }[];
  }[];
}

const log = JSON.parse(JSON.stringify(sarifOf(found))) as Log;
const [run] = log.runs;

test("it is one run of a named tool, of version 2.1.0", () => {
  expect(log.version).toBe("2.1.0");
  expect(log.runs).toHaveLength(1);
  expect(run?.tool.driver.name).toBe("vsrx");
});

test("each result has a level, a text and the index of its rule, which is there once", () => {
  const rules = run?.tool.driver.rules ?? [];
  expect(rules.map(({ id }) => id)).toEqual(["value", "weak"]);
  expect(run?.results).toHaveLength(3);
  for (const { ruleId, ruleIndex, level, message } of run?.results ?? []) {
    expect(rules[ruleIndex]?.id).toBe(ruleId);
    expect(["error", "warning"]).toContain(level);
    expect(message.text.length).toBeGreaterThan(0);
    expect(Object.keys(RULES)).toContain(ruleId);
  }
});

test("places are URIs with lines from 1; without a file there is none", () => {
  const places = run?.results.map(({ locations }) => locations?.[0]?.physicalLocation);
  expect(places?.[0]).toEqual({
    artifactLocation: { uri: "a%20b/srx.set" },
    region: { startLine: 4, startColumn: 2 },
  });
  expect(places?.[1]?.artifactLocation.uri).toBe("file:///x.set");
  expect(places?.[2]).toBeUndefined();
});

/** The properties that the standard's schema knows of each object that we write; it allows no others (3.13, 3.14, 3.18, 3.19, 3.27, 3.49). */
const SCHEMA: Readonly<Record<string, readonly string[]>> = {
  "": ["$schema", "version", "runs"],
  runs: ["tool", "columnKind", "results"],
  tool: ["driver"],
  driver: ["name", "rules"],
  rules: ["id", "shortDescription", "help", "defaultConfiguration"],
  defaultConfiguration: ["level"],
  results: ["ruleId", "ruleIndex", "level", "message", "locations"],
  locations: ["physicalLocation"],
  physicalLocation: ["artifactLocation", "region"],
  artifactLocation: ["uri"],
  region: ["startLine", "startColumn"],
  message: ["text"],
  shortDescription: ["text"],
  help: ["text"],
};

function strangers(value: unknown, name = ""): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((each) => strangers(each, name));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    ...(SCHEMA[name]?.includes(key) === true ? [] : [`${name}.${key}`]),
    ...strangers(inner, key),
  ]);
}

test("no object has a property that the standard does not know", () => {
  expect(strangers(log)).toEqual([]);
});
