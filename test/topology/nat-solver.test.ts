// The path solver by plain data alone: no construct, no stack.
import { type MapDevice, NAT_KINDS, NatSolver, type Translation } from "../../lib/topology";

const network = (id: string) => ({ id, router: undefined });

const gateway = (id: string, address: string, more: Partial<MapDevice> = {}): MapDevice => ({
  id,
  networks: [network(`net-${id}`)],
  outer: { network: `net-${id}`, address },
  internet: undefined,
  isRouted: true,
  ...more,
});

/** A kind of NAT that no row has: open inward, with other ports, quick to forget. */
const odd: Translation = {
  kind: "odd",
  by: "an odd box",
  address: "203.0.113.9",
  inward: true,
  rewritesPorts: true,
  forgetsAfter: 7,
};

describe("the path solver", () => {
  it("takes a kind of NAT by what it does: a new one is a row and nothing else", () => {
    const solver = new NatSolver([
      gateway("a", "10.0.0.1", { internet: odd }),
      gateway("b", "198.51.100.1"),
    ]);
    expect(solver.path("a", "b")).toMatchObject({
      nat: true,
      idleSeconds: 7,
      a: { address: "203.0.113.9", hidden: true, reachable: true, portRewritten: true },
      b: { address: "198.51.100.1", hidden: false, reachable: true, portRewritten: false },
    });
  });

  it("applies the first rule of a NAT device that fits, and leads packets to its two sides", () => {
    const box: MapDevice = {
      ...gateway("box", "198.51.100.254"),
      networks: [network("net-a"), network("net-b")],
      nat: {
        inside: { network: "net-a", address: "10.0.0.254" },
        outside: { network: "net-b", address: "198.51.100.254" },
        rules: [
          { ...odd, applies: { to: "somebody else" } },
          { ...odd, applies: { from: ["10.0.0.0/24"] }, address: "198.51.100.254" },
          { ...odd, applies: { to: "a" }, address: "203.0.113.1" },
        ],
      },
    };
    const solver = new NatSolver([gateway("a", "10.0.0.1"), box, gateway("b", "198.51.100.1")]);
    const path = solver.path("a", "b");
    expect(path?.devices).toEqual(["box"]);
    expect(path?.a.crossings).toMatchObject([{ device: "box", rule: 1 }]);
    expect(path?.a.address).toBe("198.51.100.254");
    expect(path?.legs).toEqual([
      {
        ...{ network: "net-a", end: "b", address: "198.51.100.1", home: "net-b" },
        ...{ device: "box", side: "inside" },
      },
    ]);
    expect(path?.peers).toEqual([
      { device: "box", side: "outside", end: "b", address: "198.51.100.1" },
      { device: "box", side: "inside", end: "a", address: "10.0.0.1" },
    ]);
    expect(solver.addressIn("net-b", "a")).toBe("198.51.100.254");
  });

  it("says nothing of two that nothing connects", () => {
    const box: MapDevice = {
      ...gateway("box", "10.1.0.254"),
      networks: [network("net-a")],
      nat: {
        inside: { network: "net-a", address: "10.0.0.254" },
        outside: { network: "net-a", address: "10.0.0.253" },
        rules: [],
      },
    };
    const solver = new NatSolver([gateway("a", "10.0.0.1"), box, gateway("b", "198.51.100.1")]);
    expect(solver.path("a", "b")).toBeUndefined();
  });
});

test("what each kind does is what its sources say: RFC 2663 and 4787, the AWS user guide, Junos's flow defaults", () => {
  const facts = Object.entries(NAT_KINDS).map(([kind, row]) => [
    kind,
    row.inward ? "inward" : "outward only",
    row.rewritesPorts ? "other ports" : "same ports",
    row.forgetsAfter,
  ]);
  expect(facts).toEqual([
    ["translate", "inward", "same ports", undefined],
    ["hide", "outward only", "other ports", 60],
    ["elastic-ip", "inward", "same ports", undefined],
    ["nat-gateway", "outward only", "other ports", 350],
    ["static", "inward", "same ports", undefined],
    ["source", "outward only", "other ports", 30],
  ]);
});
