// What others do on a device blocks no update and no removal, and they are told what became of it.
import { ConfigTree, statementKey } from "../../lib/junos";
import { type Plan, planning } from "../../lib/provider/plan";
import { atOnce } from "../../lib/turns";
import { readStatements, type StatementSet } from "../../lib/provider/statement-set";

const GATEWAY = [
  "set security ike gateway gw1 ike-policy p1",
  "set security ike gateway gw1 external-interface ge-0/0/0.0",
  "set security ike gateway gw1 address 172.16.21.1",
];
const ZONE = ["set security zones security-zone vpn interfaces st0.0"];

const device = (...lines: readonly string[]): ConfigTree =>
  ConfigTree.fromDevice(`${lines.join("\n")}\n`);
const statements = (...raw: readonly string[]): StatementSet => readStatements({ raw });

interface Sides {
  readonly there: readonly string[];
  readonly wanted?: readonly string[];
  readonly baseline?: readonly string[];
  readonly objectsBefore?: readonly string[];
  readonly policiesBefore?: readonly string[];
}

function planned(sides: Sides): Plan {
  const { there, wanted = [], baseline = [], objectsBefore = [], policiesBefore = [] } = sides;
  return atOnce(
    planning({
      device: device(...there),
      wanted: statements(...wanted),
      baseline: statements(...baseline),
      objectsBefore: new Set(objectsBefore),
      policiesBefore,
    }),
  );
}

function after(sides: Sides): readonly string[] {
  const tree = device(...sides.there);
  tree.applySet(planned(sides).lines);
  return tree.toSet();
}

const keys = (list: Plan["taken"]): readonly string[] => list.map((each) => statementKey(each));

test.each([
  ["put into", [...GATEWAY, "set security ike gateway gw1 nat-keepalive 10"], "nat-keepalive"],
  [
    "changed in",
    [...GATEWAY.slice(0, 2), "set security ike gateway gw1 address 192.0.2.9"],
    "address 192.0.2.9",
  ],
])("an object of ours goes with what somebody %s it", (_, there, leaf) => {
  expect(after({ there, baseline: GATEWAY })).toEqual([]);
  expect(keys(planned({ there, baseline: GATEWAY }).taken)).toEqual([
    `security ike gateway gw1 ${leaf}`,
  ]);
});

test("an object that stays keeps what somebody put into it, and loses what no longer fits", () => {
  const there = [
    "set security ike gateway gw1 ike-policy theirs",
    ...GATEWAY.slice(1),
    "set security ike gateway gw1 nat-keepalive 10",
  ];
  expect(after({ there, baseline: GATEWAY, wanted: GATEWAY.slice(1) })).toEqual([
    ...GATEWAY.slice(1),
    "set security ike gateway gw1 nat-keepalive 10",
  ]);
});

test("an object that was there before us stays with what is foreign in it", () => {
  const theirs = "set security ike gateway gw1 nat-keepalive 10";
  const there = [...GATEWAY, theirs];
  const objectsBefore = ["security ike gateway gw1"];
  expect(after({ there, baseline: GATEWAY, objectsBefore })).toEqual([theirs]);
});

test("an object inside one of ours that somebody else made is theirs", () => {
  const theirs = "set security zones security-zone vpn interfaces ge-0/0/9.0";
  expect(after({ there: [...ZONE, theirs], baseline: ZONE })).toEqual([theirs]);
});

test("objects that are there when we come are remembered, and no others", () => {
  const there = ["set security zones security-zone vpn tcp-rst"];
  expect(planned({ there, wanted: [...ZONE, ...GATEWAY] }).objects).toEqual([
    "security zones security-zone vpn",
  ]);
});

test("a zone that a foreign policy needs stays, empty, and is told", () => {
  const theirs = "set security policies from-zone vpn to-zone trust policy theirs then permit";
  const there = [...ZONE, theirs];
  expect([...after({ there, baseline: ZONE })].sort()).toEqual([
    theirs,
    "set security zones security-zone vpn",
  ]);
  expect(planned({ there, baseline: ZONE }).zonesKept).toEqual([
    "security zones security-zone vpn",
  ]);
});

describe("a policy of a route-based VPN", () => {
  const policy = (name: string, action: string, application = "any"): readonly string[] => {
    const at = `set security policies from-zone trust to-zone vpn policy ${name}`;
    return [
      `${at} match source-address any`,
      `${at} match destination-address any`,
      `${at} match application ${application}`,
      `${at} then ${action}`,
    ];
  };
  const order = (lines: readonly string[]): readonly string[] => [
    ...new Set(lines.map((line) => / policy (\S+)/.exec(line)?.[1] ?? "")),
  ];
  const ours = [...policy("to-paris", "permit"), ...policy("to-rome", "permit")];

  test("goes ahead of a foreign one that denies everything, in our order", () => {
    const there = [...policy("theirs", "permit"), ...policy("rest", "deny")];
    expect(order(after({ there, wanted: ours }))).toEqual([
      "theirs",
      "to-paris",
      "to-rome",
      "rest",
    ]);
  });

  test("stays behind one that denies something in particular, which is told", () => {
    const there = [...policy("no-telnet", "deny", "junos-telnet"), ...policy("rest", "reject")];
    expect(order(after({ there, wanted: ours }))).toEqual([
      "no-telnet",
      "to-paris",
      "to-rome",
      "rest",
    ]);
    expect(planned({ there, wanted: ours }).denials).toEqual([
      "security policies from-zone trust to-zone vpn policy no-telnet",
    ]);
  });

  test("goes ahead of one that the program names, whatever it does", () => {
    const there = [
      ...policy("no-telnet", "deny", "junos-telnet"),
      ...policy("theirs", "permit"),
      ...policy("rest", "deny"),
    ];
    const sides = { there, wanted: ours, policiesBefore: ["theirs"] };
    expect(order(after(sides))).toEqual(["no-telnet", "to-paris", "to-rome", "theirs", "rest"]);
    expect(order(after({ ...sides, policiesBefore: ["no-telnet"] }))).toEqual([
      "to-paris",
      "to-rome",
      "no-telnet",
      "theirs",
      "rest",
    ]);
    expect(planned({ ...sides, policiesBefore: ["no-telnet"] }).denials).toEqual([]);
  });

  test("stays where somebody moved it", () => {
    const there = [...policy("rest", "deny"), ...ours];
    expect(planned({ there, wanted: ours, baseline: ours }).lines).toEqual([]);
  });
});
