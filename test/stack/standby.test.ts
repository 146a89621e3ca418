// Which tunnels stand by for another one: what carries their traffic as long as it is up is told to whoever verifies them.
import {
  DynamicEndpointGateway,
  Gateway,
  RouteBasedVpn,
  type StackScope,
  VpnStack,
} from "../../lib";
import { recorded } from "./mocks";

const registered = recorded();

const gateway = (scope: StackScope, name: string, net: number): Gateway =>
  new Gateway(scope, name, {
    existing: { address: `192.0.2.${net}`, user: "net" },
    external: { interface: "ge-0/0/0", address: `203.0.113.${net}/24` },
    internal: { interface: "ge-0/0/1", address: `10.${net}.0.1/24` },
  });

async function standingBy(build: (scope: StackScope) => void): Promise<Record<string, unknown>> {
  const stack = new VpnStack("vpn", build);
  await new Promise((resolve) => stack.endpoints.apply(resolve));
  return Object.fromEntries(
    registered
      .of("vsrx:index:Tunnel")
      .map(({ inputs }): [string, unknown] => [
        String(inputs["name"]),
        (inputs["carries"] as { readonly isStandby?: boolean }).isStandby,
      ]),
  );
}

it("a VPN that is another one's backup", async () => {
  const tunnels = await standingBy((scope) => {
    const [office, east] = [gateway(scope, "office", 1), gateway(scope, "east", 2)];
    const west = new Gateway(scope, "west", {
      existing: { address: "192.0.2.3", user: "net" },
      external: { interface: "ge-0/0/0", address: "203.0.113.3/24" },
      internal: { interface: "ge-0/0/1", address: "10.2.0.2/24" },
    });
    const to = (id: string, peer: Gateway, backupOf?: RouteBasedVpn): RouteBasedVpn =>
      new RouteBasedVpn(scope, id, {
        initiator: { gateway: office, identity: "office@example.net" },
        responder: { gateway: peer, identity: `${id}@example.net` },
        presharedKey: id,
        ...(backupOf === undefined ? {} : { backupOf }),
      });
    to("second", west, to("first", east));
  });
  expect(tunnels).toEqual({ first: undefined, second: true });
});

it("a branch's way to a hub that another one is preferred to", async () => {
  const tunnels = await standingBy((scope) => {
    const branch = gateway(scope, "branch", 1);
    for (const [index, name] of ["near", "far"].entries())
      new DynamicEndpointGateway(scope, `${name}-hub`, {
        gateway: gateway(scope, name, index + 2),
        routing: "static",
      }).connect(branch, { presharedKey: name, preference: 10 * (index + 1) });
  });
  expect(tunnels).toEqual({ "near-hub-branch": undefined, "far-hub-branch": true });
});
