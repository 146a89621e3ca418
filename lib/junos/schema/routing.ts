// routing-options: static routes, the router's identity, and where routes are kept.
import {
  asNumber,
  base,
  container,
  eitherOf,
  flag,
  integer,
  interfaceName,
  ipaddr,
  ipprefix,
  ipv4addr,
  leaf,
  leafList,
  list,
  oneOf,
  presence,
  text,
  type Drafts,
} from "./build";
import { bfdCore } from "./common";

const nextHop = base("ipaddr-or-interface", "next-hop");

const number = (doc: string) =>
  presence(doc, {
    "=metric-value": leaf("The value.", integer()),
    type: leaf("Its type.", integer(1, 16)),
  });

const bfd = container("Find a dead next hop within milliseconds.", {
  ...bfdCore,
  neighbor: leaf("The other end's address.", ipaddr),
  "local-address": leaf("This end's address.", ipaddr),
});

/** What routes of several kinds have in common. */
const routeAttributes: Drafts = {
  ...eitherOf("retain-choice", {
    retain: flag("Keep it in the forwarding table when routing stops."),
    "no-retain": flag("Don't."),
  }),
  ...eitherOf("install-choice", {
    install: flag("Put it into the forwarding table."),
    "no-install": flag("Don't."),
  }),
  ...eitherOf("readvertise-choice", {
    readvertise: flag("Let routing protocols announce it."),
    "no-readvertise": flag("Don't."),
  }),
  ...eitherOf("resolve-choice", {
    resolve: flag("Let the next hop be found by other routes."),
    "no-resolve": flag("Don't."),
  }),
  ...eitherOf("passive_flag", {
    active: flag("Take it away when the next hop is unreachable."),
    passive: flag("Keep it as unreachable instead."),
  }),
  metric: number("Metric."),
  tag: number("Tag, for policies."),
  preference: number("Preference among protocols; lower wins."),
  community: leafList("BGP communities.", base("community", "community"), { ordered: true }),
};

/** Static routes. */
const staticRoutes = container("Static routes.", {
  defaults: container("What routes have that don't say otherwise.", routeAttributes),
  route: list("Destinations.", ipprefix, {
    ...oneOf(
      "next_hop",
      {
        "next-hop": leafList(
          "Next hops: addresses, or interfaces of point-to-point links such as st0.0.",
          nextHop,
          { ordered: true },
        ),
      },
      { reject: flag("Drop and say so.") },
      { discard: flag("Drop silently.") },
      { receive: flag("Deliver to the device itself.") },
      { "next-table": leaf("Look on in another table.", text()) },
    ),
    description: leaf("A note.", text()),
    "qualified-next-hop": list("Next hops with a preference or metric of their own.", nextHop, {
      preference: leaf("Preference.", integer()),
      metric: leaf("Metric.", integer()),
      interface: leaf("Interface it is reached by.", interfaceName),
      tag: leaf("Tag.", integer()),
      "bfd-liveness-detection": bfd,
    }),
    "bfd-liveness-detection": bfd,
    ...routeAttributes,
  }),
});

const generated = (what: string) =>
  container(what, {
    defaults: container("What routes have that don't say otherwise.", {
      metric: number("Metric."),
      preference: number("Preference."),
    }),
    route: list("Destinations.", ipprefix, {
      policy: leafList("Policies that choose contributing routes.", base("policy-algebra"), {
        ordered: true,
      }),
      metric: number("Metric."),
      tag: number("Tag."),
      preference: number("Preference."),
      community: leafList("BGP communities.", base("community", "community"), { ordered: true }),
      discard: flag("Drop what no contributing route takes."),
    }),
  });

/** Statements that the main instance and routing instances share. */
export const routingOptions: Drafts = {
  rib: list("Routing tables by name, such as inet6.0.", text(), { static: staticRoutes }),
  static: staticRoutes,
  aggregate: generated("Routes that stand for several others."),
  generate: generated("Routes that exist while others do."),
  "interface-routes": container("Routes of the device's own links.", {
    "rib-group": container("Copy them to other tables.", {
      inet: leaf("Group of tables for IPv4.", text()),
      inet6: leaf("Group of tables for IPv6.", text()),
    }),
  }),
  "router-id": leaf("The router's identity in routing protocols.", ipv4addr),
  "autonomous-system": container("The autonomous system's number.", {
    "=as-number": leaf("The number.", asNumber),
    loops: leaf("Times the own number may appear in a path.", integer(1, 10, "int32")),
  }),
  "maximum-prefixes": container("Most prefixes.", {
    "=limit": leaf("Most.", integer(1, 4294967295)),
    "log-interval": leaf("Least time between warnings.", integer(5, 86400), { units: "seconds" }),
    ...eitherOf("limit-type", {
      threshold: leaf("Warn at this share, in percent.", integer(1, 100)),
      "log-only": flag("Only warn."),
    }),
  }),
  "forwarding-table": container("What goes to the forwarding table, and how.", {
    export: leafList("Policies for what goes there.", base("policy-algebra"), { ordered: true }),
  }),
  "rib-groups": list("Groups of tables that share routes.", text(), {
    "import-rib": leafList("Tables; the first is where routes come from.", text(), {
      ordered: true,
    }),
    "export-rib": leaf("Table that routes are announced from.", text()),
    "import-policy": leafList("Policies for what is shared.", base("policy-algebra"), {
      ordered: true,
    }),
  }),
  "graceful-restart": presence("Keep forwarding while routing restarts.", {
    ...eitherOf("enable-disable", { disable: flag("Don't.") }),
    "restart-duration": leaf("Time for it, in seconds.", integer(120, 10000)),
  }),
  "instance-import": leafList("Policies for routes of other instances.", base("policy-algebra"), {
    ordered: true,
  }),
};

export const routing = container("Routes and where they are kept.", {
  ...routingOptions,
  "router-id": leaf("The router's identity in routing protocols.", ipv4addr),
});
