// The offline commit check: one fault at a time in a configuration without any, and the rule that finds it.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { check, ConfigTree, placeholder, type CheckOptions } from "../../lib/junos";
import { ERRORS, OF_DEVICES, OF_TEXTS, WARNINGS } from "./check-faults";

const CLEAN = readFileSync(join(__dirname, "data/gateway.set"), "utf8");
const GW = "security ike gateway";

function found(lines: readonly string[], options: CheckOptions = {}): string[] {
  const tree = ConfigTree.fromSet(CLEAN);
  expect(tree.applySet(lines)).toEqual([]);
  return check(tree, options).map(({ severity, rule }) => `${severity} ${rule}`);
}

test("a sound configuration has no findings", () => {
  expect(check(ConfigTree.fromSet(CLEAN))).toEqual([]);
});

test.each(ERRORS)("%s: %s", (_name, rule, ...lines) => {
  expect(found(lines)).toContain(`error ${rule}`);
});

test.each(WARNINGS)("warns of %s: %s", (_name, rule, ...lines) => {
  expect(found(lines)).toContain(`warning ${rule}`);
});

describe("what depends on the device", () => {
  test.each(OF_DEVICES)("%s: %s", (_name, rule, options, lines) => {
    const rules = found(lines, options).map((each) => each.split(" ")[1]);
    expect(rules).toContain(rule);
  });

  test("an older daemon only warns of an end that only answers, and refuses seeded keys", () => {
    expect(
      found(["set security ipsec vpn routed establish-tunnels responder-only"], {
        ikeDaemon: "kmd",
      }),
    ).toContain("warning needs-iked");
    expect(
      found(["set security ike policy fixed seeded-pre-shared-key ascii-text x"], {
        ikeDaemon: "kmd",
      }),
    ).toContain("error needs-iked");
  });

  test("a release that knows the statement has nothing against it", () => {
    const lines = ["set security ipsec vpn routed establish-tunnels responder-only"];
    expect(found(lines, { release: "23.2R1" })).not.toContain("error release");
  });
});

test.each(OF_TEXTS)("%s: %s, from a %s", (_name, rule, from, text) => {
  const tree = from === "device" ? ConfigTree.fromDevice(text) : ConfigTree.parse(text);
  expect(check(tree).map((each) => each.rule)).toContain(rule);
});

test("a part of a configuration isn't judged for what it leaves to the rest", () => {
  const vpn = CLEAN.split("\n")
    .filter((line) => /security (ike|ipsec)/.test(line))
    .join("\n");
  expect(
    check(ConfigTree.fromSet(vpn), { partial: true }).filter(
      ({ severity }) => severity === "error",
    ),
  ).toEqual([]);
  expect(check(ConfigTree.fromSet(vpn)).map(({ rule }) => rule)).toContain("undefined-interface");
});

test("values that are known later are judged later", () => {
  expect(
    found([
      `delete ${GW} fixed address`,
      `set ${GW} fixed address ${placeholder("a")}`,
      `set ${GW} fixed nat-keepalive ${placeholder("b")}`,
      `set interfaces ge-0/0/3 unit 0 family inet address ${placeholder("c")}/24`,
      `set ${GW} fixed external-interface ${placeholder("d")}.0`,
    ]),
  ).toEqual([]);
});

test("inactive statements don't count, groups do", () => {
  expect(found([`deactivate ${GW} fixed`])).toContain("error undefined-gateway");
  expect(
    found([
      `delete ${GW} fixed external-interface`,
      `set groups common ${GW} <*> external-interface ge-0/0/0.0`,
      "set apply-groups common",
    ]),
  ).toEqual([]);
});

test("findings name place, line and way out, and never a secret", () => {
  const tree = ConfigTree.fromSet(
    `${CLEAN.trim()}\nset security ike policy fixed pre-shared-key hexadecimal not-hex-digits\nset ${GW} fixed ike-policy fixd`,
  );
  const findings = check(tree);
  expect(findings.find(({ rule }) => rule === "undefined-ike-policy")).toMatchObject({
    statement: `${GW} fixed ike-policy`,
    fix: 'did you mean "fixed"?',
    source: { line: 36 },
  });
  expect(JSON.stringify(findings)).not.toContain("not-hex-digits");
});

test("what a device has and nobody can follow is a warning, not an error", () => {
  const [first] = check(ConfigTree.fromDevice("set protocols bgp group g export [ a"));
  expect(first).toMatchObject({ severity: "warning", rule: "unread-statement" });
});

describe("the guide's configurations", () => {
  const golden = (file: string): string[] =>
    check(ConfigTree.fromSet(readFileSync(join(__dirname, "../golden", file), "utf8"))).map(
      ({ severity, rule }) => `${severity} ${rule}`,
    );

  test("have no errors", () => {
    for (const file of [
      "route-based/SRX1",
      "route-based/SRX2",
      "route-based/NAT",
      "policy-based/initiator",
      "policy-based/responder",
      "policy-based-labfix/initiator",
      "dynamic-endpoint/branch",
      "dynamic-endpoint/HQ-cluster",
    ]) {
      expect(golden(`${file}.set`).filter((each) => each.startsWith("error"))).toEqual([]);
    }
  });

  test("with the policy-based example's own slips as warnings", () => {
    expect(golden("policy-based/initiator.set")).toEqual(
      expect.arrayContaining(["warning hop-self", "warning external-facing", "warning weak"]),
    );
    expect(new Set(golden("policy-based-labfix/initiator.set"))).toEqual(new Set(["warning weak"]));
  });
});
