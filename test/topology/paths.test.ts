import { Gateway, Nat, NatDevice, type NatKind, StackScope } from "../../lib";
import { natPath, type NatPath } from "../../lib/topology";
import { awsSite, twoGateways } from "../lab-site";

function between(left: NatKind | undefined, right: NatKind | undefined): NatPath | undefined {
  const scope = new StackScope("s");
  const make = (name: string, cidr: string, nat: NatKind | undefined): Gateway =>
    new Gateway(scope, name, {
      existing: { address: "192.0.2.1", user: "lab" },
      external: { address: `${cidr}.1/24` },
      internal: { address: `10.${cidr}.1/24`.replace(/^10\.(\d+)\.\d+\./, "10.$1.7.") },
      ...(nat === undefined ? {} : { nat }),
    });
  return natPath(make("left", "172.16.1", left), make("right", "172.17.1", right));
}

describe("the NAT path solver", () => {
  it("sees both ends as they are when nothing translates", () => {
    const path = between(undefined, undefined);
    expect(path).toMatchObject({
      nat: false,
      a: { address: "172.16.1.1", hidden: false, reachable: true },
      b: { address: "172.17.1.1", hidden: false, reachable: true },
      idleSeconds: undefined,
    });
  });

  it("keeps an end behind static NAT reachable, under the translated address", () => {
    expect(between(Nat.static("203.0.113.9"), undefined)).toMatchObject({
      nat: true,
      a: { address: "203.0.113.9", hidden: true, reachable: true, portRewritten: false },
      b: { address: "172.17.1.1", hidden: false },
    });
  });

  it("lets nobody in through source NAT, and knows when its translations are forgotten", () => {
    expect(between(Nat.source({ idleSeconds: 60 }), undefined)).toMatchObject({
      nat: true,
      a: { address: undefined, reachable: false, portRewritten: true },
      idleSeconds: 60,
    });
  });

  it("takes the shortest idle time of all translations", () => {
    const path = between(Nat.source({ idleSeconds: 300 }), Nat.source({ idleSeconds: 45 }));
    expect(path?.idleSeconds).toBe(45);
  });

  it("goes through the NAT device between two subnets of one VPC, not past it", () => {
    const scope = new StackScope("s");
    const { site, left, right } = twoGateways(scope);
    const nat = new NatDevice(scope, "nat", {
      site,
      outside: left.external,
      inside: right.external,
    });
    nat.translate(right, { to: "172.16.21.1" });
    const path = natPath(left, right);
    expect(path).toMatchObject({
      nat: true,
      a: { address: left.external.address, hidden: false },
      b: { address: "172.16.21.1", hidden: true, reachable: true },
    });
    expect(path?.devices).toEqual([nat]);
  });

  it("tells which way packets must be led through it", () => {
    const scope = new StackScope("s");
    const { site, left, right } = twoGateways(scope);
    const nat = new NatDevice(scope, "nat", {
      site,
      outside: left.external,
      inside: right.external,
    });
    nat.translate(right, { to: "172.16.21.1" });
    const legs = natPath(left, right)?.legs.map((leg) => ({
      in: leg.network.cidr,
      to: leg.address,
      home: leg.home?.cidr,
      via: leg.via.role,
    }));
    expect(legs).toEqual(
      expect.arrayContaining([
        { in: "10.1.12.0/24", to: "172.16.21.1", home: undefined, via: "outside" },
        { in: "10.1.31.0/24", to: left.external.address, home: "10.1.12.0/24", via: "inside" },
      ]),
    );
    expect(legs).toHaveLength(2);
  });

  it("applies the devices of a chain one after the other", () => {
    const scope = new StackScope("s");
    const reach = { address: "192.0.2.1", user: "lab" };
    const left = new Gateway(scope, "left", {
      existing: reach,
      external: { address: "198.51.100.1/24" },
      internal: { address: "10.1.0.1/24" },
    });
    const right = new Gateway(scope, "right", {
      existing: reach,
      external: { address: "10.9.0.1/24" },
      internal: { address: "10.2.0.1/24" },
    });
    const inner = new NatDevice(scope, "inner", {
      existing: reach,
      inside: { network: right.external.network, address: "10.9.0.254" },
      outside: { address: "10.8.0.1/24" },
    });
    const outer = new NatDevice(scope, "outer", {
      existing: reach,
      inside: { network: inner.outside.network, address: "10.8.0.254" },
      outside: { network: left.external.network, address: "198.51.100.254" },
    });
    inner.translate(right, { to: "10.8.0.77" });
    outer.translate(right, { to: "203.0.113.77" });
    expect(natPath(left, right)?.b).toMatchObject({ address: "203.0.113.77", reachable: true });
    expect(outer.insideAddress(right)).toBe("10.8.0.77");
    expect(inner.insideAddress(right)).toBe("10.9.0.1");
  });

  it("lets a gateway without any public address out of its VPC to nobody", () => {
    const scope = new StackScope("s");
    const site = awsSite(scope);
    const inside = new Gateway(scope, "inside", {
      site,
      external: site.subnet("10.1.12.0/24"),
      internal: site.subnet("10.1.11.0/24"),
    });
    const outside = new Gateway(scope, "outside", {
      existing: { address: "192.0.2.1", user: "lab" },
      external: { address: "203.0.113.1/24" },
      internal: { address: "10.2.0.1/24" },
    });
    expect(natPath(inside, outside)?.a.connected).toBe(false);
  });
});
