// Several policy-based VPNs and ordinary policies on one gateway: the order they stand in, and what can never match.
import { Gateway, PolicyBasedVpn, type PolicyBasedVpnProps, type StackScope } from "../../lib";
import { synth } from "../../lib/testing";
import { toldBy } from "../told-by";

const reach = { address: "192.0.2.1", user: "lab", configureInterfaces: true };

/** A gateway with two networks behind it. */
function gateway(scope: StackScope, n: number, config: object = {}): Gateway {
  return new Gateway(scope, `gw${n}`, {
    existing: reach,
    external: { interface: "ge-0/0/1", address: `203.0.113.${n}/24` },
    internal: [
      { interface: "ge-0/0/0", address: `10.${n}.0.1/24` },
      { interface: "ge-0/0/2", address: `10.${n}.1.1/24` },
    ],
    config,
  });
}

function vpn(
  scope: StackScope,
  hub: Gateway,
  peer: Gateway,
  more: Partial<PolicyBasedVpnProps> = {},
): PolicyBasedVpn {
  return new PolicyBasedVpn(scope, `vpn-${peer.name}`, {
    initiator: { gateway: hub, identity: "hub.example.net" },
    responder: { gateway: peer, identity: `${peer.name}.example.net` },
    presharedKey: "a key for tests",
    ...more,
  });
}

function ordinary(policies: Readonly<Record<string, object>>): object {
  return {
    security: { policies: { fromZone: { trust: { toZone: { untrust: { policy: policies } } } } } },
  };
}

const anything = (application: string, then: object): object => ({
  match: { sourceAddress: ["any"], destinationAddress: ["any"], application: [application] },
  then,
});

/** The policies of a direction, in order. */
function order(lines: readonly string[], direction = "from-zone trust to-zone untrust"): string[] {
  const names = lines.flatMap((line) => {
    const found = new RegExp(`policies ${direction} policy (\\S+)`).exec(line)?.[1];
    return found === undefined ? [] : [found];
  });
  return [...new Set(names)];
}

async function refusal(build: (scope: StackScope) => unknown): Promise<string> {
  const failure = await synth(build).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(failure instanceof Error)) throw new Error("the program was accepted");
  return failure.message;
}

const SPECIFIC = [
  ...["to-gw3-1", "to-gw3-2", "to-gw3-3", "to-gw3-4"],
  ...["to-gw2-1", "to-gw2-2", "to-gw2-3", "to-gw2-4"],
];

test("tunnel policies come in the order of the program, ahead of the device's own", async () => {
  const config = ordinary({
    "no-telnet": anything("junos-telnet", { deny: {} }),
    rest: anything("any", { permit: {} }),
  });
  const result = await synth((scope) => {
    const [hub, second, third] = [gateway(scope, 1, config), gateway(scope, 2), gateway(scope, 3)];
    vpn(scope, hub, third);
    vpn(scope, hub, second);
  });
  const lines = result.devices["gw1"]?.set ?? [];
  expect(order(lines)).toEqual([...SPECIFIC, "no-telnet", "rest"]);
  expect(order(lines, "from-zone untrust to-zone trust")).toHaveLength(8);
  expect(toldBy(result).filter((text) => text.includes("never match"))).toEqual([]);
});

test("override may put an ordinary policy ahead of them", async () => {
  const { devices } = await synth((scope) => {
    const hub = new Gateway(scope, "gw1", {
      existing: reach,
      external: { interface: "ge-0/0/1", address: "203.0.113.1/24" },
      internal: { interface: "ge-0/0/0", address: "10.1.0.1/24" },
      config: ordinary({ "no-telnet": anything("junos-telnet", { deny: {} }) }),
      override: [
        "insert security policies from-zone trust to-zone untrust policy no-telnet before policy to-gw2-1",
      ],
    });
    vpn(scope, hub, gateway(scope, 2));
  });
  expect(order(devices["gw1"]?.set ?? [])[0]).toBe("no-telnet");
});

test("a VPN for everything ahead of another one is refused; the other way round it is not", async () => {
  const message = await refusal((scope) => {
    const [hub, second, third] = [gateway(scope, 1), gateway(scope, 2), gateway(scope, 3)];
    vpn(scope, hub, second, { traffic: "any" });
    vpn(scope, hub, third);
  });
  for (const part of [
    "[stack/vpn-gw3] on gw1: security policies from-zone trust to-zone untrust policy to-gw3-1: policy to-gw3-1 into VPN vpn-gw3 can never match on gw1",
    "found policy to-gw2 into VPN vpn-gw2 ahead of it, from zone trust to zone untrust, matches any to any, application any",
    "declare the VPN vpn-gw3 before vpn-gw2",
  ]) {
    expect(message).toContain(part);
  }
  const { devices } = await synth((scope) => {
    const [hub, second, third] = [gateway(scope, 1), gateway(scope, 2), gateway(scope, 3)];
    vpn(scope, hub, third);
    vpn(scope, hub, second, { traffic: "any" });
  });
  expect(order(devices["gw1"]?.set ?? [])).toEqual([...SPECIFIC.slice(0, 4), "to-gw2"]);
});

test("an application of its own leaves a VPN something to match", async () => {
  const build = (first: readonly string[], second: readonly string[]) => (scope: StackScope) => {
    const [hub, left, right] = [gateway(scope, 1), gateway(scope, 2), gateway(scope, 3)];
    vpn(scope, hub, left, { traffic: "any", applications: first });
    vpn(scope, hub, right, { applications: second });
  };
  await synth(build(["junos-ssh"], ["any"]));
  expect(await refusal(build(["junos-ssh", "junos-http"], ["junos-http"]))).toContain(
    "never match",
  );
});

test("a network inside one that an earlier VPN takes is refused", async () => {
  const message = await refusal((scope) => {
    const hub = gateway(scope, 1);
    const wide = new Gateway(scope, "wide", {
      existing: reach,
      external: { interface: "ge-0/0/1", address: "203.0.113.8/24" },
      internal: { interface: "ge-0/0/0", address: "172.16.0.1/16" },
    });
    const narrow = new Gateway(scope, "narrow", {
      existing: reach,
      external: { interface: "ge-0/0/1", address: "203.0.113.9/24" },
      internal: { interface: "ge-0/0/0", address: "172.16.9.1/24" },
    });
    vpn(scope, hub, wide);
    vpn(scope, hub, narrow);
  });
  expect(message).toContain("policy to-narrow-1 into VPN vpn-narrow can never match on gw1");
  expect(message).toContain("gw1-10.1.0.0_24 to wide-172.16.0.0_16");
});

test("an ordinary policy that a VPN for everything leaves nothing is a warning", async () => {
  const result = await synth((scope) => {
    const hub = gateway(scope, 1, ordinary({ rest: anything("any", { permit: {} }) }));
    vpn(scope, hub, gateway(scope, 2), { traffic: "any" });
  });
  expect(toldBy(result).filter((text) => text.includes("never match"))).toEqual([
    expect.stringMatching(
      /^\[stack\/gw1\] on gw1: .*: policy rest can never match on gw1: .*fix: take policy rest away/,
    ),
  ]);
});

test("an override that puts a wide policy first is refused", async () => {
  const message = await refusal((scope) => {
    const hub = new Gateway(scope, "gw1", {
      existing: reach,
      external: { interface: "ge-0/0/1", address: "203.0.113.1/24" },
      internal: { interface: "ge-0/0/0", address: "10.1.0.1/24" },
      config: ordinary({ rest: anything("any", { permit: {} }) }),
      override: [
        "insert security policies from-zone trust to-zone untrust policy rest before policy to-gw2-1",
      ],
    });
    vpn(scope, hub, gateway(scope, 2));
  });
  expect(message).toContain("policy to-gw2-1 into VPN vpn-gw2 can never match on gw1");
  expect(message).toContain("fix: take policy rest away, or narrow it");
});
