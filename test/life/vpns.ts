// What becomes of VPNs, hubs, branches and translations when their program changes.
import type { Thing } from "./row";

const NONE = "none";
const AGAIN = "that tunnel, while IKE negotiates again";
/** What a change of the VPN is to Pulumi. */
const BOTH_ENDS = [
  "update Configuration life-berlin",
  "update Configuration life-bern",
  "update Tunnel life-vpn1",
];

const KEY = 'presharedKey: pulumi.secret("a-key-of-two-sites"),';
const CHANGE =
  '{ current: pulumi.secret("a-key-of-two-sites"), next: pulumi.secret("another-key-of-two")';

const VPN: Thing = {
  title: "VPN",
  rows: [
    {
      change: "gets another name",
      outcome: "in place",
      what: "its statements get the new name in one commit at each end; the tunnel is another resource, verified anew",
      outage: AGAIN,
      lab: {
        edits: [['"vpn1", {', '"vpn2", {']],
        changes: [
          "create Tunnel life-vpn2",
          "delete Tunnel life-vpn1",
          "update Configuration life-berlin",
          "update Configuration life-bern",
        ],
      },
    },
    {
      change: "gets another name, with `aliases` and `names`",
      outcome: "in place",
      what: "the resource stays, and `names` keeps the statements",
      outage: NONE,
    },
    {
      change: "another one comes, before or after it in sort order",
      outcome: "added",
      what: "one commit at each of its ends adds it; nobody's st0 unit moves",
      outage: NONE,
    },
    {
      change: "is removed",
      outcome: "removed",
      what: "one commit at each end",
      outage: "that tunnel",
    },
    {
      change: "is protected and leaves the program",
      outcome: "refused",
      what: "the preview and `up` name the tunnel before a device is asked for anything, and before anything is written into the state; its devices' configurations refuse to lose it too. One that only has another name needs its former one in `aliases`. To remove it, take `protect` away, `up`, and take it out then. `destroy` refuses as a whole, as Pulumi does with everything protected",
      outage: NONE,
    },
    {
      change: "`presharedKey`: `{ current, next }` in place of the current one",
      outcome: "nothing",
      what: "devices keep the key that they have; the next one is judged, and waits in the program",
      outage: NONE,
      lab: { edits: [[KEY, `presharedKey: ${CHANGE} },`]], changes: [], keepsTraffic: true },
    },
    {
      change: '`presharedKey`: another one, or `inForce: "next"`',
      outcome: "in place",
      what: "one commit at each end, both within seconds; a policy of Junos has one key, so both ends have to be committed before IKE next authenticates, an SA's lifetime at the most where it does so at every rekeying. A wrong key at an end that somebody else runs shows only then: `clear security ike security-associations` tries it at a time of your own",
      outage:
        "none: the key proves who a peer is while an IKE SA is made (RFC 7296, 2.15), those that are there stay (assumed: so strongSwan does; what Junos does at the commit was not found); a negotiation between the two commits fails and is tried again",
      lab: {
        edits: [[KEY, `presharedKey: ${CHANGE}, inForce: "next" },`]],
        changes: BOTH_ENDS,
        keepsTraffic: true,
        negotiatesAgain: true,
      },
    },
    {
      change: "`ike`: another suite",
      outcome: "in place",
      what: "one commit at each end; Junos deletes the SAs when a proposal changes (Juniper CLI Reference, proposal (Security IKE))",
      outage: AGAIN,
      lab: {
        edits: [
          ["RouteBasedVpn, VpnStack", "RouteBasedVpn, suites, VpnStack"],
          ["presharedKey:", "ike: suites.modernV1,\n    presharedKey:"],
        ],
        changes: BOTH_ENDS,
      },
    },
    {
      change: "an identity",
      outcome: "in place",
      what: "one commit at each end; an SA is between two identities (RFC 7296, 2.15), so another identity needs another SA (assumed: the lab ends the old one at the commit)",
      outage: AGAIN,
      lab: { edits: [['"bern.example.net"', '"basel.example.net"']], changes: BOTH_ENDS },
    },
    {
      change: "`applications`, `zone`, names of policies and books",
      outcome: "in place",
      what: "one commit at each end; policies of two VPNs never become one",
      outage: "flows that the new policy doesn't permit",
    },
    {
      change: "`tunnelAddress`, `tunnelUnit`",
      outcome: "in place",
      what: "one commit at each end",
      outage: AGAIN,
    },
    {
      change: "another one leads the same network into another tunnel",
      outcome: "refused",
      what: "traffic for one peer could go to the other: name one as the other's backup (`backupOf`), or give them networks apart",
      outage: NONE,
    },
  ],
};

const HUB: Thing = {
  title: "Hub and branch",
  rows: [
    {
      change: "a branch comes, before or after others in sort order",
      outcome: "added",
      what: "the hub is committed once; no other branch's unit, tunnel network or AS number moves",
      outage: NONE,
    },
    {
      change: "a branch is removed",
      outcome: "removed",
      what: "one commit at the hub, one at the branch if it stays",
      outage: "that branch",
    },
    {
      change: "a branch gets another name",
      outcome: "replaced",
      what: "as a gateway with another name; at the hub its identity, names and policies change in one commit",
      outage: "that branch",
    },
    {
      change: "a branch's own `presharedKey`",
      outcome: "in place",
      what: "one commit at each end",
      outage:
        "none, as with a VPN's key, and on no other branch (0 pings lost in the lab, ten a second)",
    },
    {
      change: "the key that all share",
      outcome: "in place",
      what: "one commit at the hub and at each branch",
      outage: "each branch, as with a VPN's key",
    },
    {
      change: "`routing`, `tunnelInterfaces`",
      outcome: "in place",
      what: "one commit at each device",
      outage: "all branches, while IKE negotiates again",
    },
  ],
};

const NAT: Thing = {
  title: "NAT rule",
  rows: [
    {
      change: "comes, changes or goes",
      outcome: "in place",
      what: "one commit on the NAT device, and one where a peer's address follows from it; the tunnel is verified again",
      outage: "tunnels through it, where the address changes",
    },
  ],
};

const NETWORK: Thing = {
  title: "Protected network",
  rows: [
    {
      change: "comes or goes",
      outcome: "in place",
      what: "one commit at each end of its VPNs; in AWS a route in each table, and rules",
      outage: NONE,
      lab: {
        edits: [
          [
            "internal: leftLan,",
            'internal: leftLan,\n    protects: ["10.1.2.0/24", "192.168.50.0/24"],',
          ],
        ],
        changes: [
          "update Configuration life-berlin",
          "update Configuration life-bern",
          "update Tunnel life-vpn1",
          "create Route life-right-10-2-2-0-to-192-168-50-0-24",
        ],
        keepsTraffic: true,
      },
    },
  ],
};

export const VPNS: readonly Thing[] = [VPN, HUB, NAT, NETWORK];
