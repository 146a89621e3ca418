// Addresses for others' eyes.
import { fc } from "../random";
import { AddressScrambler, contains, isHost, networkOf } from "../../lib/net";

test("addresses of one network stay in one network of any length, and different ones stay different", () => {
  const octet = fc.integer({ min: 1, max: 254 });
  const length = fc.integer({ min: 8, max: 30 });
  fc.assert(
    fc.property(fc.tuple(octet, octet, octet), octet, octet, length, ([a, b, c], d, e, bits) => {
      const scrambler = new AddressScrambler();
      const [one, two] = [`${a}.${b}.${c}.${d}`, `${a}.${b}.${c}.${e}`];
      const net = networkOf(`${one}/${bits}`);
      const [newNet = "", newOne = "", newTwo = ""] = scrambler
        .text(`${net} ${one} ${two}`)
        .split(" ");
      expect(isHost(newOne)).toBe(true);
      expect(networkOf(newNet)).toBe(newNet);
      expect(contains(newNet, newOne)).toBe(contains(net, one));
      expect(contains(newNet, newTwo)).toBe(contains(net, two));
      expect(newOne === newTwo).toBe(one === two);
    }),
  );
});

test("what is private stays private, and what is public becomes another public one", () => {
  const octet = fc.integer({ min: 1, max: 254 });
  fc.assert(
    fc.property(octet, octet, octet, octet, (a, b, c, d) => {
      const address = `${a}.${b}.${c}.${d}`;
      const made = new AddressScrambler().text(address);
      for (const own of ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16"])
        expect(contains(own, made)).toBe(contains(own, address));
    }),
  );
});

test("an IPv6 host stays in its networks, and a link-local one link-local", () => {
  const [net, subnet, host, local] = new AddressScrambler()
    .text("2001:db8:77::/48 2001:db8:77:4000::/50 2001:db8:77:5::1 fe80::1")
    .split(" ");
  expect(contains(net ?? "", host ?? "")).toBe(true);
  expect(contains(net ?? "", subnet ?? "")).toBe(true);
  expect(contains(subnet ?? "", host ?? "")).toBe(false);
  expect(contains("fe80::/10", local ?? "")).toBe(true);
  expect(host).not.toContain(":77:");
});

test.each([
  "0.0.0.0",
  "255.255.255.0",
  "127.0.0.1",
  "::",
  "::1",
  "224.0.0.5",
  "01:21:33",
  "24.4R1.9",
])("%s is nobody's and stays", (text) => expect(new AddressScrambler().text(text)).toBe(text));
