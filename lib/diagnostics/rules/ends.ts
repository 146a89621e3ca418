// Rules of the two ends of a tunnel: what one says against what the other says, whoever said it.
import { either, error, type Rule, warning } from "./rule";

const BY_HAND = "Let the VPN say it, which writes both ends, in place of an override at one.";

export const ENDS = {
  "end-statement-missing": error(
    "A tunnel rests on a gateway and a VPN statement at each end.",
    "Take the override that deletes or deactivates it away.",
  ),
  "ends-address": warning(
    "An end that dials another address than the one its peer shows finds somebody else, or nobody.",
    "Take the override away, or say with the peer's nat which address it shows.",
  ),
  "ends-disabled": warning(
    "No packet passes an interface that is switched off.",
    "Take the statement disable away.",
  ),
  "ends-identity": error(
    "An end admits only a peer that presents the identity it expects; without a statement both go by addresses, which NAT hides.",
    BY_HAND,
  ),
  "ends-ike-proposal": error("IKE needs a proposal that both ends have.", BY_HAND),
  "ends-ipsec-proposal": error("IPsec needs a proposal that both ends have.", BY_HAND),
  "ends-key": either("Both ends prove themselves by one key.", BY_HAND),
  "ends-mode": error("Main and aggressive mode do not understand each other.", BY_HAND),
  "ends-pfs": error(
    "Ends with different groups for new keys agree on none: IKEv1 at once, IKEv2 at the first new key.",
    BY_HAND,
  ),
  "ends-responders": error("Two ends that only answer wait for each other.", BY_HAND),
  "ends-selectors": either(
    "What one end calls local the other must call remote; IKEv2 narrows selectors to what both hold.",
    BY_HAND,
  ),
  "ends-unreachable": error(
    "One end has to initiate, and needs an address under which the other is found.",
    "Give one end the other's address, as the NAT in front of it shows it.",
  ),
  "ends-version": error("IKEv1 and IKEv2 do not understand each other.", BY_HAND),
  "identity-address": warning(
    "An identity that is somebody else's address misleads whoever reads it, and may be another peer's.",
    "Take a name, or an address of the gateway.",
  ),
  "identity-text": error(
    "Blanks, quotes and letters outside ASCII are compared differently by different devices.",
    "Take a name in ASCII.",
  ),
  "preshared-key-text": error(
    "Two devices must read the same key: blanks at its ends get lost, letters outside ASCII have several forms, and Junos takes $9$ for its own obscured form.",
    "Take another key, or give its bytes as { hex }.",
  ),
  "network-unprotected": error(
    "A VPN carries what its gateways protect, or parts of it.",
    "Change networks, or add the network to the gateway's protects.",
  ),
  "preshared-key-type": error("A key is a text.", "Give the key as text, or as { hex }."),
  "protects-nothing": error(
    "A tunnel carries what its two gateways protect.",
    "Leave protects out, or name the networks.",
  ),
  "ends-on-traffic": warning(
    "Two ends that wait for traffic are down until somebody sends.",
    'Take the override at one end away, or say establish: "on-traffic" with the VPN.',
  ),
  "fragmentation-off": warning(
    "Behind two NATs pieces of IP get lost, so IKE cuts its long messages itself.",
    "Take the statement that switches it off away.",
  ),
  "probe-target": error(
    "What the tunnel does not lead to proves nothing about it.",
    "Let verify.probe ping an address in a network of the far end.",
  ),
  "tunnel-overhead": warning(
    "Encryption adds to every packet: longer ones are cut, or lost where nobody may cut them.",
    "Leave tcpMss and the tunnel interface's mtu out, or make them shorter.",
  ),
  "selector-reversed": error(
    "Selectors are written as the initiator sees them.",
    "Change local and remote about.",
  ),
  "selector-unprotected": error(
    "Policies, address books and routes follow what the VPN carries.",
    "Change the selector, or add the networks to protects.",
  ),
  "source-nat-in-tunnel": either(
    "The peer of a policy-based VPN knows the true addresses only; elsewhere a translation may be meant.",
    "Put a rule with source-nat off ahead of it.",
  ),
  "static-nat-in-tunnel": warning(
    "Junos carries out static NAT before it looks for routes and policies, which then meet the real address.",
    "Give the VPN's end translateAs in place of a rule of your own.",
  ),
  "suite-version": error(
    "Without a version statement Junos speaks IKEv1, whatever the suite is for.",
    'Leave "version" out of without, or take an IKEv1 suite.',
  ),
  "tunnel-address": error(
    "A tunnel interface has an address of a host, with its network's length.",
    "Write an address such as 10.1.100.1/30.",
  ),
  "tunnel-address-alone": warning(
    "Nothing answers at the far end of a tunnel whose other interface has no address.",
    "Give both ends a tunnelAddress, or none.",
  ),
  "tunnel-lengths": error(
    "Two interfaces on one network have one length.",
    "Change tunnelAddress at one end.",
  ),
  "tunnel-policy": warning(
    "Without a policy for each direction the tunnel comes up and carries nothing.",
    "Take the override that changes the policy away, or add one with config.",
  ),
  "tunnel-policy-addresses": warning(
    "A policy lets through what its addresses match, and any-ipv4 and any-ipv6 match one family alone.",
    "Take the override that changes the policy away, or let it match the VPN's networks.",
  ),
  "tunnel-route": warning(
    "Without a route the far networks' traffic goes elsewhere.",
    "Take the override that deletes the route away.",
  ),
  "tunnel-traffic-discarded": warning(
    "The narrowest route wins: what discard or reject takes never reaches the tunnel.",
    "Take the route away, or leave its addresses out of what the VPN carries.",
  ),
  "tunnel-zone": warning(
    "In a zone with other interfaces, what policies permit there may leave in clear while the tunnel is down.",
    "Leave zone out.",
  ),
  "two-ways-to-peer": warning(
    "With two next hops IKE may leave by an interface that is not the external one.",
    "Leave one next hop, or add a route to the peer alone.",
  ),
  "unselected-network": warning(
    "What no selector holds finds no way through the tunnel.",
    "Add a selector, or leave selectors out.",
  ),
} as const satisfies Readonly<Record<string, Rule>>;
