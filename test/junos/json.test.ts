// Junos's JSON: written as a device shows it, and read in both of its forms.
import { fc } from "../random";
import { ConfigTree } from "../../lib/junos";
import { configurations, layerConfigurations, marked } from "./support/walks";

const json = (...lines: string[]): unknown =>
  JSON.parse(ConfigTree.fromSet(lines.join("\n")).toJson());

test("containers are objects, lists arrays, values scalars, and what has no value is [null]", () => {
  expect(
    json(
      "set system host-name a",
      "set system services ssh",
      "set interfaces ge-0/0/0 unit 0 family inet mtu 1400",
      "set security zones security-zone t interfaces ge-0/0/0.0",
      "set routing-options static route 10.0.0.0/8 discard",
      "set policy-options policy-statement p from community c1",
      "set policy-options policy-statement p from community c2",
    ),
  ).toEqual({
    configuration: {
      system: { "host-name": "a", services: { ssh: [null] } },
      interfaces: {
        interface: [{ name: "ge-0/0/0", unit: [{ name: 0, family: { inet: { mtu: 1400 } } }] }],
      },
      security: {
        zones: { "security-zone": [{ name: "t", interfaces: [{ name: "ge-0/0/0.0" }] }] },
      },
      "routing-options": { static: { route: [{ name: "10.0.0.0/8", discard: [null] }] } },
      "policy-options": { "policy-statement": [{ name: "p", from: { community: ["c1", "c2"] } }] },
    },
  });
});

test("what is inactive is marked beside a value and inside an object", () => {
  expect(
    json(
      "set system host-name a",
      "set system services ssh port 2222",
      "deactivate system host-name",
      "deactivate system services",
    ),
  ).toEqual({
    configuration: {
      system: {
        "host-name": "a",
        "@host-name": { inactive: true },
        services: { "@": { inactive: true }, ssh: { port: 2222 } },
      },
    },
  });
});

test.each([
  [
    "names that come last",
    '{"configuration":{"interfaces":{"interface":[{"unit":[{"family":{"inet":{}},"name":"0"}],"name":"ge-0/0/0"}]}}}',
    ["set interfaces ge-0/0/0 unit 0 family inet"],
  ],
  [
    "the verbose form",
    '{"configuration":[{"attributes":{"xmlns":"x"},"system":[{"host-name":[{"data":"a"}],"services":[{"ssh":[{"data":[null]}]}]}],"snmp":[{"attributes":{"inactive":"inactive"},"name":[{"data":"n"}]}]}]}',
    ["set system host-name a", "set system services ssh", "set snmp name n", "deactivate snmp"],
  ],
  [
    "marks and notes",
    '{"configuration":{"@":{"junos:commit-seconds":"1"},"system":{"@":{"comment":"/* mine */"},"host-name":"a","@host-name":{"inactive":true}}}}',
    ["set system host-name a", "deactivate system host-name", 'annotate system "mine"'],
  ],
])("JSON with %s is read", (_what, text, lines) => {
  const read = ConfigTree.parse(text).toSet();
  expect([...read].sort()).toEqual([...lines].sort());
});

test("a mistake is told with its line and without what stands there", () => {
  const read = (text: string) => (): unknown => ConfigTree.fromJson(text);
  expect(read('{"configuration": {\n "system": {"host-name": {"a": "s3cret"}}}}')).toThrow(
    /^line 2, column \d+: (?!.*s3cret)/,
  );
  expect(read('{"configuration": {"system": }}')).toThrow(/no JSON: a value is missing/);
  expect(read('{"system": {}}')).toThrow(/no "configuration"/);
  expect(read(`${'{"a":'.repeat(400)}1${"}".repeat(400)}`)).toThrow(/nested deeper/);
});

test.each([
  ["any configuration", configurations()],
  ["one with marks and notes", marked],
  ["one outside the schema", layerConfigurations()],
])("%s written as JSON and read again is the same", (_what, trees) => {
  fc.assert(
    fc.property(trees, (tree) => {
      expect(ConfigTree.parse(tree.toJson()).toSet().sort()).toEqual(tree.toSet().sort());
    }),
    { numRuns: 100 },
  );
});
