// protocols: BGP and OSPF.
import {
  asNumber,
  base,
  container,
  eitherOf,
  flag,
  integer,
  ipaddr,
  ipprefix,
  leaf,
  leafList,
  list,
  oneOf,
  presence,
  text,
  words,
  type Draft,
  type Drafts,
} from "./build";
import { bfdCore } from "./common";

const algebra = base("policy-algebra");
const area = base("areaid", "area");
const disable = eitherOf("enable-disable", { disable: flag("Turn it off.") });

const limit = (what: string): Draft =>
  container(what, {
    maximum: leaf("Most prefixes.", integer(1, 4294967295)),
    teardown: presence("End the session above it.", {
      "=limit-threshold": leaf("Warn at this share, in percent.", integer(1, 100)),
    }),
  });

const unicast = presence("Unicast routes.", {
  "prefix-limit": limit("Most prefixes received."),
  "accepted-prefix-limit": limit("Most prefixes accepted."),
  "rib-group": container("Tables that share them.", {
    "=ribgroup-name": leaf("The group.", text()),
  }),
  damping: flag("Hold back routes that change often."),
  loops: container("Own number in a path.", {
    "=loops": leaf("Times it may appear.", integer(1, 10, "int32")),
  }),
});

const bgpFamily = container(
  "Kinds of routes that are exchanged.",
  {
    inet: container("IPv4.", { unicast }),
    inet6: container("IPv6.", { unicast }),
    "inet-vpn": container("IPv4 of VPNs.", { unicast }),
    "inet6-vpn": container("IPv6 of VPNs.", { unicast }),
  },
  { joined: true },
);

const session: Drafts = {
  description: leaf("A note.", text(1, 255)),
  multihop: presence("The neighbour isn't on a link of this router.", {
    ttl: leaf("Most hops.", integer(1, 255, "uint8")),
    "no-nexthop-change": flag("Keep next hops."),
  }),
  "accept-remote-nexthop": flag("Accept next hops that are further away."),
  preference: leaf("Preference of what is learned.", integer()),
  "local-preference": leaf("Local preference of what is announced.", integer()),
  "local-address": leaf("This end's address.", ipaddr),
  "local-interface": leaf(
    "Interface, for link-local neighbours.",
    base("interface-name", "interface-name"),
  ),
  "hold-time": leaf("Time without a message until the session ends.", integer(0, 65535)),
  passive: flag("Wait for the neighbour to initiate."),
  "advertise-inactive": flag("Announce routes that lost to other protocols."),
  ...eitherOf("advertise-peer-as-choice", {
    "advertise-peer-as": flag("Announce back what came from the neighbour's AS."),
    "no-advertise-peer-as": flag("Don't."),
  }),
  keep: leaf("Which refused routes are kept.", words("all none")),
  "mtu-discovery": flag("Find the largest packet of the path."),
  "enforce-first-as": flag("Refuse paths that don't begin with the neighbour's AS."),
  "out-delay": leaf("Wait before announcing.", integer(0, 65535)),
  "log-updown": flag("Log when the session changes."),
  damping: flag("Hold back routes that change often."),
  import: leafList("Policies for what is learned.", algebra, { ordered: true }),
  "authentication-key": leaf("Key.", text(1, 126), { secret: true }),
  "authentication-key-chain": leaf("Chain of keys.", text(1, 128)),
  export: leafList("Policies for what is announced.", algebra, { ordered: true }),
  "remove-private": presence("Take private AS numbers out of paths.", {}),
  cluster: leaf("This router reflects routes, in this cluster.", area),
  "no-client-reflect": flag("Don't reflect between clients."),
  "peer-as": leaf("The neighbour's AS.", asNumber),
  "local-as": container("Another number for this router.", {
    "=as-number": leaf("The number.", asNumber),
    loops: leaf("Times it may appear in a path.", integer(1, 10, "int32")),
    private: flag("Hide it from others."),
    alias: flag("Use either number."),
    "no-prepend-global-as": flag("Don't add the main number."),
  }),
  "ipsec-sa": leaf("SA that protects the session.", text(1, 32)),
  "graceful-restart": presence("Keep forwarding while one end restarts.", {
    "restart-time": leaf("Time to be back, in seconds.", integer(1, 1800)),
  }),
  multipath: presence("Use several equal routes.", {
    "multiple-as": flag("Also from different ASes."),
  }),
  "tcp-mss": leaf("Largest TCP segment.", integer(1, 4096)),
  "bfd-liveness-detection": container("Find a dead neighbour within milliseconds.", {
    ...bfdCore,
    "session-mode": leaf(
      "Whether the neighbour is on the link.",
      words("automatic single-hop multihop"),
      { default: "automatic" },
    ),
    "holddown-interval": leaf("Wait before the session may come up.", integer(0, 255000), {
      units: "milliseconds",
    }),
  }),
};

const algorithms = words("md5 hmac-sha-1-96 aes-128-cmac-96 ao");

const neighbor = list("Neighbours.", base("ipaddr-scoped", "address"), {
  ...session,
  family: bgpFamily,
  "authentication-algorithm": leaf("How messages are authenticated.", algorithms),
  "as-override": flag("Put this router's AS in place of the neighbour's."),
});

/** BGP, for the main instance and others. */
export const bgp = container("BGP.", {
  ...disable,
  ...session,
  family: bgpFamily,
  "authentication-algorithm": leaf("How messages are authenticated.", algorithms, {
    default: "hmac-sha-1-96",
  }),
  group: list("Groups of neighbours.", text(), {
    type: leaf("Neighbours of this AS or of another.", words("internal external")),
    ...session,
    family: bgpFamily,
    "authentication-algorithm": leaf("How messages are authenticated.", algorithms),
    "as-override": flag("Put this router's AS in place of the neighbour's."),
    allow: leafList("Networks that neighbours may come from.", ipprefix, { ordered: true }),
    neighbor,
  }),
});

const timers: Drafts = {
  "retransmit-interval": leaf("Time until something is sent again.", integer(1, 65535)),
  "transit-delay": leaf("Time a packet takes on the link.", integer(1, 65535)),
  "hello-interval": leaf("Time between hellos.", integer(1, 255)),
  "dead-interval": leaf(
    "Time without hello until the neighbour counts as gone.",
    integer(1, 65535),
  ),
  mtu: leaf("Largest packet.", integer(128, 65535)),
  ...oneOf("auth", {
    authentication: container("Authentication.", {
      ...eitherOf("auth-type", {
        "simple-password": leaf("A password in clear.", base("unreadable"), { secret: true }),
        md5: list("MD5 keys by number.", integer(0, 255), {
          key: leaf("Key.", base("unreadable"), { secret: true }),
          "start-time": leaf("When it begins.", base("time")),
        }),
      }),
    }),
  }),
  "demand-circuit": flag("Keep the link quiet."),
  "ipsec-sa": leaf("SA that protects it.", text(1, 32)),
};

const summaries: Drafts = eitherOf("summaries-choice", {
  summaries: flag("Send routes of other areas into it."),
  "no-summaries": flag("Don't."),
});

const ranges = list("Ranges that stand for routes.", ipprefix, {
  restrict: flag("Hide the routes."),
  exact: flag("Only when the range itself is a route."),
  "override-metric": leaf("Metric.", integer(1, 16777215)),
});

const nssaRanges = list("Ranges that stand for routes.", ipprefix, {
  restrict: flag("Hide the routes."),
  exact: flag("Only when the range itself is a route."),
  "override-metric": presence("Metric and its type.", {
    "=metric": leaf("Metric.", integer(1, 16777215)),
    "metric-type": leaf("Type.", integer(1, 2), { default: "1" }),
  }),
});

/** OSPF, for the main instance and others. */
export const ospf = container("OSPF.", {
  ...disable,
  area: list("Areas.", area, {
    ...oneOf(
      "stub-option",
      {
        stub: presence("An area without outside routes.", {
          "default-metric": leaf("Metric of the default route.", integer(1, 16777215)),
          ...summaries,
        }),
      },
      {
        nssa: presence("A stub area with outside routes of its own.", {
          "default-metric": leaf("Metric of the default route.", integer(1, 16777215)),
          ...summaries,
          "area-range": nssaRanges,
        }),
      },
    ),
    "area-range": ranges,
    "authentication-type": leaf("Authentication in the area.", words("none simple md5")),
    interface: list("Interfaces.", base("ipv4addr-or-interface", "interface-name"), {
      ...disable,
      "interface-type": leaf("Kind of link.", words("nbma p2mp p2p p2mp-over-lan")),
      passive: presence("Announce the network, have no neighbours.", {}),
      metric: leaf("Cost.", integer(1, 65535, "uint16")),
      priority: leaf("Priority to become designated router.", integer(0, 255)),
      ...timers,
      "bfd-liveness-detection": container("Find a dead neighbour within milliseconds.", {
        ...bfdCore,
        "full-neighbors-only": flag("Only for full neighbours."),
      }),
      "dynamic-neighbors": flag("Learn neighbours."),
      neighbor: list("Neighbours on a link without broadcast.", base("ipaddr", "address"), {
        eligible: flag("It may become designated router."),
      }),
    }),
  }),
  "prefix-export-limit": leaf("Most outside routes.", integer(0, 4294967295)),
  overload: presence("Ask others to go around this router.", {
    timeout: leaf("For this long after start.", integer(60, 3600), { units: "seconds" }),
  }),
  "graceful-restart": container("Keep forwarding while a router restarts.", {
    ...disable,
    "restart-duration": leaf("Time for it.", integer(1, 3600), { units: "seconds" }),
    "helper-disable": presence("Don't help others.", {}),
  }),
  "domain-id": container("Domain of a VPN.", { "=domain-id": leaf("It.", text()) }),
  preference: leaf("Preference of routes inside.", integer()),
  "external-preference": leaf("Preference of outside routes.", integer()),
  export: leafList("Policies for what is announced.", algebra, { ordered: true }),
  import: leafList("Policies for what is learned.", algebra, { ordered: true }),
  "reference-bandwidth": leaf("Bandwidth that costs 1.", text()),
  "spf-delay": leaf("Wait before computing.", integer(50, 8000), { units: "milliseconds" }),
});

export const protocols = container("Routing protocols.", { bgp, ospf });
