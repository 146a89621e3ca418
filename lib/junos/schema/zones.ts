// security zones and address books: which interfaces belong together, and names for addresses.
import {
  addressLabel,
  container,
  dotted,
  flag,
  integer,
  interfaceName,
  ipprefix,
  ipv4addr,
  leaf,
  leafList,
  list,
  name,
  note,
  oneOf,
  presence,
  text,
  words,
  type Drafts,
} from "./build";
import { hostInbound } from "./common";

const address = list("Names for addresses.", addressLabel, {
  description: leaf("A note.", note()),
  ...oneOf(
    "address-content",
    { "=ip-prefix": leaf("A network or one host's address.", ipprefix) },
    {
      "dns-name": list(
        "A name that the device looks up.",
        text(1, 253),
        {
          "ipv4-only": flag("Only its IPv4 addresses."),
          "ipv6-only": flag("Only its IPv6 addresses."),
          "dns-query-interval": leaf("Time between lookups.", integer(16, 86400), {
            default: "300",
          }),
        },
        { max: 1 },
      ),
    },
    {
      "wildcard-address": list(
        "Address and mask with holes, as `10.0.0.1/255.0.0.255`.",
        name(63),
        {},
        { max: 1 },
      ),
    },
    {
      "range-address": list(
        "First address of a range.",
        ipv4addr,
        {
          to: container("The range's end.", { "=range-high": leaf("Last address.", ipv4addr) }),
        },
        { max: 1 },
      ),
    },
    {
      "address-range": list(
        "First address of a range of either family.",
        ipprefix,
        {
          to: container("The range's end.", { "=range-high": leaf("Last address.", ipprefix) }),
        },
        { max: 1 },
      ),
    },
  ),
});

const addressSet = list("Names for several addresses together.", addressLabel, {
  description: leaf("A note.", note()),
  address: list("Addresses of the set.", addressLabel, {}, { max: 16384 }),
  "address-set": list("Sets inside the set.", addressLabel, {}, { max: 16384 }),
});

export const addressBook = list(
  "Books of address names; `global` is seen by all zones, others by the zones they are attached to.",
  text(),
  {
    description: leaf("A note.", note()),
    address,
    "address-set": addressSet,
    attach: container("Zones that see this book.", { zone: list("A zone.", name(63)) }),
  },
  { max: 4096 },
);

const interfaces = list("Logical interfaces of the zone.", interfaceName, {
  "host-inbound-traffic": hostInbound,
});

const zone: Drafts = {
  description: leaf("A note.", note()),
  "tcp-rst": flag("Answer TCP packets that belong to no session with a reset."),
  "address-book": container(
    "Address names for this zone alone; not together with books outside of zones.",
    { address, "address-set": addressSet },
  ),
  "white-list": leafList("Lists of sources that screens let pass.", text(), {
    ordered: true,
    max: 2,
  }),
  screen: leaf("Screen that examines what arrives.", text(1, 32)),
  "host-inbound-traffic": hostInbound,
  interfaces,
  "application-tracking": flag("Report applications seen."),
  "source-identity-log": flag("Log user names."),
  "advance-policy-based-routing-profile": container("Routing by application.", {
    "=profile": leaf("Profile.", name(63)),
  }),
  "enable-reverse-reroute": flag("Let return traffic change its way."),
  "unidirectional-session-refreshing": flag("Only one direction keeps a session alive."),
  "advanced-connection-tracking": container("Tracking of expected connections.", {
    timeout: leaf("Time.", integer()),
    mode: leaf(
      "What is tracked.",
      words("allow-any-host allow-target-host allow-target-host-port"),
    ),
    "track-all-policies-to-this-zone": flag("For all policies to this zone."),
  }),
};

export const zones = container("Security zones: policies speak of zones, not of interfaces.", {
  "functional-zone": presence("Zones with a special purpose.", {
    management: presence("Management interfaces in the forwarding plane.", {
      interfaces,
      screen: leaf("Screen that examines what arrives.", text(1, 64)),
      "host-inbound-traffic": hostInbound,
      description: leaf("A note.", note()),
    }),
  }),
  "security-zone": list("A zone.", dotted(1, 63), zone),
});
