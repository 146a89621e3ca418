// Stacks of every shape: each is refused with a reason, or its routes, translations and policies carry what it wants.
import fc from "fast-check";
import { Gateway, PolicyBasedVpn, RouteBasedVpn } from "../../lib";
import { hasErrors } from "../../lib/diagnostics";
import { type ConfigTree } from "../../lib/junos";
import { contains, parsePrefix } from "../../lib/net";
import { type Synthesis, synthesize } from "../../lib/stack";
import { StackScope } from "../../lib/topology";

interface Site {
  readonly alike: boolean;
  readonly internet: boolean;
  readonly routed: boolean;
}

interface Vpn {
  readonly from: number;
  readonly to: number;
  readonly kind: "route-based" | "policy-based";
  readonly everything: boolean;
  readonly translated: boolean;
}

const SITES = fc.array(
  fc.record({
    alike: fc.integer({ min: 0, max: 3 }).map((n) => n === 0),
    internet: fc.boolean(),
    routed: fc.integer({ min: 0, max: 5 }).map((n) => n > 0),
  }),
  { minLength: 2, maxLength: 6 },
);

const VPNS = fc.array(
  fc.record({
    from: fc.nat(5),
    to: fc.nat(5),
    kind: fc.constantFrom("route-based" as const, "route-based" as const, "policy-based" as const),
    everything: fc.integer({ min: 0, max: 3 }).map((n) => n === 0),
    translated: fc.integer({ min: 0, max: 2 }).map((n) => n === 0),
  }),
  { minLength: 1, maxLength: 4 },
);

const lanOf = ({ alike }: Site, n: number): string =>
  alike ? "192.168.1.0/24" : `10.${n + 1}.0.0/24`;

function build(sites: readonly Site[], vpns: readonly Vpn[]): StackScope {
  const scope = new StackScope("stack");
  const gateways = sites.map((site, n) => {
    const isHead = vpns.some(({ to, everything }) => everything && to % sites.length === n);
    return new Gateway(scope, `gw${n}`, {
      existing: { address: "192.0.2.1", user: "lab", configureInterfaces: true },
      external: { interface: "ge-0/0/1", address: `198.51.100.${n * 4 + 1}/30` },
      internal: { interface: "ge-0/0/0", address: lanOf(site, n).replace(".0/", ".1/") },
      ...(site.routed ? { routes: { "0.0.0.0/0": `198.51.100.${n * 4 + 2}` } } : {}),
      ...(isHead ? { protects: ["0.0.0.0/0"] } : {}),
      ...(site.internet ? { internet: {} } : {}),
    });
  });
  for (const [index, vpn] of vpns.entries()) {
    const end = (n: number, everything: boolean) => {
      const number = n % sites.length;
      const gateway = gateways[number];
      const site = sites[number];
      if (gateway === undefined || site === undefined) throw new Error("no such site");
      return {
        gateway,
        identity: `${gateway.name}.example.net`,
        networks: [everything ? "0.0.0.0/0" : lanOf(site, number)],
        ...(vpn.translated && !everything && vpn.kind === "route-based"
          ? { translateAs: `10.10${index}.${number}.0/24` }
          : {}),
      };
    };
    new (vpn.kind === "route-based" ? RouteBasedVpn : PolicyBasedVpn)(scope, `vpn${index}`, {
      initiator: end(vpn.from, false),
      responder: end(vpn.to, vpn.everything),
      presharedKey: "a key for tests",
    });
  }
  return scope;
}

/** Next hops of the longest static route to an address; the networks of its own interfaces lead there too. */
function nextHops(tree: ConfigTree, address: string): readonly string[] {
  const lengthOf = (prefix: string): number => parsePrefix(prefix)?.length ?? 0;
  const routes = tree.root
    .entries("routing-options static route")
    .filter(({ name }) => contains(name, address))
    .sort((a, b) => lengthOf(b.name) - lengthOf(a.name));
  return routes[0]?.names("next-hop") ?? [];
}

const firstOf = (network: string): string => network.replace(/\.0\/\d+$/, ".9");

/** What has to hold of one end of a tunnel in a stack that was not refused. */
function judge({ configs, tunnels, diagnostics }: Synthesis): void {
  const unrouted = diagnostics.filter(({ rule }) => rule === "peer-unrouted");
  for (const { tunnel } of tunnels) {
    const shown = { initiator: tunnel.initiatorShown, responder: tunnel.responderShown };
    for (const end of tunnel.ends) {
      const tree = configs.get(end.view.gateway);
      if (tree === undefined) throw new Error("no configuration");
      const outward = nextHops(tree, end.peerAddress ?? "");
      expect(outward.filter((hop) => hop.startsWith("st0"))).toEqual([]);
      if (!unrouted.some(({ device }) => device === end.view.gateway.name))
        expect(outward).toHaveLength(1);
      const far = shown[end.role === "initiator" ? "responder" : "initiator"] ?? [];
      for (const network of far.filter((each) => parsePrefix(each)?.length !== 0)) {
        const [hop] = nextHops(tree, firstOf(network));
        if (end.bindInterface !== undefined) expect(hop).toBe(end.bindInterface);
      }
      if (far.includes("0.0.0.0/0"))
        expect(nextHops(tree, "203.0.113.99")).toEqual([end.bindInterface]);
    }
  }
  for (const tree of configs.values()) {
    for (const set of tree.root.entries("security nat source rule-set")) {
      const isOff = set.entries("rule").map((rule) => rule.has("then source-nat off"));
      expect(isOff.lastIndexOf(true)).toBeLessThan(
        isOff.includes(false) ? isOff.indexOf(false) : isOff.length,
      );
    }
    const outward = tree.get("security policies from-zone trust to-zone untrust");
    const denies = outward?.entries("policy").map((policy) => policy.has("then deny")) ?? [];
    const internet = outward?.names("policy").indexOf("internet") ?? -1;
    if (internet >= 0) expect(internet).toBe(denies.length - 1);
  }
}

test("a stack is refused with a reason, or carries what it wants", () => {
  const told = { refused: 0, valid: 0 };
  fc.assert(
    fc.property(SITES, VPNS, (sites, vpns) => {
      const synthesis = synthesize(build(sites, vpns));
      const { diagnostics } = synthesis;
      if (hasErrors(diagnostics)) {
        told.refused += 1;
        for (const each of diagnostics.filter(({ severity }) => severity === "error")) {
          expect(each.fix ?? "").not.toBe("");
          expect(each.rule).not.toBe("conflict");
        }
        return;
      }
      told.valid += 1;
      judge(synthesis);
    }),
    { numRuns: 80, seed: 17 },
  );
  // Neither side is empty talk.
  expect(told.refused).toBeGreaterThan(10);
  expect(told.valid).toBeGreaterThan(10);
});
