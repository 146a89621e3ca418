// policy-options: which routes are taken, changed and announced.
import {
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
  matching,
  oneOf,
  presence,
  text,
  words,
  type Draft,
  type Drafts,
} from "./build";

const families = words(
  "inet inet-vpn inet6 inet6-vpn iso-vpn iso evpn inet-mvpn inet6-mvpn inet-mdt route-target traffic-engineering inet-srte inet6-srte",
);
const protocols = words(
  "aggregate bgp direct dvmrp isis esis l-isis l2circuit l2vpn local ospf ospf2 ospf3 l-ospf pim rip ripng static arp frr mpls ldp rsvp msdp route-target " +
    "access access-internal anchor bgp-static vpls evpn spring-te bgp-ls-epe express-segments rift l2-learned-host-routing srv6-isis ari-ts srv6",
);
const algebra = base("policy-algebra");

/** Kinds of a match, each with its own entry: a prefix may have several. */
const lengths = (what: string): Drafts => ({
  exact: flag(`${what} of exactly this length.`),
  longer: flag(`${what} longer than this.`),
  orlonger: flag(`${what} of this length or longer.`),
  upto: leaf(`${what} up to a length, as \`/24\`.`, text()),
  through: leaf(`${what} on the way to another one.`, text()),
  "prefix-length-range": leaf(`${what} of a range of lengths, as \`/16-/24\`.`, text()),
});

const adjust = (what: string, name: string): Draft =>
  container(
    what,
    eitherOf("metric_action", {
      [`=${name}`]: leaf("Set to.", integer()),
      add: leaf("Add.", integer()),
      subtract: leaf("Subtract.", integer()),
    }),
  );

const common: Drafts = {
  instance: leaf("Routing instance.", text()),
  family: leaf("Family of addresses.", families),
  protocol: leafList("Protocols.", protocols, { ordered: true }),
  rib: leaf("Routing table.", text()),
  neighbor: leafList("Neighbours.", ipaddr, { ordered: true }),
  "next-hop": leafList("Next hops.", ipaddr, { ordered: true }),
  interface: leafList("Interfaces.", base("ipaddr-or-interface"), { ordered: true }),
  area: leaf("OSPF area.", base("areaid", "area")),
  "as-path": leafList("Paths by name.", text(), { ordered: true }),
  community: leafList("Communities by name.", text(), { ordered: true }),
  metric: leaf("Metric.", integer()),
  tag: leafList("Tags.", integer(), { ordered: true }),
  preference: leaf("Preference.", integer()),
  "local-preference": leaf("Local preference.", integer()),
  policy: leafList("Other policies.", algebra, { ordered: true }),
};

const from = container("Routes it is about.", {
  ...common,
  origin: leaf("BGP origin.", words("igp egp incomplete")),
  level: leaf("IS-IS level.", integer()),
  state: leaf("Active routes, or those that aren't.", words("active inactive")),
  "route-filter": list("Routes by prefix.", ipprefix, lengths("Routes"), {
    key: "address",
    keyword: true,
  }),
  "source-address-filter": list("Sources by prefix.", ipprefix, lengths("Sources"), {
    key: "address",
    keyword: true,
  }),
  "prefix-list": list("Routes equal to one of a list.", text()),
  "prefix-list-filter": list(
    "Routes that a list matches.",
    text(),
    eitherOf("length", {
      exact: flag("Of exactly the length."),
      longer: flag("Longer."),
      orlonger: flag("Of the length or longer."),
    }),
    { key: "list_name", keyword: true },
  ),
  condition: leafList("Conditions that hold.", text(), { ordered: true }),
});

const to = container("Where they go.", common);

const then = container("What happens to them.", {
  metric: adjust("Metric.", "metric"),
  metric2: adjust("Second metric.", "metric2"),
  tag: adjust("Tag.", "tag"),
  preference: adjust("Preference.", "preference"),
  "local-preference": adjust("Local preference.", "local-preference"),
  origin: leaf("BGP origin.", words("igp egp incomplete")),
  community: list(
    "Change of communities.",
    words("equal-literal set plus-literal add minus-literal delete"),
    {
      "*community": list("Communities by name.", text(), {}, { key: "community-name" }),
    },
    { key: "choice-ident", folded: true },
  ),
  "as-path-prepend": leaf("Numbers to put before the path.", text()),
  "as-path-expand": container("Repeat a number in the path.", {
    "last-as": presence("The last one.", { count: leaf("Times.", integer(1, 32)) }),
  }),
  "next-hop": container(
    "Next hop.",
    eitherOf("nexthop_value", {
      self: flag("This router."),
      "peer-address": flag("The peer."),
      "=address": leaf("An address.", ipaddr),
      reject: flag("Drop and say so."),
      discard: flag("Drop silently."),
      "next-table": leaf("Look on in another table.", text()),
    }),
  ),
  "load-balance": container(
    "Several next hops.",
    eitherOf("load_balance_type", {
      "per-packet": flag("Use all of them, by flow despite the name."),
      "per-flow": flag("Use all of them, by flow."),
      "consistent-hash": flag("Keep flows in place when one goes."),
    }),
  ),
  external: presence("OSPF external routes.", { type: leaf("Type.", integer(1, 2, "int32")) }),
  "default-action": leaf("What happens when nothing else decides.", words("accept reject")),
  next: leaf("Go on with.", words("policy term")),
  trace: flag("Trace."),
  ...eitherOf("accept_reject", { accept: flag("Take it."), reject: flag("Don't.") }),
});

export const policyOptions = container("Routing policy.", {
  "prefix-list": list("Lists of prefixes.", text(), {
    "*prefix-list-item": list("A prefix.", base("ipprefix-only", "address-or-prefix")),
    "apply-path": leaf("Prefixes that other parts of the configuration name.", text()),
  }),
  "policy-statement": list("Policies.", text(), {
    term: list("Terms, first match first.", text(), { from, to, then }, { ordered: true }),
    from,
    to,
    then,
  }),
  community: list("Names for communities.", text(), {
    "invert-match": flag("Match routes without them."),
    members: leafList("Communities.", text(), { ordered: true }),
  }),
  "as-path": list("Names for paths.", text(), {
    "=path": leaf(
      "Regular expression of the path.",
      matching(/^[^;#~&<>/a-zA-Z]*$/, "digits and the signs of a regular expression, no letters"),
    ),
  }),
  condition: list(
    "Conditions.",
    text(),
    oneOf(
      "condition_type",
      { "route-active-on": leaf("On a node of a cluster.", words("node0 node1")) },
      {
        "if-route-exists": presence("While a route exists.", {
          "=address": leaf("The route.", ipprefix),
          table: leaf("Its table.", text()),
        }),
      },
    ),
  ),
});
