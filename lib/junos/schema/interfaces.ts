// interfaces: physical and logical, their addresses and their redundancy.
import {
  base,
  container,
  eitherOf,
  flag,
  integer,
  interfaceDevice,
  interfaceUnit,
  ipv4addr,
  ipv4prefix,
  ipv6addr,
  ipv6prefix,
  leaf,
  leafList,
  list,
  oneOf,
  presence,
  shaped,
  text,
  words,
  type Drafts,
} from "./build";

const filters: Drafts = {
  filter: container("Firewall filters.", {
    ...eitherOf("input_choice", {
      input: container("For what arrives.", { "=filter-name": leaf("The filter.", text()) }),
      "input-list": leafList("Several in turn, for what arrives.", text(), { ordered: true }),
    }),
    ...eitherOf("output_choice", {
      output: container("For what leaves.", { "=filter-name": leaf("The filter.", text()) }),
      "output-list": leafList("Several in turn, for what leaves.", text(), { ordered: true }),
    }),
  }),
  sampling: container("Samples for flow records.", {
    input: flag("Of what arrives."),
    output: flag("Of what leaves."),
  }),
};

const dhcpClient = presence("Ask a DHCP server for the address.", {
  "lease-time": leaf("Lease to ask for.", text(), { units: "seconds" }),
  "retransmission-attempt": leaf("Times to ask.", integer(0, 50000), { default: "4" }),
  "retransmission-interval": leaf("Time between questions.", integer(4, 64), {
    default: "4",
    units: "seconds",
  }),
  metric: leaf("Metric of the default route that is learned.", integer(0, 255), { default: "0" }),
  "server-address": leaf("The one server to ask.", ipv4addr),
  "update-server": flag("Pass what was learned to the device's own server."),
  "vendor-id": leaf("Vendor class to tell.", text(1, 60)),
  "force-discover": flag("Begin anew after an unanswered request."),
  "no-dns-install": presence("Don't use the name servers that are learned.", {}),
});

const vrrp = (inet: Drafts): Drafts => ({
  ...inet,
  priority: leaf("Priority; the highest becomes master.", integer(0, 255)),
  ...eitherOf("preempt_type", {
    preempt: presence("Take over from a lower priority.", {}),
    "no-preempt": flag("Don't."),
  }),
  ...eitherOf("accept_type", {
    "accept-data": flag("Answer at the shared address."),
    "no-accept-data": flag("Don't."),
  }),
});

const inet = presence("IPv4.", {
  dhcp: dhcpClient,
  mtu: leaf("Largest packet.", integer()),
  "no-redirects": flag("Don't send redirects."),
  primary: flag("Prefer this interface's address for what the device itself sends."),
  ...filters,
  address: list("Addresses with the length of their network.", ipv4prefix, {
    destination: leaf("The other end's address, on a point-to-point link.", ipv4addr),
    broadcast: leaf("Broadcast address.", ipv4addr),
    primary: flag("Prefer it on this interface."),
    preferred: flag("Prefer it within its network."),
    "master-only": flag("Only while this is the master."),
    arp: list("Fixed hardware addresses of neighbours.", ipv4addr, {
      ...eitherOf("mac_address_type", {
        mac: leaf("Hardware address.", base("mac-unicast", "mac")),
      }),
      publish: flag("Answer for it."),
    }),
    "vrrp-group": list(
      "Addresses shared with other routers.",
      integer(0, 255),
      vrrp({
        ...eitherOf("address", {
          "virtual-address": leafList("Shared addresses.", ipv4addr, { ordered: true }),
        }),
        ...eitherOf("advertisement_type", {
          "advertise-interval": leaf("Time between announcements.", integer(1, 255), {
            units: "seconds",
          }),
        }),
      }),
    ),
  }),
  "unnumbered-address": container("Borrow another interface's address.", {
    "=source": leaf("The interface.", interfaceUnit),
    "preferred-source-address": leaf("Which of its addresses.", text()),
  }),
  "negotiate-address": flag("Get the address from the other end."),
});

const inet6 = presence("IPv6.", {
  mtu: leaf("Largest packet.", integer()),
  "no-redirects": flag("Don't send redirects."),
  "dad-disable": flag("Don't look for doubles of an address."),
  ...filters,
  address: list("Addresses with the length of their network.", ipv6prefix, {
    destination: leaf("The other end's address, on a point-to-point link.", ipv6addr),
    "eui-64": flag("Complete it from the hardware address."),
    primary: flag("Prefer it on this interface."),
    preferred: flag("Prefer it within its network."),
    "master-only": flag("Only while this is the master."),
  }),
});

const vlans: Drafts = oneOf(
  "vlan_choice",
  { "vlan-id": leaf("VLAN.", text()) },
  { "vlan-id-range": leaf("Range of VLANs.", base("vlan-range")) },
  { "vlan-id-list": leafList("Several VLANs.", base("vlan-range")) },
  {
    "vlan-tags": presence("Two VLAN tags.", {
      outer: leaf("Outer tag.", text()),
      ...eitherOf("inner_choice", {
        inner: leaf("Inner tag.", text()),
        "inner-range": leaf("Range of inner tags.", text()),
      }),
    }),
  },
);

/** One side of proving who one is to a provider; the secret is the provider's. */
const proof = (own: Drafts, secret: string): Drafts => ({
  ...eitherOf("access-data", {
    "access-profile": leaf("Profile with the other end's secrets.", text(1, 63)),
    [secret]: leaf("Secret for every other end.", base("unreadable"), { secret: true }),
  }),
  "local-name": leaf("Name to tell.", text()),
  ...own,
  passive: flag("Prove oneself, and ask for no proof."),
});

const ppp: Drafts = {
  "ppp-options": container("How PPP is spoken.", {
    chap: presence("Prove who one is by a challenge.", proof({}, "default-chap-secret")),
    pap: presence(
      "Prove who one is by a password.",
      proof(
        { "local-password": leaf("Password to tell.", base("unreadable"), { secret: true }) },
        "default-password",
      ),
    ),
  }),
  "pppoe-options": container("PPP over Ethernet.", {
    "underlying-interface": leaf("The Ethernet interface beneath.", text()),
    "idle-timeout": leaf(
      "Time without traffic after which the session ends; 0: never.",
      integer(0, 4_294_967_295),
      {
        units: "seconds",
      },
    ),
    "access-concentrator": leaf("The provider's one to ask for.", text()),
    "service-name": leaf("Service to ask for.", text()),
    "auto-reconnect": leaf(
      "Time after which a lost session is begun again; 0: at once.",
      integer(0, 4_294_967_295),
      {
        units: "seconds",
      },
    ),
    ...eitherOf("pppoe-mode", {
      server: flag("Answer sessions."),
      client: flag("Begin the session."),
    }),
  }),
};

const unit = list("Logical interfaces.", shaped("unit-number"), {
  alias: leaf("Another name.", text()),
  ...eitherOf("enable-disable", { disable: flag("Take it down.") }),
  description: leaf("A note.", text()),
  encapsulation: leaf(
    "Encapsulation on the link.",
    words(
      "atm-nlpid atm-cisco-nlpid atm-snap atm-vc-mux atm-ccc-vc-mux atm-tcc-vc-mux atm-tcc-snap atm-ccc-cell-relay vlan-vci-ccc ether-over-atm-llc " +
        "ether-vpls-over-atm-llc ppp-over-ether-over-atm-llc ppp-over-ether atm-ppp-vc-mux atm-ppp-llc atm-mlppp-llc frame-relay-ppp frame-relay-ccc frame-relay " +
        "frame-relay-tcc frame-relay-ether-type frame-relay-ether-type-tcc ether-vpls-fr vlan-ccc ethernet-ccc vlan-vpls vlan-bridge ethernet-tcc dix ethernet " +
        "ethernet-vpls ethernet-bridge vlan vlan-tcc multilink-ppp multilink-frame-relay-end-to-end ppp-ccc",
    ),
  ),
  ...ppp,
  mtu: leaf("Largest packet.", integer()),
  ...eitherOf("pointedness", {
    "point-to-point": flag("One peer."),
    multipoint: flag("Several peers."),
  }),
  bandwidth: leaf("Bandwidth that is reported.", text()),
  ...eitherOf("traps-choice", {
    traps: flag("Report when it goes up or down."),
    "no-traps": flag("Don't."),
  }),
  "proxy-arp": presence(
    "Answer ARP for others.",
    eitherOf("proxyarp-options", {
      restricted: flag("For hosts elsewhere only."),
      unrestricted: flag("For all."),
    }),
  ),
  ...vlans,
  tunnel: container("A tunnel's ends.", {
    source: leaf("This end.", base("ipaddr", "address")),
    destination: leaf("The other end.", base("ipaddr", "address")),
    ttl: leaf("Hops that the tunnel's packets may take.", integer(1, 255)),
  }),
  family: container(
    "Protocols on it.",
    { inet, inet6, iso: presence("ISO, for IS-IS.", {}), mpls: presence("MPLS.", {}) },
    { joined: true },
  ),
});

const loops: Drafts = {
  ...eitherOf("loopback-choice", {
    loopback: flag("Send back what is sent."),
    "no-loopback": flag("Don't."),
  }),
  ...eitherOf("flow-control-choice", {
    "flow-control": flag("Slow down when asked."),
    "no-flow-control": flag("Don't."),
  }),
};

const negotiation: Drafts = eitherOf("auto_negotiation_option", {
  "auto-negotiation": presence("Negotiate speed and duplex.", {
    "remote-fault": leaf(
      "Fault to report.",
      words("local-interface-offline local-interface-online"),
    ),
  }),
  "no-auto-negotiation": flag("Don't."),
});

const lacp = (more: Drafts = {}) =>
  container("LACP, which finds links that don't work.", {
    ...eitherOf("mode", { active: flag("Begin it."), passive: flag("Answer it.") }),
    periodic: leaf("How often.", words("fast slow")),
    ...more,
  });

const fastNegotiation: Drafts = eitherOf("auto_negotiation_option", {
  "auto-negotiation": flag("Negotiate speed and duplex."),
  "no-auto-negotiation": flag("Don't."),
});

const parents: Drafts = {
  "redundant-parent": container("The redundant interface it is part of.", {
    "=parent": leaf("Name, such as reth0.", interfaceDevice),
  }),
  "802.3ad": container(
    "The aggregate it is part of.",
    { "=bundle": leaf("Name, such as ae0.", interfaceDevice) },
    { xml: "ieee-802.3ad" },
  ),
};

export const interfaces = container("Interfaces.", {
  "*interface": list(
    "Physical interfaces: ge, xe, reth, st0, lo0, fxp0, fab and so on.",
    shaped("interface"),
    {
      description: leaf("A note.", text()),
      ...eitherOf("enable-disable", { disable: flag("Take it down.") }),
      "fabric-options": container("The link between cluster nodes.", {
        "member-interfaces": list("Interfaces it consists of.", interfaceDevice),
      }),
      ...eitherOf("traps-choice", {
        traps: flag("Report when it goes up or down."),
        "no-traps": flag("Don't."),
      }),
      ...eitherOf("vlan_tag_mode", {
        "vlan-tagging": flag("Units are VLANs."),
        "stacked-vlan-tagging": flag("Units have two VLAN tags."),
        "flexible-vlan-tagging": flag("Units have one or two VLAN tags, or none."),
      }),
      "native-vlan-id": leaf("VLAN of packets without tag.", integer(0, 4094)),
      speed: leaf(
        "Speed.",
        words(
          "auto auto-10m-100m 10m 100m 1g 2.5g 5g 10g 25g 40g 50g 100g 200g 400g 800g oc3 oc12 oc48",
        ),
      ),
      mtu: leaf("Largest frame.", integer()),
      "hold-time": container("Wait before a change of the link counts.", {
        up: leaf("When it comes up.", integer(), { units: "milliseconds" }),
        down: leaf("When it goes down.", integer(), { units: "milliseconds" }),
      }),
      "link-mode": leaf("Duplex.", words("automatic half-duplex full-duplex")),
      encapsulation: leaf(
        "Encapsulation.",
        words(
          "ethernet fddi token-ring ppp ppp-ccc ppp-tcc ether-vpls-ppp frame-relay frame-relay-ccc frame-relay-tcc extended-frame-relay-ccc extended-frame-relay-tcc " +
            "flexible-frame-relay frame-relay-port-ccc frame-relay-ether-type frame-relay-ether-type-tcc extended-frame-relay-ether-type-tcc cisco-hdlc cisco-hdlc-ccc " +
            "cisco-hdlc-tcc vlan-ccc extended-vlan-ccc ethernet-ccc flexible-ethernet-services smds-dxi atm-pvc atm-ccc-cell-relay ethernet-over-atm ethernet-tcc " +
            "extended-vlan-tcc multilink-frame-relay-uni-nni satop cesopsn ima ethernet-vpls ethernet-bridge vlan-vpls vlan-vci-ccc extended-vlan-vpls " +
            "extended-vlan-bridge multilink-ppp generic-services",
        ),
      ),
      mac: leaf("Hardware address in place of its own.", base("mac-unicast", "mac")),
      "gratuitous-arp-reply": flag("Learn from unasked ARP replies."),
      "gigether-options": container("Gigabit Ethernet.", { ...loops, ...negotiation, ...parents }),
      "fastether-options": container("Fast Ethernet.", {
        ...loops,
        ...fastNegotiation,
        ...parents,
      }),
      "redundant-ether-options": container("An interface with links on both nodes of a cluster.", {
        "redundancy-group": leaf(
          "The group that decides which node's links are used.",
          integer(1, 128, "uint16"),
        ),
        "minimum-links": leaf("Links that must be up.", integer(1, 8, "uint16"), { default: "1" }),
        "link-speed": leaf("Speed of each link.", words("10m 100m 1g 10g 25g 40g 50g 100g 400g")),
        ...loops,
        lacp: lacp(),
      }),
      "aggregated-ether-options": container("Several links as one.", {
        "minimum-links": leaf("Links that must be up.", integer(undefined, undefined, "uint16")),
        "link-speed": leaf(
          "Speed of each link.",
          words("10m 100m 1g 2.5g 5g 8g 10g 25g 40g 50g 80g 100g 200g 400g 800g oc192 mixed"),
        ),
        ...loops,
        lacp: lacp({
          multiplier: leaf("Packets missed before a link counts as dead.", integer(3, 30)),
        }),
      }),
      unit,
    },
  ),
});
