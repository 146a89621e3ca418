// What a device's properties may be, beside what their types say.

import { EXISTING_DEVICE, PORT, PROXY_COMMAND } from "../../lib/topology/device-shape";

const rules = (flaws: readonly { readonly rule: string; readonly where: string }[]) =>
  flaws.map(({ rule, where }) => `${rule} ${where}`);

describe("how to reach a device", () => {
  const told = (more: object) =>
    rules(EXISTING_DEVICE({ address: "192.0.2.1", user: "lab", ...more }, "existing"));

  test.each(["a", "rack1_unit-2.west", "0"])("its deviceId may be %s", (deviceId) => {
    expect(told({ deviceId })).toEqual([]);
  });

  test.each(["", "-a", "_a", "a b", "a/b", "a\nb", "ä"])('its deviceId is not "%s"', (deviceId) => {
    expect(told({ deviceId })).toEqual(["property-value existing.deviceId"]);
  });

  test("is one way and not two", () => {
    const jump = { address: "192.0.2.9", user: "lab" };
    expect(told({ jump })).toEqual([]);
    expect(told({ proxyCommand: ["nc", "%h", "%p"] })).toEqual([]);
    expect(told({ jump, proxyCommand: ["nc"] })).toEqual(["property-type existing"]);
    expect(told({ jump: { address: "192.0.2.9" } })).toEqual([
      "property-missing existing.jump.user",
    ]);
  });

  test("has a port and a user that can be", () => {
    expect(told({ port: 65_535 })).toEqual([]);
    expect(told({ port: 0 })).toEqual(["property-value existing.port"]);
    expect(told({ user: "" })).toEqual(["property-value existing.user"]);
  });
});

describe("a program that carries the connection", () => {
  test.each([[["ssh", "-W", "%h:%p", "%r@bastion"]], [["a"]], [["100%%"]], [["two\nlines"]]])(
    "may be %j",
    (words) => {
      expect(PROXY_COMMAND(words, "proxyCommand")).toEqual([]);
    },
  );

  test.each([
    [["nc", "%x"], "property-value proxyCommand[1]"],
    [["nc", "%"], "property-value proxyCommand[1]"],
    [[""], "property-value proxyCommand[0]"],
    [[], "property-type proxyCommand"],
    ["nc %h %p", "property-type proxyCommand"],
  ])("is not %j", (words, flaw) => {
    expect(rules(PROXY_COMMAND(words, "proxyCommand"))).toEqual([flaw]);
  });
});

describe("an interface", () => {
  test("is a subnet, another's network, or what is said of it", () => {
    for (const port of [
      { cidr: "10.1.0.0/24", site: {} },
      { device: {}, network: {} },
      { interface: "ge-0/0/1", address: "10.1.0.1/24" },
    ])
      expect(PORT(port, "external")).toEqual([]);
  });

  test.each([
    [{ cidr: "10.1.0.0/24" }, "property-unknown external.cidr"],
    [{ interface: 1 }, "property-type external.interface"],
    ["ge-0/0/1", "property-type external"],
  ])("is not %j", (port, flaw) => {
    expect(rules(PORT(port, "external"))).toEqual([flaw]);
  });
});
