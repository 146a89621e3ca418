// A device for tests: a configuration, a plane that reports what it is told, and no server.

import { ConfigTree } from "../../../lib/junos";
import { IdlePlane } from "../../../lab/junos/dataplane";
import { type DeviceView } from "../../../lab/junos/device-view";
import { type DeviceSpec } from "../../../lab/junos/spec";
import { TunnelLedger } from "../../../lab/junos/tunnel-ledger";

/** The configuration of the tests' device. */
export const CONFIGURATION = `
set system host-name srx1
set system services ssh
set system services netconf ssh
set system management-instance
set interfaces ge-0/0/0 unit 0 family inet address 10.1.12.10/24
set interfaces ge-0/0/1 unit 0 family inet address 10.1.11.10/24
set interfaces fxp0 unit 0 family inet dhcp
set interfaces st0 unit 0 family inet address 10.1.100.1/24
set routing-options static route 10.1.21.0/24 next-hop st0.0
set routing-options static route 0.0.0.0/0 next-hop 10.1.12.1
set security ike proposal p1 authentication-method pre-shared-keys
set security ike proposal p1 dh-group group14
set security ike policy pol1 mode main
set security ike policy pol1 proposals p1
set security ike policy pol1 pre-shared-key ascii-text "$9$LbKxVs2gJUDkgoz36CuOLx7-VY"
set security ike gateway gw1 ike-policy pol1
set security ike gateway gw1 address 172.16.21.1
set security ike gateway gw1 local-identity hostname srx1.example
set security ike gateway gw1 external-interface ge-0/0/0.0
set security ipsec policy ipol1 proposal-set standard
set security ipsec vpn vpn1 bind-interface st0.0
set security ipsec vpn vpn1 ike gateway gw1
set security ipsec vpn vpn1 ike ipsec-policy ipol1
set security ipsec vpn vpn1 establish-tunnels immediately
set security nat static rule-set nat from zone untrust
set security nat static rule-set nat rule to-srx2 match destination-address 172.16.21.1/32
set security nat static rule-set nat rule to-srx2 then static-nat prefix 10.1.31.10/32
set security zones security-zone untrust interfaces ge-0/0/0.0
set security zones security-zone trust interfaces ge-0/0/1.0
`;

/** What a device is told of itself that this process runs at its loopback, without interfaces unless a test gives some. */
export const bareSpec = (more: Partial<DeviceSpec> = {}): DeviceSpec => ({
  name: "srx1",
  model: "vSRX",
  release: "24.4R1.9",
  managementNetns: "",
  managementAddress: "127.0.0.1",
  dataNetns: "",
  interfaces: [],
  userData: "",
  stateDir: "",
  ...more,
});

/** A view of a device, with the plane behind it. */
export function testView(text = CONFIGURATION): { view: DeviceView; plane: IdlePlane } {
  const plane = new IdlePlane();
  const active = ConfigTree.fromSet(text);
  const before = ConfigTree.fromSet("set system host-name old");
  const view: DeviceView = {
    spec: {
      name: "srx1",
      model: "vSRX",
      release: "24.4R1.9",
      managementNetns: "srx1.mgmt",
      managementAddress: "10.1.0.10",
      dataNetns: "srx1",
      interfaces: ["ge-0/0/0", "ge-0/0/1"],
      dhcp: { fxp0: { address: "10.1.0.10/24", gateway: "10.1.0.1" } },
      userData: "",
      stateDir: "/nowhere",
    },
    hostName: "srx1",
    configuration: {
      active,
      effective: active.effective(),
      candidate: active,
      commits: [
        {
          serial: 2,
          time: Date.UTC(2026, 10, 23, 1, 21, 33),
          user: "lab",
          client: "netconf",
          log: "first tunnel",
        },
        { serial: 1, time: Date.UTC(2026, 10, 23, 1, 0, 0), user: "root", client: "other" },
      ],
      undoneAt: undefined,
      rollback: (number) => [active, before][number],
      rescue: () => undefined,
      saveRescue: () => undefined,
      deleteRescue: () => undefined,
    },
    plane,
    tunnels: new TunnelLedger(),
    bootTime: Date.UTC(2026, 10, 23, 1, 0, 0),
    forwardingReady: true,
    ikeReady: true,
    user: "lab",
    restart: () => undefined,
  };
  return { view, plane };
}

/** A tunnel that is up behind a NAT. */
export function bringUp(plane: IdlePlane): void {
  plane.reported = {
    ike: [
      {
        index: 6000001,
        gateway: "gw1",
        localAddress: "10.1.12.10",
        localPort: 4500,
        remoteAddress: "172.16.21.1",
        remotePort: 4500,
        localIdentity: "srx1.example",
        remoteIdentity: "srx2.example",
        role: "Initiator",
        state: "UP",
        mode: "Main",
        initiatorCookie: "b3a24bc00e963c51",
        responderCookie: "7bf96bbee4f3fa34",
        natDetected: true,
        authentication: "Pre-shared-keys",
        encryption: "aes-256-cbc",
        integrity: "hmac-sha256-128",
        dhGroup: "DH-group-14",
        lifetimeSeconds: 28800,
        ageSeconds: 100,
      },
    ],
    ipsec: [
      {
        index: 131073,
        vpn: "vpn1",
        gateway: "gw1",
        bindInterface: "st0.0",
        localAddress: "10.1.12.10",
        remoteAddress: "172.16.21.1",
        port: 4500,
        spiIn: "ac23df79",
        spiOut: "cbc9281a",
        protocol: "ESP",
        encryption: "aes-256-cbc",
        integrity: "hmac-sha-256-128",
        localSelector: "0.0.0.0/0",
        remoteSelector: "0.0.0.0/0",
        lifetimeSeconds: 3600,
        remainingSeconds: 2160,
        bytesIn: 6208,
        bytesOut: 920,
        packetsIn: 87,
        packetsOut: 5,
        state: "UP",
      },
    ],
    events: [
      {
        time: Date.UTC(2026, 10, 23, 2, 20, 11),
        vpn: "vpn1",
        gateway: "gw1",
        text: "IPSec SA negotiation successfully completed",
        count: 1,
      },
    ],
    nat: [{ kind: "static", ruleSet: "nat", rule: "to-srx2", hits: 29 }],
  };
}
