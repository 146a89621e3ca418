// Names have a scope: a construct class works as often as it is used, and what two constructs say never becomes one.
import { ValidationError, type StackScope } from "pulumi-vsrx";
import { synth } from "pulumi-vsrx/testing";
import { Gateway, PolicyBasedVpn, RouteBasedVpn, suites } from "pulumi-vsrx";
import { hubOfOffices, offices } from "./office";

const COUNT = 20;

async function mistakes(build: (stack: StackScope) => unknown): Promise<readonly string[]> {
  try {
    await synth(build);
    return [];
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    return error.diagnostics
      .filter(({ severity }) => severity === "error")
      .map(({ rule, construct, found }) => `${rule} ${construct}: ${found}`);
  }
}

/** Two devices that exist, with two networks each. */
function pair(stack: StackScope): { readonly left: Gateway; readonly right: Gateway } {
  const device = (id: string, number: number): Gateway =>
    new Gateway(stack, id, {
      existing: { address: `192.0.2.${number}`, user: "net", configureInterfaces: true },
      external: { interface: "ge-0/0/0", address: `198.51.100.${number}/24` },
      internal: [
        { interface: "ge-0/0/1", address: `10.${number}.1.1/24` },
        { interface: "ge-0/0/2", address: `10.${number}.2.1/24` },
      ],
    });
  return { left: device("ga", 1), right: device("gb", 2) };
}

const policies = (set: readonly string[], name: string): readonly string[] =>
  set
    .filter((line) => line.includes(` policy ${name} `))
    .map((line) => line.replace(/^.* policy /, ""));

test("a class of offices is used twenty times, and every device is there", async () => {
  const { devices } = await synth((stack) => offices(stack, COUNT));
  const names = Object.keys(devices);
  expect(names).toHaveLength(COUNT + 1);
  expect(names).toContain("b7-gw");
  const vpns = (devices["hq-gw"]?.set ?? [])
    .map((line) => / ipsec vpn (\S+) bind-interface/.exec(line)?.[1])
    .filter((name) => name !== undefined);
  expect(new Set(vpns).size).toBe(COUNT);
  expect(vpns).toContain("b7-vpn");
});

test("an office that may only use HTTPS isn't given more by the others", async () => {
  const { devices } = await synth((stack) => offices(stack, 3));
  const set = devices["hq-gw"]?.set ?? [];
  expect(policies(set, "from-b1-gw").filter((line) => line.includes(" application "))).toEqual([
    "from-b1-gw match application junos-https",
  ]);
  expect(policies(set, "from-b2-gw")).toContain("from-b2-gw match application any");
});

test("a hub tells twenty offices of one class apart", async () => {
  const { devices } = await synth((stack) => hubOfOffices(stack, COUNT));
  const identities = (devices["hq-gw"]?.set ?? [])
    .map((line) => / dynamic hostname (\S+)/.exec(line)?.[1])
    .filter((name) => name !== undefined);
  expect(new Set(identities).size).toBe(COUNT);
});

test("two VPNs between two gateways have policies of their own, each for what it carries", async () => {
  const { devices } = await synth((stack) => {
    const { left, right } = pair(stack);
    const vpn = (id: string, number: number, application: string): RouteBasedVpn =>
      new RouteBasedVpn(stack, id, {
        initiator: { gateway: left, identity: "a.example.net" },
        responder: { gateway: right, identity: "b.example.net" },
        presharedKey: "key",
        selectors: { one: { local: `10.1.${number}.0/24`, remote: `10.2.${number}.0/24` } },
        applications: [application],
      });
    vpn("v1", 1, "junos-https");
    vpn("v2", 2, "junos-ssh");
  });
  const set = (devices["ga"]?.set ?? []).filter((line) => line.includes("to-zone vpn"));
  expect(policies(set, "to-gb")).toEqual([
    "to-gb match source-address ga-10.1.1.0_24",
    "to-gb match destination-address gb-10.2.1.0_24",
    "to-gb match application junos-https",
    "to-gb then permit",
  ]);
  expect(policies(set, "to-gb-v2")).toEqual([
    "to-gb-v2 match source-address ga-10.1.2.0_24",
    "to-gb-v2 match destination-address gb-10.2.2.0_24",
    "to-gb-v2 match application junos-ssh",
    "to-gb-v2 then permit",
  ]);
});

test("two VPNs that are given one name are an error that names both", async () => {
  const found = await mistakes((stack) => {
    const { left, right } = pair(stack);
    for (const id of ["v1", "v2"]) {
      new PolicyBasedVpn(stack, id, {
        initiator: { gateway: left, identity: "a.example.net" },
        responder: { gateway: right, identity: "b.example.net" },
        presharedKey: "key",
        ike: suites.modernV1,
        names: { vpn: "partner" },
      });
    }
  });
  expect(found).toEqual([
    expect.stringMatching(
      /^statement-name-twice stack\/v2: .*ipsec vpn partner.* of stack\/v1 too$/,
    ),
    expect.stringMatching(
      /^statement-name-twice stack\/v2: .*ipsec vpn partner.* of stack\/v1 too$/,
    ),
  ]);
});

test("two devices that are given one name are an error that names both", async () => {
  const found = await mistakes((stack) => {
    for (const id of ["one", "two"]) {
      new Gateway(stack, id, {
        name: "fw",
        existing: { address: `${id}.example.net`, user: "net" },
        external: { interface: "ge-0/0/0", address: "198.51.100.1/24" },
        internal: { interface: "ge-0/0/1", address: "10.1.1.1/24" },
      });
    }
  });
  expect(found).toEqual(['device-name-twice stack/two: "fw" for stack/one too']);
});
