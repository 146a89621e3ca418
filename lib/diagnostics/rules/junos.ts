// Rules of the offline commit check: what Junos refuses, and what it accepts although it cannot work or is unsafe.
import { either, error, type Rule, warning } from "./rule";

const DEFINE = "Define it, or name one that is.";
const undefinedName = (what: string): Rule =>
  error(
    `A statement names ${what} that the configuration does not define, and Junos refuses the commit.`,
    DEFINE,
  );
const missing = (what: string, severity: Rule["severity"] = "error"): Rule => ({
  severity,
  why: `${what} lacks a part without which it means nothing.`,
  mend: "Add what the message names.",
});

export const JUNOS = {
  "address-and-set": error("A name in an address book stands for one thing.", "Rename one."),
  "address-twice": error("An address belongs to one interface.", "Give each interface its own."),
  "advpn-v1": error("Shortcuts between branches (ADVPN) need IKEv2.", "Set version v2-only."),
  "ah-encryption": error("AH authenticates and does not encrypt.", "Use protocol esp."),
  "anti-replay": error(
    "A replay window and no-anti-replay exclude each other.",
    "Keep the window.",
  ),
  "any-and-more": warning("`any` makes the other names superfluous.", "Keep one or the other."),
  "application-port": error(
    "Only TCP and UDP have ports.",
    "Take the port away, or name tcp or udp.",
  ),
  "backbone-stub": error("The OSPF backbone cannot be a stub area.", "Use another area."),
  "bind-family": error(
    "A tunnel interface without a family carries nothing.",
    "Give the unit family inet or inet6.",
  ),
  "bind-st0": error("A VPN is bound to a unit of st0 below 16000.", "Use an st0 unit."),
  "cannot-initiate": warning(
    "An end that does not know its peer's address cannot initiate.",
    "Use on-traffic here, and immediately at the peer.",
  ),
  "combined-cipher": error(
    "AES-GCM and ChaCha20-Poly1305 authenticate by themselves.",
    "Delete the authentication-algorithm.",
  ),
  "dhcp-and-address": error(
    "An interface has its address from DHCP or a fixed one.",
    "Keep one of them.",
  ),
  excluded: error(
    "Two statements exclude each other, and Junos refuses the commit.",
    "Keep one of them.",
  ),
  "external-facing": warning(
    "The route to the peer leaves by another interface, so IKE packets have the wrong address.",
    "Name the interface that faces the peer, or change the route.",
  ),
  "external-no-ike": warning(
    "A zone takes only the services that it names.",
    "Allow the system service ike.",
  ),
  "external-zone": warning(
    "An interface that is in no zone does not accept packets.",
    "Put it into a zone.",
  ),
  "fragmentation-v1": error(
    "IKE fragmentation is a part of IKEv2.",
    "Set version v2-only, or take it away.",
  ),
  "general-ikeid": error(
    "general-ikeid goes with a group of dynamic peers only.",
    "Do as the message says.",
  ),
  "global-attach": error("All zones see the global address book.", "Take attach away."),
  "global-tunnel": error(
    "A global policy cannot lead into a tunnel.",
    "Use a policy between two zones.",
  ),
  "hop-instance": warning(
    "A next hop in another routing instance is not reached.",
    "Use an interface of this instance.",
  ),
  "hop-interface": warning(
    "Behind an interface with many neighbours, Junos cannot tell which one is meant.",
    "Name the neighbour's address.",
  ),
  "hop-self": warning(
    "A route to the device's own address leads nowhere.",
    "Name the neighbour's address.",
  ),
  "hop-unreachable": warning(
    "A next hop outside every connected network is not reached.",
    "Name an address of a connected network.",
  ),
  "host-bits": either(
    "A network is named by its first address; elsewhere Junos refuses it or takes it for another.",
    "Write the network's first address.",
  ),
  "ike-version": error(
    "The feature belongs to the other version of IKE.",
    "Do as the message says.",
  ),
  "incomplete-address": missing("An address"),
  "incomplete-application": missing("An application"),
  "incomplete-filter": missing("A route filter"),
  "incomplete-gateway": missing("An IKE gateway"),
  "incomplete-ike-policy": missing("An IKE policy"),
  "incomplete-instance": missing("A routing instance"),
  "incomplete-ipsec-policy": missing("An IPsec policy"),
  "incomplete-nat-rule": missing("A NAT rule"),
  "incomplete-policy": missing("A security policy"),
  "incomplete-pool": missing("A pool"),
  "incomplete-proposal": missing("A proposal", "warning"),
  "incomplete-proxy-identity": missing("A proxy identity", "warning"),
  "incomplete-route": missing("A static route"),
  "incomplete-rule-set": missing("A NAT rule set"),
  "incomplete-selector": missing("A traffic selector", "warning"),
  "incomplete-tunnel": missing("A policy into a tunnel"),
  "incomplete-user": missing("A user"),
  "incomplete-vpn": missing("A VPN"),
  "instance-type": error(
    "The routing instance is of a type that does not fit here.",
    "Use one of the types named.",
  ),
  "known-community": warning(
    "A community that everyone tries first protects nothing.",
    "Use another, and name the clients.",
  ),
  "links-overlap": warning(
    "Networks that overlap make one of the two interfaces unreachable.",
    "Use networks that do not overlap.",
  ),
  "local-address": error(
    "IKE answers from an address of its external interface.",
    "Use one of that interface's addresses.",
  ),
  "main-mode-dynamic": error(
    "Main mode finds the pre-shared key by the peer's address.",
    "Use IKEv2, or aggressive mode.",
  ),
  "member-unit": error(
    "A member of a redundant interface has no units of its own.",
    "Move them to the redundant interface.",
  ),
  "monitor-group": error(
    "Many peers share the gateway, so that no single one can be monitored.",
    "Take destination-ip away.",
  ),
  name: error(
    "Junos restricts the letters and the length of names, and keeps some for itself.",
    "Rename it.",
  ),
  needed: error(
    "A statement needs another one beside it, and Junos refuses the commit.",
    "Add it.",
  ),
  "needs-iked": either(
    "The feature belongs to the iked daemon (package junos-ike).",
    "Install junos-ike, or do without.",
  ),
  "network-address": error(
    "A network's own and its broadcast address belong to no host.",
    "Use an address of a host.",
  ),
  "no-as": error(
    "BGP needs an autonomous system of its own.",
    "Set routing-options autonomous-system.",
  ),
  "no-credentials": error(
    "Without a key or a certificate the device cannot prove who it is.",
    "Set pre-shared-key ascii-text, or a local certificate.",
  ),
  "no-group-0": warning("Redundancy group 0 decides which routing engine is active.", "Set one."),
  "no-length": warning(
    "Without a length, Junos takes the address alone and does not know a neighbour.",
    "Write the length.",
  ),
  "no-peer-as": error(
    "An external BGP neighbour is in another autonomous system, which must be named.",
    "Set peer-as.",
  ),
  "no-priority": warning("Without priorities, the node that started first is primary.", "Set one."),
  "no-root-authentication": warning(
    "A device without root-authentication refuses every commit.",
    "Set a password's hash or a public key.",
  ),
  "pair-policy": error(
    "Two policies of a policy-based VPN name each other and one VPN.",
    "Set pair-policy there.",
  ),
  "peer-self": warning(
    "A peer with the device's own address is never reached.",
    "Name the peer's address.",
  ),
  "permit-all": warning(
    "Everything that no policy names passes.",
    "Write policies for what may pass.",
  ),
  "policy-based-iked": error(
    "A device that runs iked has no policy-based VPNs.",
    "Bind the VPN to an st0 unit.",
  ),
  "policy-based-v2": error(
    "A VPN without bind-interface negotiates with IKEv1 only.",
    "Bind it to an st0 unit, or use version v1-only.",
  ),
  "pool-overlap": error(
    "Two pools that share an address give it out twice.",
    "Use each address in one pool.",
  ),
  "preempt-0": error("Redundancy group 0 cannot preempt.", "Take it away."),
  "proposals-and-set": error("proposals and proposal-set exclude each other.", "Keep one of them."),
  "proxy-own": warning("The interface answers for its own address anyway.", "Leave it out."),
  "psk-and-certificate": error(
    "A policy proves who it is in one way.",
    "Keep the one that the proposals use.",
  ),
  "psk-and-seeded": error("A policy has one kind of key.", "Keep one of them."),
  "reject-duplicate": error(
    "Junos turns duplicates away only where peers share an identity.",
    "Add ike-user-type, or take it away.",
  ),
  release: error(
    "The statement came with a later release of Junos.",
    "Take it away, or say the release.",
  ),
  "remote-identity-dynamic": error(
    "The identity of a dynamic peer stands under dynamic.",
    "Put it there.",
  ),
  "reth-count": error(
    "A redundant interface exists only up to reth-count.",
    "Set a greater reth-count.",
  ),
  "reth-group": error("A redundant interface fails over in a group.", "Set redundancy-group."),
  "root-login": warning(
    "A root that may log in with a password is guessed at.",
    "Use deny-password or deny.",
  ),
  "route-self": warning(
    "A route for the device's own address changes nothing.",
    "Take the route away.",
  ),
  "same-identity": warning("The ends cannot tell each other apart.", "Give each end its own."),
  "selector-default": error(
    "0.0.0.0/0 would route the peer's own address into the tunnel.",
    "Name the networks behind the peer.",
  ),
  "selector-manual": error(
    "Traffic selectors are negotiated by IKE.",
    "Use ike in place of manual.",
  ),
  "selector-monitor": error(
    "Traffic selectors and vpn-monitor exclude each other.",
    "Use dead-peer-detection.",
  ),
  "selector-port": error(
    "A port needs a protocol, and a protocol a network.",
    "Add what is missing.",
  ),
  "selector-proxy": error(
    "Traffic selectors and a proxy identity say the same, and exclude each other.",
    "Keep the selectors.",
  ),
  "selector-terms": error(
    "A selector has networks of its own or terms.",
    "Put all networks into terms.",
  ),
  "selector-unbound": error(
    "Routes of traffic selectors lead into a tunnel interface.",
    "Bind the VPN to an st0 unit.",
  ),
  "set-loop": error("A set that contains itself never ends.", "Take the loop out."),
  "shared-ike-id": error(
    "Peers that share an identity are told apart by aaa or xauth.",
    "Add one of them, or use group-ike-id.",
  ),
  "st0-shared": error(
    "A point-to-point tunnel interface belongs to one VPN.",
    "Give each VPN its own unit, or make the unit multipoint.",
  ),
  "static-self": warning(
    "An address that is translated to itself is not translated.",
    "Use another outer address.",
  ),
  "static-size": error(
    "Static NAT is one to one, between networks of one size.",
    "Use networks of the same length.",
  ),
  text: error(
    "What the text says twice or in the wrong place Junos would merge away.",
    "Correct the text.",
  ),
  "too-many": error("Junos limits the number of entries.", "Take some away."),
  "tunnel-route-based": error(
    "Traffic enters a bound VPN by routes, not by policies.",
    "Permit without tunnel, or take the bind-interface away.",
  ),
  "tunnel-zone": warning(
    "No traffic passes an interface that is in no zone.",
    "Put it into a zone.",
  ),
  "two-books": error("A zone sees one address book of its own.", "Attach one book to a zone."),
  "two-instances": error("An interface belongs to one routing instance.", "Leave it in one."),
  "two-zones": error("An interface belongs to one zone.", "Leave it in one."),
  "uid-twice": error("Users are told apart by their uids.", "Use another number."),
  "unattached-book": warning(
    "An address book that no zone sees is used by no policy.",
    "Attach it to a zone.",
  ),
  "unchecked-statement": warning(
    "Junos's models have the statement, and no rule here judges it.",
    "Give it in raw to say that it is meant so.",
  ),
  "unknown-application": warning(
    "Names that begin with junos- are Junos's own: one that it lacks is refused at the commit.",
    "Name an application that Junos has, or define one under another name.",
  ),
  "undefined-access-profile": undefinedName("an access profile"),
  "undefined-address": undefinedName("an address"),
  "undefined-address-pool": undefinedName("an address pool"),
  "undefined-application": undefinedName("an application"),
  "undefined-as-path": undefinedName("an AS path"),
  "undefined-blocklist": undefinedName("a blocklist"),
  "undefined-ca": undefinedName("a certificate authority"),
  "undefined-class": undefinedName("a login class"),
  "undefined-client-list": undefinedName("a client list"),
  "undefined-community": undefinedName("a community"),
  "undefined-gateway": undefinedName("an IKE gateway"),
  "undefined-group": undefinedName("a group"),
  "undefined-ike-policy": undefinedName("an IKE policy"),
  "undefined-ike-proposal": undefinedName("an IKE proposal"),
  "undefined-instance": undefinedName("a routing instance"),
  "undefined-interface": either(
    "The interface isn't defined. Junos commits OSPF and routing instances that name one, so there it is a warning.",
    "Define it, or name one that is.",
  ),
  "undefined-ipsec-policy": undefinedName("an IPsec policy"),
  "undefined-ipsec-proposal": undefinedName("an IPsec proposal"),
  "undefined-pair-policy": undefinedName("a policy of the other direction"),
  "undefined-pool": undefinedName("a pool"),
  "undefined-prefix-list": undefinedName("a prefix list"),
  "undefined-routing-instance": undefinedName("a routing instance"),
  "undefined-routing-policy": undefinedName("a routing policy"),
  "undefined-sa": undefinedName("a security association"),
  "undefined-screen": undefinedName("a screen"),
  "undefined-vpn": undefinedName("a VPN"),
  "undefined-zone": undefinedName("a zone"),
  "unit-number": error("Without VLAN tagging an interface has unit 0 alone.", "Use unit 0."),
  "unknown-statement": warning(
    "No model of Junos has such a statement there.",
    "Correct the word, unless the device's own release has it.",
  ),
  "unread-statement": warning(
    "The statement can't be followed: it is kept word for word.",
    "Check it on the device.",
  ),
  "unreachable-policy": either(
    "Policies are tried in order: one behind another that takes all its traffic never matches. Where it leads into a VPN that is an error.",
    "Put what matches less ahead of what matches more.",
  ),
  "unused-vpn": warning(
    "Nothing enters a VPN that is bound to no interface and named by no policy.",
    "Bind it, or write policies into it.",
  ),
  "v2-group-psk": either(
    "With kmd and IKEv2 a group of peers cannot share a pre-shared key. Where the daemon isn't known it is a warning.",
    "Use iked, certificates, or a gateway for each peer.",
  ),
  value: error("The value is outside of what Junos takes.", "Use a value that the message allows."),
  "vlan-missing": error("An interface with vlan-tagging tells its units by VLAN.", "Set vlan-id."),
  "vlan-untagged": error("A VLAN needs an interface with vlan-tagging.", "Set vlan-tagging."),
  "vrf-target-auto": error(
    "vrf-target auto fits few types of routing instance.",
    "Name a community.",
  ),
  weak: warning(
    "The algorithm or mode can be broken, or will be (RFC 8247).",
    "Take a stronger one once every peer knows it.",
  ),
  "zone-and-global-book": error(
    "Address books in zones and books outside of zones exclude each other.",
    "Move the addresses into security address-book.",
  ),
  "zone-interface": error(
    "The interface belongs to the device itself and to no zone.",
    "Leave it out.",
  ),
} as const satisfies Readonly<Record<string, Rule>>;
