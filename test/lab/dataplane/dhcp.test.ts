// What a device makes of DHCP: who asks, what a client says, and what a lease changes.
import { compile, type DataplanePlan, type Hardware } from "../../../lab/dataplane";
import { heardIn, sameLease } from "../../../lab/dataplane/dhcp/lease";
import { ConfigTree } from "../../../lib/junos";

const NOW = 1_000_000;
const INTERFACES = ["ge-0/0/0", "ge-0/0/1"];
const LEASE = { address: "198.18.1.77/24", gateway: "198.18.1.1" };

const ASKS = `
set interfaces ge-0/0/0 unit 0 family inet address 10.2.0.1/24
set interfaces ge-0/0/1 unit 0 family inet dhcp
set interfaces fxp0 unit 0 family inet dhcp
`;

const planOf = (text: string, more: Partial<Hardware> = {}): DataplanePlan =>
  compile(ConfigTree.fromSet(text), { interfaces: INTERFACES, ...more }).plan;

test("interfaces with dhcp ask; what the machine is handed without asking isn't asked for, and management is apart", () => {
  const asking = { device: "ge-0/0/1", logical: "ge-0/0/1.0", link: "ge-0-0-1" };
  expect(planOf(ASKS).asking).toEqual([asking]);
  expect(planOf(ASKS, { dhcp: { "ge-0/0/1": LEASE } }).asking).toEqual([]);
});

test("until a server answers there is neither address nor default route; a lease brings both", () => {
  expect(planOf(ASKS).addresses.map(({ logical }) => logical)).toEqual(["ge-0/0/0.0"]);
  expect(planOf(ASKS).routes).toEqual([]);
  const plan = planOf(ASKS, { leases: { "ge-0/0/1": LEASE } });
  expect(plan.addresses.map(({ address }) => address)).toContain(LEASE.address);
  expect(plan.routes.map(({ text }) => text)).toEqual([
    "0.0.0.0/0 via 198.18.1.1 dev ge-0-0-1 proto static metric 192",
  ]);
  const bare = { address: LEASE.address };
  expect(planOf(ASKS, { leases: { "ge-0/0/1": bare } }).routes).toEqual([]);
});

test("a lease that came by DHCP goes on being asked for", () => {
  expect(planOf(ASKS, { leases: { "ge-0/0/1": LEASE } }).asking).toHaveLength(1);
});

test("a VPN whose external interface has no lease yet is no warning", () => {
  const vpn = `${ASKS}
set security ike proposal p authentication-method pre-shared-keys
set security ike policy pol proposals p
set security ike policy pol pre-shared-key ascii-text "a key for tests"
set security ike gateway hq ike-policy pol
set security ike gateway hq address 198.18.9.2
set security ike gateway hq external-interface ge-0/0/1.0
set security ipsec proposal e protocol esp
set security ipsec policy pol proposals e
set security ipsec vpn hq bind-interface st0.0
set security ipsec vpn hq ike gateway hq
set security ipsec vpn hq ike ipsec-policy pol
set interfaces st0 unit 0 family inet
`;
  const about = (text: string): readonly string[] =>
    compile(ConfigTree.fromSet(text), { interfaces: INTERFACES })
      .warnings.map(({ message }) => message)
      .filter((message) => message.includes("ge-0/0/1.0"));
  expect(about(vpn)).toEqual([]);
  expect(about(vpn.replace("family inet dhcp", "family inet"))).toEqual([
    "interface ge-0/0/1.0 has no address, so its VPNs stay down",
  ]);
});

test.each(["bound", "renew"] as const)("a client that says %s has a lease from now on", (event) => {
  expect(heardIn(`lease ${event} 198.18.1.77 24 120 198.18.1.1 198.18.1.1`, NOW)).toEqual({
    event,
    granted: { ...LEASE, server: "198.18.1.1", leaseSeconds: 120, since: NOW },
  });
});

test("of several routers the first counts, and none makes no default", () => {
  const granted = (line: string): unknown => {
    const heard = heardIn(line, NOW);
    return heard !== undefined && "granted" in heard ? heard.granted.gateway : "nothing";
  };
  expect(granted("lease bound 198.18.1.77 24 120 198.18.1.5 198.18.1.1 198.18.1.2")).toBe(
    "198.18.1.1",
  );
  expect(granted("lease bound 198.18.1.77 24 120 198.18.1.5 ")).toBeUndefined();
});

test("a refusal alone changes nothing, losing the lease does, and so does nothing that the client says for itself", () => {
  expect(heardIn("lease nak 0.0.0.0   198.18.1.1 ", NOW)).toBeUndefined();
  expect(heardIn("lease leasefail     ", NOW)).toBeUndefined();
  expect(heardIn("udhcpc: lease of 198.18.1.77 obtained", NOW)).toBeUndefined();
  expect(heardIn("lease deconfig     ", NOW)).toEqual({ event: "deconfig" });
});

test("a renewal of the same lease is the same, another address or router isn't", () => {
  expect(sameLease(LEASE, { ...LEASE })).toBe(true);
  expect(sameLease(LEASE, { ...LEASE, gateway: "198.18.1.2" })).toBe(false);
  expect(sameLease(LEASE, undefined)).toBe(false);
});
