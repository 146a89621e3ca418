// What the example promises, without an engine and without a cloud.
import { synthModule, type SynthResult } from "pulumi-vsrx/testing";

describe("the route-based VPN", () => {
  let devices: SynthResult["devices"];

  beforeAll(async () => {
    ({ devices } = await synthModule(() => import("./index.ts"), {
      project: "vsrx-route-based",
      config: { managementFrom: "198.51.100.0/24" },
    }));
  });

  it("lets the initiator dial the address that NAT shows, not the responder's own", () => {
    expect(devices.srx1).toHaveStatement("security ike gateway vpn1 address 172.16.21.1");
  });

  it("translates that address to the responder", () => {
    const own = /address (10\.1\.31\.\d+)\/24/.exec(devices.srx2?.set.join("\n") ?? "")?.[1];
    expect(devices.nat).toHaveStatement(
      `security nat static rule-set static rule srx2 then static-nat prefix ${own}/32`,
    );
  });

  it("identifies both ends by name, because translation hides an address", () => {
    expect(devices.srx1).toHaveStatement(
      'security ike gateway vpn1 local-identity user-at-hostname "branch_natt1@example.net"',
    );
    expect(devices.srx2).toHaveStatement(
      'security ike gateway vpn1 remote-identity user-at-hostname "branch_natt1@example.net"',
    );
  });

  it("begins at one end", () => {
    expect(devices.srx1).toHaveStatement("security ipsec vpn vpn1 establish-tunnels immediately");
    expect(devices.srx2).toHaveStatement("security ipsec vpn vpn1 establish-tunnels on-traffic");
  });

  it("permits nothing between the protected network and the outside but the tunnel", () => {
    expect(devices.srx1).not.toHaveStatement("security policies from-zone trust to-zone untrust");
    expect(devices.srx1).not.toHaveStatement("security policies default-policy permit-all");
  });
});
