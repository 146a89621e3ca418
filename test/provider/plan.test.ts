// The three-way comparison: what is wanted, what we set the last time, what the device has.

import { fc } from "../random";
import { ConfigTree, encode9, statementKey } from "../../lib/junos";
import { type Plan, planning, type PlanInput } from "../../lib/provider/plan";
import { atOnce } from "../../lib/turns";
import { readStatements } from "../../lib/provider/statement-set";

const FOREIGN = ["set system host-name hub", "set security ike gateway theirs ike-policy other"];

function device(...lines: string[]): ConfigTree {
  return ConfigTree.fromSet([...FOREIGN, ...lines].join("\n"));
}

/** Statements as a map, from set lines. */
function statements(...lines: string[]): Record<string, string> {
  return Object.fromEntries(
    ConfigTree.fromSet(lines.join("\n"))
      .statements()
      .map((statement) => [statementKey(statement), statement.value ?? ""]),
  );
}

/** The sides as a program's inputs and a state have them. */
interface Sides extends Partial<Omit<PlanInput, "wanted" | "baseline">> {
  readonly device: ConfigTree;
  readonly wanted?: Record<string, string>;
  readonly baseline?: Record<string, string>;
}

const compared = ({ wanted = {}, baseline = {}, ...rest }: Sides): Plan =>
  atOnce(
    planning({
      ...rest,
      wanted: readStatements({ statements: wanted }),
      baseline: readStatements({ statements: baseline }),
    }),
  );

const plan = (sides: Sides): readonly string[] => compared(sides).lines;

/** The device after the plan. */
function after(sides: Sides): string[] {
  const tree = sides.device.clone();
  tree.applySet(plan(sides));
  return tree.toSet();
}

const GATEWAY = [
  "set security ike gateway gw1 ike-policy p1",
  "set security ike gateway gw1 external-interface ge-0/0/0.0",
  "set security ike gateway gw1 address 172.16.21.1",
];

describe("what is set", () => {
  test("is what is missing or different, and nothing else", () => {
    const lines = plan({
      device: device(...GATEWAY.slice(0, 2)),
      wanted: statements("set security ike gateway gw1 ike-policy p2", ...GATEWAY.slice(1)),
    });
    expect(lines).toEqual([
      "set security ike gateway gw1 ike-policy p2",
      "set security ike gateway gw1 address 172.16.21.1",
    ]);
  });

  test("compares secrets by what is in them", () => {
    const wanted = statements('set security ike policy p1 pre-shared-key ascii-text "a b&c"');
    const there = device(
      `set security ike policy p1 pre-shared-key ascii-text "${encode9("a b&c")}"`,
    );
    const other = device(
      `set security ike policy p1 pre-shared-key ascii-text "${encode9("else")}"`,
    );
    expect(plan({ device: there, wanted })).toEqual([]);
    expect(plan({ device: other, wanted })).toEqual([
      'set security ike policy p1 pre-shared-key ascii-text "a b&c"',
    ]);
  });

  test("may be an entry that the device has with something inside", () => {
    const wanted = { "security zones security-zone vpn": "" };
    expect(
      plan({ device: device("set security zones security-zone vpn interfaces st0.0"), wanted }),
    ).toEqual([]);
  });

  test("is switched on when somebody has deactivated it", () => {
    const there = device(...GATEWAY, "deactivate security ike gateway gw1 external-interface");
    expect(after({ device: there, wanted: statements(...GATEWAY) }).join("\n")).not.toContain(
      "deactivate",
    );
  });

  test("may have an item of a list for its value", () => {
    const inputs = { statements: { "security ike gateway gw1 address": "172.16.21.1" } };
    expect([...readStatements(inputs).keys()]).toEqual([
      "security ike gateway gw1 address 172.16.21.1",
    ]);
  });
});

describe("what is deleted", () => {
  test("is only what we once set", () => {
    const lines = plan({
      device: device(...GATEWAY),
      wanted: {},
      baseline: statements(GATEWAY[0] ?? ""),
    });
    expect(lines).toEqual(["delete security ike gateway gw1 ike-policy"]);
  });

  test("is a whole entry when nothing foreign is in it", () => {
    const lines = plan({ device: device(...GATEWAY), baseline: statements(...GATEWAY) });
    expect(lines).toEqual(["delete security ike gateway gw1"]);
    expect(after({ device: device(...GATEWAY), baseline: statements(...GATEWAY) })).toEqual(
      FOREIGN,
    );
  });

  test("leaves an entry that holds something foreign", () => {
    const there = device(...GATEWAY, "set security ike gateway gw1 nat-keepalive 10");
    expect(after({ device: there, baseline: statements(...GATEWAY) })).toEqual([
      ...FOREIGN,
      "set security ike gateway gw1 nat-keepalive 10",
    ]);
  });

  test("takes nested entries along, from the outermost that is empty", () => {
    const policy = [
      "set security policies from-zone trust to-zone vpn policy out match source-address any",
      "set security policies from-zone trust to-zone vpn policy out match destination-address any",
      "set security policies from-zone trust to-zone vpn policy out match application any",
      "set security policies from-zone trust to-zone vpn policy out then permit",
    ];
    const lines = plan({ device: device(...policy), baseline: statements(...policy) });
    expect(lines).toHaveLength(1);
    expect(after({ device: device(...policy), baseline: statements(...policy) })).toEqual(FOREIGN);
  });

  test("is not what somebody else has changed since: that is reported instead", () => {
    const there = device("set security ike gateway gw1 ike-policy theirs");
    const made = compared({
      device: there,
      wanted: {},
      baseline: statements("set security ike gateway gw1 ike-policy p1"),
    });
    expect(made.lines).toEqual([]);
    expect(made.leftAlone.map(statementKey)).toEqual(["security ike gateway gw1 ike-policy"]);
  });

  test("is not what was there before us", () => {
    const there = device(...GATEWAY);
    const preexisting = new Set(["security ike gateway gw1 ike-policy"]);
    expect(after({ device: there, baseline: statements(...GATEWAY), preexisting })).toContain(
      "set security ike gateway gw1 ike-policy p1",
    );
  });

  test("is nothing twice: a second run has nothing to do", () => {
    expect(plan({ device: device(), baseline: statements(...GATEWAY) })).toEqual([]);
  });
});

const ANA = [
  "set system login user ana class super-user",
  'set system login user ana authentication ssh-ed25519 "ssh-ed25519 AAAA ana"',
];

test("a user that we made goes as a whole, and one that was there before keeps what others gave it", () => {
  const sides = { baseline: statements(...ANA), objectsBefore: new Set<string>() };
  expect(plan({ ...sides, device: device(...ANA) })).toEqual(["delete system login user ana"]);
  const [, key = ""] = ANA;
  const before = new Set(["system login user ana"]);
  const theirs = { device: device(...ANA), baseline: statements(key), objectsBefore: before };
  expect(after(theirs).filter((line) => line.includes("ana"))).toEqual([ANA[0]]);
});

test("foreign statements are listed", () => {
  const made = compared({
    device: device(...GATEWAY),
    wanted: statements(...GATEWAY),
    baseline: {},
  });
  expect(made.foreign.map(statementKey)).toEqual([
    "system host-name",
    "security ike gateway theirs ike-policy",
  ]);
});

describe("a whole device that is ours", () => {
  const LOGIN = [
    'set system root-authentication ssh-ed25519 "ssh-ed25519 AAAA root"',
    "set system login user pulumi class super-user",
    "set system services ssh",
    "set system services netconf ssh",
    "set interfaces fxp0 unit 0 family inet dhcp",
    "set groups aws-default system services ssh root-login allow",
    "set apply-groups aws-default",
  ];

  test("loses everything but the parts that keep us and its owner in", () => {
    const there = device(
      ...LOGIN,
      ...GATEWAY,
      "set routing-options static route 0.0.0.0/0 next-hop 10.0.0.1",
    );
    const result = after({
      device: there,
      ownership: "device",
      wanted: statements("set system host-name srx1"),
    });
    expect([...result].sort()).toEqual([...LOGIN, "set system host-name srx1"].sort());
  });
});

describe("what a plan says of the device", () => {
  const of = (list: readonly { readonly path: readonly string[] }[]): string[] =>
    list.map((statement) => statementKey(statement));

  test("a bare entry that the wanted goes inside of encloses it, and is nobody else's", () => {
    const bare = "security zones security-zone vpn";
    const { enclosing, foreign } = compared({
      device: device(`set ${bare}`),
      wanted: statements(`set ${bare} interfaces st0.0`),
    });
    expect(of(enclosing)).toEqual([bare]);
    expect(of(foreign)).not.toContain(bare);
  });

  test("a bare entry that nothing wanted goes inside of is foreign", () => {
    const bare = "security zones security-zone theirs";
    const { enclosing, foreign } = compared({ device: device(`set ${bare}`) });
    expect([of(enclosing), of(foreign)]).toEqual([[], expect.arrayContaining([bare])]);
  });

  test("what was there before us is foreign, though we say it too", () => {
    const said = statements(GATEWAY[0] ?? "");
    const [key = ""] = Object.keys(said);
    const { foreign, lines } = compared({
      device: device(GATEWAY[0] ?? ""),
      baseline: said,
      preexisting: new Set([key]),
    });
    expect([of(foreign).includes(key), lines]).toEqual([true, []]);
  });

  test("a value of somebody else's is told as replaced; ours, the same and an inactive one are not", () => {
    const wanted = statements(...GATEWAY);
    const replaced = (there: string, baseline = {}): unknown[] =>
      compared({ device: device(...there.split("\n")), wanted, baseline }).overwritten.map(
        ({ there: { value }, wasOurs }) => [value, wasOurs],
      );
    const other = "set security ike gateway gw1 ike-policy theirs";
    expect(replaced(other)).toEqual([["theirs", false]]);
    expect(replaced(other, wanted)).toEqual([["theirs", true]]);
    expect(replaced(other, statements(other))).toEqual([]);
    expect(replaced(GATEWAY[0] ?? "")).toEqual([]);
    expect(replaced(`${other}\ndeactivate security ike gateway gw1 ike-policy`)).toEqual([]);
    expect(replaced("set security ike gateway gw1 dead-peer-detection optimized")).toEqual([]);
  });
});

describe("what is left empty", () => {
  const gone = (line: string): readonly string[] =>
    plan({ device: device(line), baseline: statements(line) });

  test("goes with the last of its inside, up to the outermost", () => {
    expect(gone("set interfaces st0 unit 7 description ours")).toEqual(["delete interfaces st0"]);
  });

  test("stays where it keeps us in", () => {
    expect(gone("set interfaces fxp0 unit 0 description ours")).toEqual([
      "delete interfaces fxp0 unit 0 description",
    ]);
  });

  test("goes too where being there means something, such as a service switched on", () => {
    const line = "set system services web-management http port 8080";
    const there = device(line, "set system services netconf ssh");
    expect(plan({ device: there, baseline: statements(line) })).toEqual([
      "delete system services web-management http",
    ]);
  });
});

describe("an instance that we made, fresh from its image", () => {
  const policy = (name: string, ...words: string[]): string[] =>
    words.map(
      (word) => `set security policies from-zone trust to-zone untrust policy ${name} ${word}`,
    );
  const any = [
    "match source-address any",
    "match destination-address any",
    "match application any",
  ];
  const IMAGE = policy("default-permit", ...any, "then permit");
  const wanted = statements(...policy("out", ...any, "then deny"));

  test("loses what the image permits from trust to untrust, and nothing else", () => {
    const sides = { device: device(...IMAGE, ...policy("mine", ...any, "then permit")), wanted };
    const lines = after({ ...sides, fromImage: true });
    expect(lines.filter((line) => line.includes("default-permit"))).toEqual([]);
    expect(lines.filter((line) => line.includes("policy mine "))).toHaveLength(4);
    expect(lines).toEqual(expect.arrayContaining(FOREIGN));
    expect(after(sides)).toEqual(expect.arrayContaining(IMAGE));
  });

  test.each([
    ["somebody made it another one", [...IMAGE, ...policy("default-permit", "then count")], wanted],
    ["the program wants it", IMAGE, statements(...IMAGE)],
    ["the program wants a part of it", IMAGE, statements(IMAGE[3] ?? "")],
  ])("keeps it where %s", (_why, there, said) => {
    const lines = after({ device: device(...there), wanted: said, fromImage: true });
    expect(lines).toEqual(expect.arrayContaining(there));
  });
});

describe("ordered lists", () => {
  const rule = (name: string): string =>
    `set security policies from-zone a to-zone b policy ${name} then permit`;
  const names = (lines: readonly string[]): string[] =>
    lines
      .filter((line) => line.includes(" policy "))
      .map((line) => / policy (\S+)/.exec(line)?.[1] ?? "");

  test("are brought into our order with insert", () => {
    const there = device(rule("second"), rule("third"));
    const wanted = statements(rule("first"), rule("second"), rule("third"));
    expect(plan({ device: there, wanted })).toContain(
      "insert security policies from-zone a to-zone b policy second after policy first",
    );
    expect(names(after({ device: there, wanted }))).toEqual(["first", "second", "third"]);
  });

  test("keep foreign entries where they are among themselves", () => {
    const there = device(rule("x"), rule("b"), rule("y"), rule("a"));
    const result = names(after({ device: there, wanted: statements(rule("a"), rule("b")) }));
    expect(result.filter((name) => name === "a" || name === "b")).toEqual(["a", "b"]);
    expect(result.filter((name) => name === "x" || name === "y")).toEqual(["x", "y"]);
  });

  test("that are in order already need nothing", () => {
    const there = device(rule("x"), rule("a"), rule("y"), rule("b"));
    expect(plan({ device: there, wanted: statements(rule("a"), rule("b")) })).toEqual([]);
  });
});

describe("policies that lead into a tunnel", () => {
  const policy = (name: string, then = "permit"): string =>
    `set security policies from-zone a to-zone b policy ${name} then ${then}`;
  const into = (name: string): string => policy(name, `permit tunnel ipsec-vpn ${name}`);
  const order = (lines: readonly string[]): string[] =>
    lines
      .filter((line) => line.includes(" policy "))
      .map((line) => / policy (\S+)/.exec(line)?.[1] ?? "");

  test("stand ahead of foreign ones when they come", () => {
    const there = device(policy("factory"), policy("other", "deny"));
    const wanted = statements(into("one"), into("two"), policy("rest"));
    expect(plan({ device: there, wanted })).toContain(
      "insert security policies from-zone a to-zone b policy one before policy factory",
    );
    expect(order(after({ device: there, wanted }))).toEqual([
      ...["one", "two", "factory", "other", "rest"],
    ]);
  });

  test("one that comes in the middle goes to the middle", () => {
    const there = device(into("one"), into("three"), policy("factory"), policy("rest"));
    const before = statements(into("one"), into("three"), policy("rest"));
    const wanted = statements(into("one"), into("two"), into("three"), policy("rest"));
    expect(order(after({ device: there, wanted, baseline: before }))).toEqual([
      ...["one", "two", "three", "factory", "rest"],
    ]);
  });

  test("stay where somebody moved them, and the second run changes nothing", () => {
    const there = device(policy("theirs", "deny"), into("one"), into("two"));
    const wanted = statements(into("one"), into("two"));
    expect(plan({ device: there, wanted, baseline: wanted })).toEqual([]);
  });
});

describe("whatever the three sides are", () => {
  const line = fc.constantFrom(
    "set security ike gateway gw1 ike-policy p1",
    "set security ike gateway gw1 ike-policy p2",
    "set security ike gateway gw1 address 10.0.0.1",
    "set security ike gateway gw2 ike-policy p1",
    "set security zones security-zone vpn",
    "set security zones security-zone vpn interfaces st0.0",
    "set interfaces st0 unit 0 family inet address 10.1.100.1/24",
    "set routing-options static route 10.1.21.0/24 next-hop st0.0",
    "set security policies from-zone a to-zone b policy p1 then permit",
    "set security policies from-zone a to-zone b policy p2 then permit",
    "set security policies from-zone a to-zone b policy p3 then permit tunnel ipsec-vpn v",
    "set security policies from-zone a to-zone b policy p4 then permit tunnel ipsec-vpn w",
  );
  const lines = fc.array(line, { maxLength: 8 });

  test("one run is enough, everything wanted is there, and foreign lines stay", () => {
    fc.assert(
      fc.property(lines, lines, lines, (there, wantedLines, before) => {
        const tree = device(...there);
        const wanted = statements(...wantedLines);
        const baseline = statements(...before);
        const result = tree.clone();
        result.applySet(plan({ device: tree, wanted, baseline }));
        expect(plan({ device: result, wanted, baseline })).toEqual([]);
        for (const [key, value] of Object.entries(wanted)) {
          const node = result.get(key.split(" "));
          expect(node).toBeDefined();
          if (value !== "") expect(node?.value).toBe(value);
        }
        for (const foreign of FOREIGN) expect(result.toSet()).toContain(foreign);
        const kept = tree
          .statements()
          .filter(
            (statement) =>
              !(statementKey(statement) in baseline) &&
              !(statementKey(statement) in wanted) &&
              statement.value !== undefined,
          );
        for (const statement of kept)
          expect(result.get(statement.path)?.value).toBe(statement.value);
      }),
      { numRuns: 150 },
    );
  });
});
