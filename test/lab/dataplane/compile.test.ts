// A configuration compiled: addresses, routes, rules and warnings, without a kernel.

import { addressOf, contains, merged, networkOf, numberOf, rangeOf } from "../../../lib/net";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fc } from "../../random";
import { compile, type DataplanePlan, type Hardware, type Warning } from "../../../lab/dataplane";
import { translation } from "../../../lab/dataplane/nat-sessions";
import { transaction } from "../../../lab/dataplane/ruleset";
import { batchBetween } from "../../../lab/dataplane/steps";
import { ConfigTree } from "../../../lib/junos";

const PORTS = ["ge-0/0/0", "ge-0/0/1", "ge-0/0/2"];

function compiled(
  text: string,
  hardware: Hardware = { interfaces: PORTS },
): { readonly plan: DataplanePlan; readonly warnings: readonly Warning[] } {
  return compile(ConfigTree.fromSet(text), hardware);
}

function golden(name: string): string {
  const text = readFileSync(join(__dirname, "../../golden", `${name}.set`), "utf8");
  return text.replaceAll('"$ABC123"', '"a key for tests"');
}

/** The rules of a chain, or of all of them. */
function rules({ ruleset }: DataplanePlan, chain?: string): readonly string[] {
  return ruleset.chains
    .filter(({ name }) => chain === undefined || name === chain)
    .flatMap((each) => each.rules);
}

describe("the guide's route-based example", () => {
  const { plan, warnings } = compiled(golden("route-based/SRX1"));

  test("is carried out wholly", () => {
    expect(warnings).toEqual([]);
  });

  test("gives its interfaces their addresses", () => {
    expect(plan.addresses.map(({ link, address }) => [link, address])).toEqual([
      ["ge-0-0-0", "10.1.11.1/24"],
      ["ge-0-0-1", "172.16.11.1/24"],
      ["st0.0", "10.1.100.1/24"],
    ]);
  });

  test("routes into the tunnel and to the peer", () => {
    expect(plan.routes.map(({ text }) => text)).toEqual([
      "10.1.21.0/24 dev st0.0 proto static metric 80",
      "172.16.21.1/32 via 172.16.11.2 dev ge-0-0-1 proto static metric 80",
    ]);
  });

  test("the route into the tunnel is there as long as the tunnel is", () => {
    expect(plan.routes.map(({ tunnel }) => tunnel)).toEqual(["st0.0", undefined]);
    const { innerRoutes } = batchBetween(undefined, plan);
    expect(innerRoutes.filter((line) => line.includes("st0.0"))).toEqual([]);
  });

  test("a tunnel that traffic has to ask for keeps its last route, so that traffic reaches it", () => {
    const asked = golden("route-based/SRX1").replaceAll(/^.*establish-tunnels.*$/gm, "");
    const into = (text: string): readonly (string | undefined)[] =>
      compiled(text)
        .plan.routes.filter((route) => route.text.includes("dev st0.0"))
        .map(({ tunnel }) => tunnel);
    expect(into(asked)).toEqual([undefined]);
    const other =
      "set routing-options static route 10.1.21.0/24 qualified-next-hop 172.16.11.9 preference 9";
    expect(into(`${asked}\n${other}`)).toEqual(["st0.0"]);
  });

  test("lets IKE in to its daemons from the zones that have the service", () => {
    expect(rules(plan, "forward").join("\n")).toContain(
      'oifname "ike*" iifname { "st0.0", "ge-0-0-1", "ge-0-0-0" } udp dport { 500, 4500 } counter accept',
    );
  });

  test("asks for one IKE daemon with the external interface's address", () => {
    expect(plan.ipsec.daemons).toMatchObject([
      { localAddress: "172.16.11.1", connections: [{ vpn: "vpn1", bindInterface: "st0.0" }] },
    ]);
  });

  test("without its VPN the tunnel interface is down: no address, no route", () => {
    const without = compiled(
      golden("route-based/SRX1").replaceAll(/^.*security (ike|ipsec) .*$/gm, ""),
    );
    expect(without.plan.addresses.map(({ link }) => link)).not.toContain("st0.0");
    expect(without.plan.routes.filter(({ text }) => text.includes("st0"))).toEqual([]);
  });
});

test("static NAT goes both ways through one counter", () => {
  const { plan } = compiled(golden("route-based/NAT"));
  const [rule] = plan.natRules;
  expect(rule).toMatchObject({ kind: "static", ruleSet: "rule1", rule: "natT" });
  expect(plan.natDestination).toEqual([
    `iifname "ge-0-0-0" meta nfproto ipv4 ip daddr 172.16.21.1 counter name ${rule?.counter} dnat ip to 10.1.31.1 comment "static rule1 natT"`,
  ]);
  expect(plan.natSource).toEqual([
    `oifname "ge-0-0-0" meta nfproto ipv4 ip saddr 10.1.31.1 counter name ${rule?.counter} snat ip to 172.16.21.1 comment "static rule1 natT"`,
  ]);
});

test("source NAT by interface never keeps a port", () => {
  const { plan } = compiled(golden("dynamic-endpoint/NAT"), {
    interfaces: ["ge-0/0/1", "fe-0/0/2"],
  });
  expect(plan.natSource.join("\n")).toMatch(
    /iifname "fe-0-0-2" oifname "ge-0-0-1".*masquerade to :1024-63487 random/,
  );
});

test("a redundant interface borrows its first member's link", () => {
  const { plan } = compiled(golden("dynamic-endpoint/HQ-cluster"), {
    interfaces: ["ge-0/0/1", "ge-0/0/2"],
  });
  expect(plan.addresses.map(({ logical, link }) => [logical, link])).toEqual(
    expect.arrayContaining([
      ["reth0.0", "ge-0-0-1"],
      ["reth1.0", "ge-0-0-2"],
    ]),
  );
});

describe("a chassis cluster", () => {
  const interfaces = ["ge-0/0/1", "ge-0/0/2", "ge-8/0/1", "ge-8/0/2"];
  const text = golden("dynamic-endpoint/HQ-cluster");
  const first = compiled(text, { interfaces }).plan;
  const second = compiled(text, { interfaces, activeNode: () => 1 }).plan;

  test("uses the active node's members; the other's are off", () => {
    expect([first.links, first.standby]).toEqual([
      ["ge-0-0-1", "ge-0-0-2"],
      ["ge-8-0-1", "ge-8-0-2"],
    ]);
    expect([second.links, second.standby]).toEqual([
      ["ge-8-0-1", "ge-8-0-2"],
      ["ge-0-0-1", "ge-0-0-2"],
    ]);
  });

  test("moves its addresses, and nothing else: IPsec is told the same", () => {
    const addresses = ({ addresses: all }: DataplanePlan): string[] =>
      all.map(({ logical, address }) => `${logical} ${address}`);
    expect(addresses(second)).toEqual(addresses(first));
    expect(second.ipsec).toEqual(first.ipsec);
    const steps = batchBetween(first, second);
    expect(steps.addresses).toContain("link set ge-0-0-1 down");
    expect(steps.addresses).toContain("link set ge-8-0-1 up");
    expect(steps.addresses.filter((line) => line.includes(" address 00:"))).toEqual([]);
  });

  test("has the same hardware address on both nodes, and another than the next cluster's", () => {
    const of = (plan: DataplanePlan, link: string): string | undefined =>
      plan.hardwareAddresses.find((each) => each.link === link)?.address;
    expect(of(first, "ge-0-0-1")).toMatch(/^00:10:db:ff:/);
    expect(of(first, "ge-8-0-1")).toBe(of(first, "ge-0-0-1"));
    expect(of(first, "ge-0-0-2")).not.toBe(of(first, "ge-0-0-1"));
    const other = compiled(text.replaceAll("192.179.1.10", "192.179.1.11"), { interfaces }).plan;
    expect(of(other, "ge-0-0-1")).not.toBe(of(first, "ge-0-0-1"));
    expect(batchBetween(undefined, first).addresses).toContain(
      `link set ge-8-0-1 address ${of(first, "ge-0-0-1")}`,
    );
  });

  test("translations move with it: their sessions need not begin anew", () => {
    const rule = "set security nat static rule-set s rule r";
    const nat = `${text}
set security nat static rule-set s from zone untrust
${rule} match destination-address 100.10.1.60/32
${rule} then static-nat prefix 192.179.1.20/32`;
    const [before, after] = ([0, 1] as const).map(
      (node) => compiled(nat, { interfaces, activeNode: () => node }).plan,
    );
    if (before === undefined || after === undefined) throw new Error("no plans");
    expect(before.natSource).not.toEqual(after.natSource);
    expect(translation(after)).toEqual(translation(before));
    const other = compiled(nat.replaceAll("100.10.1.60", "100.10.1.61"), { interfaces }).plan;
    expect(translation(other)).not.toEqual(translation(before));
  });

  test("each redundancy group has a node of its own", () => {
    const two = `${text}\nset interfaces reth1 redundant-ether-options redundancy-group 2`;
    const { plan } = compiled(two, { interfaces, activeNode: (group) => (group === 2 ? 1 : 0) });
    expect(plan.links).toEqual(["ge-0-0-1", "ge-8-0-2"]);
  });

  test("a member that is switched off, or that has no cable, carries nothing", () => {
    const off = compiled(`${text}\nset interfaces ge-0/0/1 disable`, { interfaces }).plan;
    expect(off.standby).toContain("ge-0-0-1");
    expect(off.addresses.map(({ logical }) => logical)).not.toContain("reth0.0");
    const bare = compiled(text, { interfaces: ["ge-0/0/1", "ge-0/0/2"], activeNode: () => 1 }).plan;
    expect(bare.links).toEqual([]);
    expect(bare.addresses.map(({ logical }) => logical)).toEqual(["st0.0"]);
  });

  test("what is not carried out is said", () => {
    const { warnings } = compiled(`${text}
set groups node0 system host-name hq-0
set apply-groups "\${node}"
set chassis cluster redundancy-group 1 preempt delay 60
set chassis cluster redundancy-group 1 ip-monitoring family inet 10.0.0.1 weight 100`);
    expect(warnings.map(({ path }) => path)).toEqual([
      "apply-groups ${node}",
      "chassis cluster redundancy-group 1 ip-monitoring",
      "chassis cluster redundancy-group 1 preempt",
    ]);
  });
});

test("a policy-based VPN's own zone pair marks what goes in; the other pair is about what comes out", () => {
  const { plan } = compiled(golden("policy-based-labfix/initiator"));
  const [tunnel] = plan.policyTunnels;
  expect(tunnel).toMatchObject({ vpn: "first_vpn", mark: 0x100, externalInterface: "ge-0/0/0.0" });
  const marking = rules(plan, "into_tunnels").filter((rule) => rule.includes("fib daddr"));
  expect(marking).toHaveLength(1);
  expect(marking[0]).toContain('iifname "ge-0-0-1" fib daddr oifname "ge-0-0-0"');
});

describe("addresses and routes", () => {
  const lease = { address: "10.0.0.7/24", gateway: "10.0.0.1" };

  test("DHCP's answer is used where the configuration asks for it", () => {
    const text = "set interfaces ge-0/0/0 unit 0 family inet dhcp";
    const { plan } = compiled(text, {
      interfaces: ["fxp0", "ge-0/0/0"],
      dhcp: { "ge-0/0/0": lease },
    });
    expect(plan.links).toEqual(["ge-0-0-0"]);
    expect(plan.addresses).toMatchObject([{ link: "ge-0-0-0", address: "10.0.0.7/24" }]);
    expect(plan.routes).toMatchObject([
      { text: "0.0.0.0/0 via 10.0.0.1 dev ge-0-0-0 proto static metric 192" },
    ]);
  });

  test("an interface that is not there, or is switched off, has no address", () => {
    const text = `
      set interfaces ge-0/0/0 unit 0 family inet address 10.0.0.1/24
      set interfaces ge-0/0/0 disable
      set interfaces ge-0/0/9 unit 0 family inet address 10.9.0.1/24`;
    expect(compiled(text).plan.addresses).toEqual([]);
  });

  test("a next hop that nothing connects to, or the device's own, makes no route", () => {
    const text = `
      set interfaces ge-0/0/0 unit 0 family inet address 10.0.0.1/24
      set routing-options static route 10.1.0.0/16 next-hop 10.0.0.1
      set routing-options static route 10.2.0.0/16 next-hop 172.16.0.1
      set routing-options static route 10.3.0.0/16 next-hop 10.0.0.2
      set routing-options static route 10.3.0.0/16 preference 9
      set routing-options static route 10.4.0.0/16 reject`;
    expect(compiled(text).plan.routes.map((each) => each.text)).toEqual([
      "10.3.0.0/16 via 10.0.0.2 dev ge-0-0-0 proto static metric 144",
      "unreachable 10.4.0.0/16 proto static metric 80",
    ]);
  });
});

describe("zones", () => {
  const base = `
    set interfaces ge-0/0/0 unit 0 family inet address 10.0.0.1/24
    set interfaces ge-0/0/1 unit 0 family inet address 10.0.1.1/24
    set security zones security-zone a interfaces ge-0/0/0.0
    set security zones security-zone a interfaces ge-0/0/1.0
    set security zones security-zone a host-inbound-traffic system-services all
    set security zones security-zone a host-inbound-traffic system-services ssh except`;

  test("all but an exception", () => {
    const services = rules(compiled(base).plan, "services_0").join("\n");
    expect(services).toContain("tcp dport 830");
    expect(services).not.toMatch(/tcp dport 22 /);
  });

  test("what an interface says for itself replaces what its zone says", () => {
    const own =
      "set security zones security-zone a interfaces ge-0/0/1.0 host-inbound-traffic protocols bgp";
    const { plan } = compiled(`${base}\n${own}`);
    expect(rules(plan, "services_1")).toEqual(["tcp dport 179 counter accept"]);
    expect(rules(plan, "input").join("\n")).toContain('iifname "ge-0-0-1" jump services_1');
  });
});

test("segments of TCP are cut to size where they pass tunnels", () => {
  const { plan } = compiled("set security flow tcp-mss ipsec-vpn mss 1300");
  expect(rules(plan, "segments")).toEqual([
    'iifname { "st0.*", "pb*" } tcp flags syn tcp option maxseg size set 1300',
    'oifname { "st0.*", "pb*" } tcp flags syn tcp option maxseg size set 1300',
  ]);
});

test("statements that would change forwarding and are not carried out are told, others are not", () => {
  const { warnings } = compiled(`
    set system host-name x
    set system services ssh
    set snmp community public
    set interfaces ge-0/0/0 unit 0 family inet filter input f
    set protocols ospf area 0 interface ge-0/0/0.0
    set routing-instances red instance-type vrf
    set routing-instances mgmt_junos description management
    set security policies global policy p match source-address any destination-address any application no-such-thing
    set security policies global policy p then permit application-services idp`);
  expect(warnings.map(({ path }) => path)).toEqual(
    expect.arrayContaining([
      "interfaces ge-0/0/0 unit 0 family inet filter",
      "protocols ospf",
      "routing-instances red",
      "security policies global policy p then permit application-services",
    ]),
  );
  expect(warnings.map(({ path }) => path).join("\n")).not.toMatch(/system|snmp|mgmt_junos/);
});

test("an instance has a table of its own, with the networks of its interfaces and its routes", () => {
  const { plan, warnings } = compiled(`
    set interfaces ge-0/0/0 unit 0 family inet address 10.1.0.1/24
    set interfaces ge-0/0/1 unit 0 family inet address 198.18.2.2/24
    set routing-instances two instance-type virtual-router
    set routing-instances two interface ge-0/0/1.0
    set routing-instances two routing-options static route 0.0.0.0/0 next-hop 198.18.2.1
    set routing-options static route 10.9.0.0/24 next-hop 198.18.2.1`);
  expect(warnings).toEqual([]);
  const table = /table (\d+)/.exec(plan.routes[0]?.text ?? "")?.[1] ?? "";
  const link = "ge-0-0-1";
  expect(plan.routes.map(({ text }) => text)).toEqual([
    `198.18.2.0/24 dev ${link} table ${table} proto static src 198.18.2.2`,
    expect.stringContaining(`0.0.0.0/0 via 198.18.2.1 dev ${link} table ${table} `),
  ]);
  expect(plan.instanceRules.map(({ text }) => text)).toEqual(
    expect.arrayContaining([
      `pref 200 iif ${link} lookup ${table}`,
      `pref 201 iif ${link} unreachable`,
      `pref 200 from 198.18.2.2 lookup ${table}`,
    ]),
  );
  expect(plan.addresses.map(({ isApart }) => isApart)).toEqual([false, true]);
});

test("a name that the lab can't turn into packets matches nothing, and each is told with the statement that says it", () => {
  const policy = "set security policies from-zone trust to-zone untrust policy p";
  const { plan, warnings } = compiled(`
    set security zones security-zone trust interfaces ge-0/0/0.0
    set security zones security-zone untrust interfaces ge-0/0/1.0
    set security address-book global address named dns-name www.example.net
    set security address-book global address holes wildcard-address 10.0.0.1/255.0.0.255
    set security address-book global address empty description nothing
    set security address-book global address-set all address named
    set security address-book global address-set all address holes
    set security address-book global address-set all address empty
    set applications application rpc protocol udp
    set applications application rpc rpc-program-number 100003
    set applications application odd application-protocol ftp
    ${policy} match source-address [ all nobody ]
    ${policy} match destination-address any
    ${policy} match application [ rpc odd junos-of-tomorrow junos-ssh ]
    ${policy} then permit`);
  expect(rules(plan, "policies_0")).toEqual([]);
  expect(warnings.map(({ path, message }) => `${path}: ${message}`)).toEqual(
    expect.arrayContaining([
      "security address-book global address named: the lab does not resolve names of the DNS: the address matches nothing",
      "security address-book global address holes: the lab does not resolve wildcard masks: the address matches nothing",
      "security address-book global address empty: it says no address: the address matches nothing",
      'security address-book: zone trust sees no address "nobody": it matches nothing',
      "applications application rpc: the lab cannot tell such traffic (rpc-program-number 100003): it matches nothing",
      "applications application odd: the lab cannot tell such traffic (no protocol): it matches nothing",
      'applications application junos-of-tomorrow: the lab does not know the application "junos-of-tomorrow": it matches nothing',
    ]),
  );
});

describe("from one plan to the next", () => {
  const first = compiled(golden("route-based/SRX1")).plan;

  test("the same plan takes nothing away", () => {
    expect(batchBetween(first, first).removals).toEqual([]);
    expect(transaction(first.ruleset, first.ruleset)).not.toMatch(/delete/);
  });

  test("what is gone is taken away", () => {
    const next = compiled(golden("route-based/SRX1").replace(/^.*next-hop st0\.0$/m, "")).plan;
    expect(batchBetween(first, next).removals).toEqual([
      "route del 10.1.21.0/24 dev st0.0 proto static metric 80",
    ]);
  });

  test("each policy counts the sessions that it decides about, apart from its packets", () => {
    const counters = first.policyCounters;
    expect(counters.length).toBeGreaterThan(0);
    for (const { counter } of counters) {
      expect(first.ruleset.counters).toContain(counter);
      const own = rules(first).filter((rule) => rule.endsWith(`counter name ${counter}`));
      expect(own.length).toBeGreaterThan(0);
      expect(own.every((rule) => rule.includes("ct state new"))).toBe(true);
    }
  });

  test("counters of NAT rules that stay are not made anew", () => {
    const nat = compiled(golden("route-based/NAT")).plan.ruleset;
    expect(transaction(nat, nat)).not.toMatch(/(add|delete) counter/);
    expect(transaction(undefined, nat)).toMatch(/add counter/);
    expect(transaction(nat, first.ruleset)).toMatch(/delete counter/);
  });
});

describe("prefixes", () => {
  const v4 = fc.ipV4();
  const v6 = fc.ipV6().filter((text) => !text.includes("."));

  test("an address survives its number", () => {
    fc.assert(
      fc.property(fc.oneof(v4, v6), (text) => {
        const family = text.includes(":") ? "inet6" : "inet";
        expect(numberOf(addressOf(numberOf(text), family))).toBe(numberOf(text));
      }),
    );
  });

  test("a prefix holds its addresses, and merged ranges hold what theirs held, without overlap", () => {
    const prefix = fc
      .tuple(v4, fc.integer({ min: 0, max: 32 }))
      .map(([ip, length]) => `${ip}/${length}`);
    fc.assert(
      fc.property(fc.array(prefix, { minLength: 1, maxLength: 8 }), v4, (list, ip) => {
        const ranges = list.map(rangeOf);
        const whole = merged(ranges);
        const holds = (all: readonly ReturnType<typeof rangeOf>[]): boolean =>
          all.some((each) => contains(each, ip));
        expect(holds(whole)).toBe(holds(ranges));
        whole.slice(1).forEach((range, index) => {
          expect(range.first > (whole[index]?.last ?? 0n) + 1n).toBe(true);
        });
        expect(rangeOf(networkOf(list[0] ?? ""))).toEqual(ranges[0]);
      }),
    );
  });
});

test("a session of PPPoE is refused with the reason, and the interface beneath is not told apart", () => {
  const { warnings } = compiled(`
    set interfaces ge-0/0/0 unit 0 encapsulation ppp-over-ether
    set interfaces pp0 unit 0 pppoe-options underlying-interface ge-0/0/0.0
    set interfaces pp0 unit 0 pppoe-options client
    set interfaces pp0 unit 0 family inet negotiate-address`);
  expect(warnings).toMatchObject([{ path: "interfaces pp0", refuses: true }]);
  expect(warnings[0]?.message).toContain("/dev/ppp");
});
