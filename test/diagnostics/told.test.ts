// What a stack tells: once, by the construct that has to answer for it, with its place in the program; and what is acknowledged.
import { type Gateway, RouteBasedVpn, type StackScope, suites } from "../../lib";
import type { Diagnostic } from "../../lib/diagnostics";
import { synthesize } from "../../lib/stack";
import { StackScope as Scope } from "../../lib/topology";
import { ends, twoGateways } from "../lab-site";

function told(build: (scope: StackScope) => unknown): readonly Diagnostic[] {
  const scope = new Scope("stack");
  build(scope);
  return synthesize(scope).diagnostics;
}

const of = (all: readonly Diagnostic[], rule: string): readonly Diagnostic[] =>
  all.filter((each) => each.rule === rule);

const LEGACY = {
  security: { ike: { proposal: { legacy: { encryptionAlgorithm: "3des-cbc" } } } },
} as const;

function vpn(
  scope: StackScope,
  more: object = {},
  left: Partial<Gateway["props"]> = {},
): RouteBasedVpn {
  return new RouteBasedVpn(scope, "vpn1", {
    ...ends(twoGateways(scope, { left })),
    presharedKey: "k",
    ...more,
  });
}

test("a value out of Junos's range blames the construct that says it, on each device", () => {
  const found = of(
    told((scope) => vpn(scope, { tcpMss: 20 })),
    "value",
  );
  expect(found.map(({ construct, device }) => [construct, device])).toEqual([
    ["stack/vpn1", "left"],
    ["stack/vpn1", "right"],
  ]);
});

test("a weak VPN is told once for both ends, and hides no other device's weak proposal", () => {
  const found = of(
    told((scope) => vpn(scope, { ike: suites.classic }, { config: LEGACY })),
    "weak",
  );
  const about = found.filter(({ subject }) => subject === "3des-cbc");
  expect(about.map(({ construct }) => construct)).toEqual(["stack/vpn1", "stack/left"]);
});

test("a mistake has the file and the line where its construct was made", () => {
  const [found] = of(
    told((scope) => vpn(scope, { tcpMss: 20 })),
    "value",
  );
  expect(found?.source?.file).toBe(__filename);
  expect(found?.source?.line).toBeGreaterThan(1);
});

test("mistakes of tree, statements and devices are told at once", () => {
  const found = told((scope) =>
    vpn(
      scope,
      { natKeepaliveSeconds: 900 },
      { override: ["set security nonsense [", "set system host-name x"], raw: ['set "open'] },
    ),
  );
  expect(of(found, "keepalive-range")).toHaveLength(1);
  expect(of(found, "syntax").map(({ construct }) => construct)).toEqual([
    "stack/left",
    "stack/left",
  ]);
});

test("an override that finds nothing is a warning of its gateway", () => {
  const found = told((scope) => vpn(scope, {}, { override: ["delete snmp community public"] }));
  expect(found).toEqual([
    expect.objectContaining({
      rule: "override-without-effect",
      severity: "warning",
      construct: "stack/left",
      device: "left",
    }),
  ]);
});

describe("acknowledge", () => {
  it("keeps a warning with its reason", () => {
    const found = told((scope) =>
      vpn(scope, { ike: suites.classic, acknowledge: { weak: "an old peer" } }),
    );
    expect(found.length).toBeGreaterThan(0);
    for (const each of found) expect(each.acknowledged).toBe("an old peer");
  });

  it.each([
    ["an error", { "keepalive-range": "we like it" }, "acknowledgement", "error"],
    ["a rule that there is not", { nonsense: "x" }, "acknowledgement", "error"],
    ["without a reason", { weak: " " }, "acknowledgement", "error"],
    ["what nobody warns of", { weak: "x" }, "acknowledgement-unused", "warning"],
  ])("of %s is told", (_, acknowledge, rule, severity) => {
    const found = told((scope) => vpn(scope, { acknowledge }));
    expect(found).toEqual([expect.objectContaining({ rule, severity, construct: "stack/vpn1" })]);
  });
});
