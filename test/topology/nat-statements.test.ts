// What a NAT device says for its rules: pools, who answers for their addresses, and in which family.

import { ConfigTree } from "../../lib/junos";
import type { Attachment } from "../../lib/topology/attachment";
import {
  permitAllConfig,
  sourceNatConfig,
  staticNatConfig,
} from "../../lib/topology/nat-statements";

const port = (zone: string, address: string, cidr: string): Attachment =>
  ({ zone, address, logical: `${zone}-port.0`, network: { cidr } }) as unknown as Attachment;

const INSIDE = port("trust", "10.1.0.1", "10.1.0.0/24");
const OUTSIDE = port("untrust", "198.51.100.1", "198.51.100.0/24");
const OUTSIDE6 = port("untrust", "2001:db8::1", "2001:db8::/64");

const lines = (config: Parameters<typeof ConfigTree.fromObject>[0]): readonly string[] =>
  ConfigTree.fromObject(config)
    .toSet()
    .map((line) => line.replace("set security nat ", ""));

const source = (outside: Attachment, to?: string, persistent = false) =>
  lines(
    sourceNatConfig(INSIDE, outside, [
      {
        kind: "source",
        ruleSet: "out",
        rule: "r",
        sources: ["10.1.0.0/24"],
        persistent,
        ...(to === undefined ? {} : { to }),
      } as unknown as Parameters<typeof sourceNatConfig>[2][0],
    ]),
  );

test("without a pool the interface's own address is taken, and nobody answers for others", () => {
  expect(source(OUTSIDE)).toEqual([
    "source rule-set out from zone trust",
    "source rule-set out to zone untrust",
    "source rule-set out rule r match source-address 10.1.0.0/24",
    "source rule-set out rule r then source-nat interface",
  ]);
});

test("a pool's address is answered for by ARP, one of IPv6 by neighbour discovery, and only in the outside's own network", () => {
  const answers = (all: readonly string[]) => all.filter((line) => line.startsWith("proxy-"));
  expect(answers(source(OUTSIDE, "198.51.100.7"))).toEqual([
    "proxy-arp interface untrust-port.0 address 198.51.100.7/32",
  ]);
  expect(answers(source(OUTSIDE6, "2001:db8::7"))).toEqual([
    "proxy-ndp interface untrust-port.0 address 2001:db8::7/128",
  ]);
  expect(answers(source(OUTSIDE, "203.0.113.7"))).toEqual([]);
  expect(answers(source(OUTSIDE, OUTSIDE.address))).toEqual([]);
});

test("a host keeps its address of a pool of several only where that is asked for", () => {
  const persistent = "source address-persistent";
  expect(source(OUTSIDE, "203.0.113.0/28", true)).toContain(persistent);
  expect(source(OUTSIDE, "203.0.113.0/28")).not.toContain(persistent);
  expect(source(OUTSIDE, "203.0.113.7", true)).not.toContain(persistent);
});

test("static rules of one set stand together, each with its host", () => {
  const rule = (name: string, to: string, inside: string) =>
    ({ kind: "static", ruleSet: "in", rule: name, to, inside }) as unknown as Parameters<
      typeof staticNatConfig
    >[1][0];
  const rules = [rule("a", "198.51.100.7", "10.1.0.7"), rule("b", "203.0.113.8", "10.1.0.8")];
  expect(lines(staticNatConfig(OUTSIDE, rules))).toEqual([
    "static rule-set in from zone untrust",
    "static rule-set in rule a match destination-address 198.51.100.7/32",
    "static rule-set in rule a then static-nat prefix 10.1.0.7/32",
    "static rule-set in rule b match destination-address 203.0.113.8/32",
    "static rule-set in rule b then static-nat prefix 10.1.0.8/32",
    "proxy-arp interface untrust-port.0 address 198.51.100.7/32",
  ]);
});

test("what forwards everything says so", () => {
  expect(lines(permitAllConfig())).toEqual(["set security policies default-policy permit-all"]);
});
