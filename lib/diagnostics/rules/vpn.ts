// Rules of VPNs: both ends of a tunnel, hubs and branches, and all tunnels of a stack together.
import { either, error, type Rule, warning } from "./rule";

export const VPN = {
  "aws-ipv6-protected": error(
    "AWS sites are IPv4 only in this library, so nothing routes an IPv6 network there.",
    "Leave the network out of protects, or use gateways that exist.",
  ),
  "branch-credentials": error("A branch proves who it is in one way.", "Remove presharedKey."),
  "branch-key-id": error(
    "Junos's dynamic statement has no key id to recognise a peer by.",
    "Give the branch a host name, a user at a host name, an address or a distinguished name.",
  ),
  "branch-networks-routing": error(
    "A hub tells all branches the same by BGP, and OSPF announces whole interfaces.",
    'Give the hub routing "selectors" or "static", or leave networks and reach of the branch out.',
  ),
  "branch-outside-group": error(
    "A hub with a group identity admits the identities of that group alone.",
    "Give the branch an identity of the group.",
  ),
  "branch-preference": error(
    "The preference becomes a number in BGP, which has room for few.",
    "Take a smaller number.",
  ),
  "branch-preference-selectors": error(
    "Routes that come from traffic selectors have no preference.",
    'Give the hub routing "static", "bgp" or "ospf", or leave preference out.',
  ),
  "branch-twice": error("A branch has one tunnel to a hub.", "Remove one connect()."),
  "dynamic-identity-twice": error(
    "Of a peer whose address nobody knows, the identity is all that tells it from others.",
    "Give each peer an identity of its own.",
  ),
  "branches-one-identity": error(
    "A hub knows its branches by nothing but their identities.",
    "Rename one of them.",
  ),
  "branches-overlap": error(
    "A hub has one route for each address.",
    "Renumber one of the networks.",
  ),
  "default-unknown-peer": error(
    "Where a tunnel takes the default route, each peer needs a route of its own outside, and so an address.",
    "Say which address the peer's NAT shows.",
  ),
  "distinguished-name-with-key": error(
    "Distinguished names come from certificates; a pre-shared key proves none.",
    "Take another kind of identity, or certificates.",
  ),
  "ends-one-gateway": error("A tunnel joins two gateways.", "Name another gateway for one end."),
  "ends-one-identity": error(
    "Each end recognises the other by its identity.",
    "Give each end its own.",
  ),
  "everything-untranslated": warning(
    "What a branch sends to the internet by way of headquarters has private addresses, and needs a policy out.",
    "Give the gateway at headquarters internet: {}.",
  ),
  "management-in-tunnel": warning(
    "Answers to those who manage a device by its address outside go where its default route leads.",
    "Give the gateway a route to them, or manage it by an internal address.",
  ),
  "external-interface": error(
    "IKE answers on the interface that is named; packets that come in by another are not taken.",
    "Leave externalInterface out.",
  ),
  "ike-gateway-shared": error(
    "Junos tells peers at one address from each other by nothing: several VPNs between the same interfaces use one IKE gateway.",
    "Give both VPNs the same key, suite, identities and settings.",
  ),
  "internet-twice": error(
    "A gateway has one way to the internet: its tunnel, or its own external interface.",
    "Leave internet out, or 0.0.0.0/0.",
  ),
  "hub-credentials": error(
    "A hub proves who it is in one way.",
    "Remove presharedKey or certificates.",
  ),
  "hub-duplicates": error(
    "Junos turns duplicate connections away only where peers share an identity.",
    "Leave duplicates out.",
  ),
  "hub-group-identity": error(
    "A group is recognised by the end of a name, or by parts of a distinguished name.",
    "Give the branches names in one domain.",
  ),
  "hub-group-interfaces": error(
    "Peers that the hub cannot tell apart before they have connected share a tunnel interface.",
    'Set tunnelInterfaces: "multipoint".',
  ),
  "hub-group-key": error(
    "With one key for a group, each peer could pass for any other; with IKEv2 Junos refuses it.",
    "Give certificates, or leave groupIdentity out.",
  ),
  "hub-main-mode": error(
    "IKEv1 main mode finds the pre-shared key by the peer's address, which a hub does not know.",
    "Use IKEv2, such as suites.modern.",
  ),
  "hub-multipoint-daemon": error(
    "AutoVPN with pre-shared keys needs the iked daemon.",
    "Leave tunnelInterfaces out, or use iked or certificates.",
  ),
  "hub-multipoint-ipv6": error(
    "A multipoint tunnel interface carries IPv4 only.",
    "Leave tunnelInterfaces out.",
  ),
  "hub-multipoint-selectors": error(
    "Traffic selectors need a tunnel interface for each branch.",
    "Leave one of the two out.",
  ),
  "hub-proposals": error(
    "A proposal is chosen before a peer has said who it is, so that hubs on one interface must want the same.",
    "Give both hubs the same ike.",
  ),
  "hub-reach": error(
    "Branches reach each other through the hub only where its reach contains their networks.",
    "Widen reach.",
  ),
  "hub-responder-only": error(
    "responder-only came with Junos 23.2R1, and older releases refuse the commit.",
    "Leave responderOnly out, or say the release.",
  ),
  "hub-routing-ipv6": error(
    "This library's routing protocols announce IPv4 networks.",
    "Leave routing out.",
  ),
  "identity-hidden": error(
    "NAT changes the address of packets, not the identity in them: the peer would compare two different addresses.",
    "Give the gateway a name as its identity.",
  ),
  "inner-families": error(
    "Nothing at the other end speaks the network's family.",
    "Add a network of the family, or leave this one out of protects.",
  ),
  "keepalive-range": error("Junos takes 1 to 300 seconds.", "Set natKeepaliveSeconds within it."),
  "keepalive-too-slow": error(
    "A NAT forgets a flow that is idle for too long, and with it the tunnel.",
    "Leave natKeepaliveSeconds out, or set it to 20.",
  ),
  "main-mode-unknown-peer": error(
    "IKEv1 main mode finds the pre-shared key by the peer's address.",
    "Use suites.modern, or say which address the NAT shows.",
  ),
  "nat-traversal-off": error(
    "Without NAT traversal, ESP does not pass a NAT.",
    "Remove no-nat-traversal.",
  ),
  "no-path": error(
    "Nothing connects the two ends.",
    "Put a NatDevice between their networks, or put both on one.",
  ),
  "no-preshared-key": error(
    "Without a key the ends cannot prove who they are.",
    'Set presharedKey: config.requireSecret("…").',
  ),
  "outer-families": error(
    "A tunnel's two outer addresses are of one family.",
    "Give one gateway an external address of the other's family.",
  ),
  "peer-address-twice": error(
    "IKE gateways on one external interface are told apart by their peers' addresses alone.",
    "Give the peers an address each, or let the VPNs share an IKE gateway.",
  ),
  "peer-in-tunnel": error(
    "IKE that enters the tunnel that it is to make never arrives.",
    "Give the gateway a next hop outside, as a default route.",
  ),
  "peer-unrouted": warning(
    "A device without a route to its peer's address sends nothing.",
    "Give it routes, unless the device has one already.",
  ),
  "instance-policy-based": error(
    "Traffic finds a policy-based VPN between zones of one routing instance, which here is the main one.",
    "Use a route-based VPN, or leave instance out.",
  ),
  "instance-hub": error(
    "A hub's tunnels stand in the main routing instance, and so have the networks behind them to.",
    "Use a RouteBasedVpn for networks in an instance.",
  ),
  "networks-two-instances": error(
    "A tunnel interface stands in one routing instance, and leads to networks of that one alone.",
    "Give each instance a VPN with networks of its own.",
  ),
  "zone-two-instances": error(
    "The interfaces of a security zone belong to one routing instance (Juniper, Security Zones).",
    "Give the interfaces of each instance zones of their own.",
  ),
  "network-two-tunnels": error(
    "A device shares traffic out among routes of one rank: what is for one partner would reach another one.",
    "Name one VPN as the other's backup (backupOf), or give them networks apart.",
  ),
  "peers-one-proxy-identity": error(
    "Route-based VPNs to one peer address are told apart by their proxy identities alone (Juniper, NAT-T topic).",
    "Give each VPN selectors of its own.",
  ),
  "policy-based-cluster-ipv6": error(
    "A chassis cluster has no policy-based VPNs with IPv6.",
    "Use RouteBasedVpn.",
  ),
  "policy-based-daemon": error(
    "The iked daemon has no policy-based VPNs.",
    "Use RouteBasedVpn, or another gateway.",
  ),
  "policy-based-everything": error(
    "Traffic that comes out of a policy-based VPN and leaves by the same zone matches no policy of it.",
    "Use RouteBasedVpn.",
  ),
  "policy-based-family": error(
    "Junos carries IPv4 in IPv4 and IPv6 in IPv6 into a policy-based VPN, never one in the other.",
    "Use RouteBasedVpn.",
  ),
  "policy-based-ikev2": error(
    "Policy-based VPNs negotiate with IKEv1 only.",
    "Leave ike out, or use RouteBasedVpn.",
  ),
  "policy-based-ipv6-model": warning(
    "Juniper states IPv6 in policy-based VPNs for few models.",
    "Try it on the device first, or use RouteBasedVpn.",
  ),
  "policy-based-translate": error(
    "Rules of static NAT for a tunnel stand at its interface, which a policy-based VPN has none of.",
    "Use RouteBasedVpn.",
  ),
  "preshared-key-change": error(
    "Of two keys the program says which one devices have.",
    'Give { current, next, inForce: "current" } or "next".',
  ),
  "preshared-key-length": error("Junos takes keys of 1 to 255 characters.", "Take a shorter key."),
  "protected-overlap": error(
    "An address on both sides of a tunnel cannot be routed into it.",
    "Renumber one network, or translate it before the tunnel.",
  ),
  "selector-families": error(
    "A traffic selector joins two networks of one family.",
    "Give each family a selector of its own.",
  ),
  "shared-preshared-key": warning(
    "A key that several branches know opens the door to all of them when one leaks it.",
    "Give each its own with connect(branch, { presharedKey }).",
  ),
  "statement-name-length": error(
    "Junos takes 32 characters for the names of IKE and IPsec objects.",
    "Rename the construct, or give names.",
  ),
  "translate-routing": error(
    "A branch's device announces the networks that it has, not those that its peer sees.",
    'Give the hub routing "selectors" or "static".',
  ),
  "translate-several": error(
    "Each network becomes one other of its size.",
    "Give a prefix for each network.",
  ),
  "translate-size": error(
    "Static NAT puts each address of one prefix for one of the other.",
    "Take a prefix of the same length.",
  ),
  "translate-taken": error(
    "Addresses that the gateway has already would mean two things.",
    "Choose a prefix that neither end uses.",
  ),
  "translate-uncarried": error(
    "Only what the VPN carries is translated in it.",
    "Name a network that the VPN carries.",
  ),
  "tunnel-address-twice": error(
    "The two ends of a link have two addresses.",
    "Change tunnelAddress at one end.",
  ),
  "tunnel-addresses-apart": error(
    "The two ends of a link are in one network.",
    "Change tunnelAddress at one end.",
  ),
  "tunnel-interfaces-exhausted": error(
    "Junos has 16000 tunnel interfaces; those above are its own.",
    "Spread the tunnels over several gateways.",
  ),
  "tunnel-network": error(
    "Tunnel interfaces of a hub are numbered from an IPv4 prefix.",
    "Leave tunnelNetwork out.",
  ),
  "tunnel-network-size": error("Each tunnel needs four addresses.", "Take a greater network."),
  "tunnel-unit": error(
    "Units of st0 go from 0 to 15999.",
    "Choose another tunnelUnit, or leave it out.",
  ),
  "tunnel-unit-twice": error(
    "Each VPN of a gateway has a tunnel interface of its own.",
    "Change one tunnelUnit, or leave it out.",
  ),
  "tunnels-per-address": either(
    "The SRX5400, SRX5600 and SRX5800 carry a thousand tunnels for one translated address (Juniper, NAT-T topic); other models may have another limit.",
    "Spread the gateways over several NAT addresses.",
  ),
  "zone-refuses-ike": error(
    "A zone lets in only the services that it names, and without ike no negotiation starts.",
    'Add "ike" to external.hostInbound.systemServices.',
  ),
} as const satisfies Readonly<Record<string, Rule>>;
