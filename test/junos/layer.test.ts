// The layer of all of Junos's statements: made from Juniper's models, right in form in every format, loaded only when it is needed.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { fc, seed as seedOfCommit } from "../random";
import { ConfigTree, diff, parseStatementLine } from "../../lib/junos";
import { LAYER } from "../../lib/junos/layer/layer.generated";
import { BESIDE, FORMS } from "../../lib/junos/layer/schema.generated";
import { layer } from "../../lib/junos/layer/layer";
import { shapesOf } from "../../scripts/junos-layer/shapes";
import { schemaFacts } from "../../scripts/junos-layer/schema";
import { withValidator } from "../validator";
import { layerConfigurations } from "./support/walks";
import { SHARED } from "../shared";

const FOLDER = join(SHARED, "yang/yang");
const runs = { numRuns: 150 };

const isThere = existsSync(FOLDER);
const why = isThere ? "" : " (skipped: Juniper's models are not on this machine)";

(isThere ? describe : describe.skip)(`held against the models${why}`, () => {
  test("it is what the script makes of them", () => {
    const data = shapesOf(FOLDER);
    const stored: unknown = JSON.parse(
      brotliDecompressSync(Buffer.from(LAYER, "base64")).toString(),
    );
    expect(stored).toEqual(data);
    expect(schemaFacts(data)).toEqual({ forms: FORMS, beside: BESIDE });
  });
});

test("it knows its release and stays small", () => {
  expect(layer().release).toBe("24.4R1");
  expect(LAYER.length).toBeLessThan(700_000);
});

/** What each format gives back of set lines. */
function roundTrips(text: string): Record<string, string[]> {
  const tree = ConfigTree.fromSet(text);
  return {
    set: tree.toSet(),
    curly: ConfigTree.fromCurly(tree.toCurly()).toSet(),
    xml: ConfigTree.fromXml(tree.toXml()).toSet(),
  };
}

describe.each([
  ["a list with one key", "set protocols lldp interface all"],
  ["a value without keyword after a name", "set class-of-service forwarding-classes queue 0 be"],
  ["names with digits", "set firewall policer 10m if-exceeding bandwidth-limit 10m"],
  ["keys with keywords of their own", "set chassis cluster control-ports fpc 0 port 0"],
  [
    "a second key with a keyword",
    "set protocols ospf area 0.0.0.0 virtual-link neighbor-id 192.0.2.1 transit-area 0.0.0.1",
  ],
  [
    "a whole tree below a logical system",
    "set logical-systems a security policies from-zone t to-zone u policy p match application any",
  ],
  ["and a tenant", "set tenants t routing-instances r interface ge-0/0/0.0"],
  [
    "users of SNMP",
    "set snmp v3 usm local-engine user u authentication-md5 authentication-key abc",
  ],
  ["a keyword beside names", "set interfaces interface-range r member ge-0/0/1"],
  ["a keyword beside a value", "set policy-options policy-statement p then metric minimum-igp 5"],
])("%s", (_what, line) => {
  test("is the same in every format", () => {
    expect(roundTrips(line)).toEqual({ set: [line], curly: [line], xml: [line] });
  });
});

test("XML has the elements and keys that Junos has", () => {
  const xml = ConfigTree.fromSet("set protocols lldp interface all disable")
    .toXml()
    .replace(/\s+/g, "");
  expect(xml).toContain("<interface><name>all</name><disable/></interface>");
  expect(
    ConfigTree.fromXml(
      "<configuration><class-of-service><forwarding-classes><queue><name>0</name><class-name>be</class-name></queue></forwarding-classes></class-of-service></configuration>",
    ).toSet(),
  ).toEqual(["set class-of-service forwarding-classes queue 0 be"]);
});

test("a difference knows the order of what is outside the schema", () => {
  const term = (name: string, action: string): string =>
    `set firewall family inet filter f term ${name} then ${action}`;
  const a = ConfigTree.fromSet([term("block", "discard"), term("allow", "accept")].join("\n"));
  const b = ConfigTree.fromSet([term("allow", "accept"), term("block", "discard")].join("\n"));
  expect(diff(a, b)).toEqual(["insert firewall family inet filter f term block after term allow"]);
  const applied = a.clone();
  applied.applySet(diff(a, b));
  expect(applied.toSet()).toEqual(b.toSet());
});

test("a value that the models call unreadable is a secret, and so is one by its name", () => {
  const secret = (line: string): boolean => parseStatementLine(line).secret;
  expect(
    secret("set protocols isis interface ge-0/0/0.0 level 1 hello-authentication-key x1"),
  ).toBe(true);
  expect(secret("set no-such-thing shared-key x1")).toBe(true);
  expect(parseStatementLine("set no-such-thing shared-key x1").value).toBe("x1");
  expect(secret("set firewall family inet filter f term t then discard")).toBe(false);
});

describe("random configurations over all statements", () => {
  const sorted = (tree: ConfigTree): string[] => tree.toSet().sort();

  test("read back from set lines", () => {
    fc.assert(
      fc.property(layerConfigurations(), (tree) => {
        expect(ConfigTree.fromSet(tree.toSet().join("\n"), { unknown: "refuse" }).toSet()).toEqual(
          tree.toSet(),
        );
      }),
      runs,
    );
  });

  test("read back from curly text", () => {
    fc.assert(
      fc.property(layerConfigurations(), (tree) => {
        expect(sorted(ConfigTree.fromCurly(tree.toCurly(), { unknown: "refuse" }))).toEqual(
          sorted(tree),
        );
      }),
      runs,
    );
  });

  test("read back from XML", () => {
    fc.assert(
      fc.property(layerConfigurations(), (tree) => {
        const back = ConfigTree.fromXml(tree.toXml(), { unknown: "refuse" });
        expect(sorted(back)).toEqual(sorted(tree));
        expect(back.faults).toEqual([]);
      }),
      runs,
    );
  });
});

withValidator((validator) => {
  test("in random configurations over all statements", () => {
    const seed = seedOfCommit();
    const [tree] = fc
      .sample(layerConfigurations(300), { numRuns: 6, seed })
      .sort((a, b) => b.toSet().length - a.toSet().length);
    expect([
      seed,
      tree === undefined
        ? "none"
        : validator.findings({ random: tree.toXml() }, "--no-constraints", "--edit"),
    ]).toEqual([seed, ""]);
  }, 120_000);
});
