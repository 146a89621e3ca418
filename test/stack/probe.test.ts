// A host that pings for a program: the tunnel's resource gets it with its secrets marked.
import { Gateway, PolicyBasedVpn, suites, VpnStack } from "../../lib";
import { recorded } from "./mocks";

const registered = recorded();

test("comes with its connection and target, and its password is a secret", async () => {
  const stack = new VpnStack("s", (scope) => {
    const device = (id: string, number: number): Gateway =>
      new Gateway(scope, id, {
        existing: { user: "net", address: `192.0.2.${number}` },
        external: { interface: "ge-0/0/0", address: `198.51.100.${number}/24` },
        internal: { interface: "ge-0/0/1", address: `10.1.${number}.1/24` },
      });
    new PolicyBasedVpn(scope, "vpn", {
      initiator: { gateway: device("a", 1), identity: "a.example.net" },
      responder: { gateway: device("b", 2), identity: "b.example.net" },
      presharedKey: "key",
      ike: suites.modernV1,
      verify: {
        probe: {
          host: { address: "10.1.1.9", user: "probe", password: "word" },
          target: "10.1.2.9",
        },
      },
    });
  });
  await new Promise((resolve) => stack.endpoints.apply(resolve));
  const [tunnel] = registered.of("vsrx:index:Tunnel");
  // Mocks know secrets of whole properties alone.
  expect(tunnel?.inputs["probe"]).toEqual({
    "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
    value: {
      connection: { host: "10.1.1.9", user: "probe", password: "word" },
      target: "10.1.2.9",
    },
  });
});
