// security nat: source, destination and static translation, address pools, and answering for addresses (proxy ARP).
import {
  base,
  container,
  eitherOf,
  flag,
  integer,
  interfaceName,
  ipprefix,
  ipv4prefix,
  ipv6addr,
  ipv6prefix,
  label,
  leaf,
  leafList,
  list,
  name,
  note,
  oneOf,
  presence,
  shaped,
  text,
  words,
  type Drafts,
} from "./build";
import { portRange, traceoptions } from "./common";

const port16 = (min?: number, max?: number): ReturnType<typeof integer> =>
  integer(min, max, "uint16");
const prefixes = shaped("address-or-prefix");
const description = leaf("A note.", note());
const onlyPrefix = base("ipprefix-only", "prefix");

const context = (which: string): Drafts =>
  eitherOf("from-context-choice", {
    "routing-instance": leafList(`Routing instances the traffic ${which}.`, text(), { max: 8 }),
    "routing-group": leafList(`Groups of routing instances the traffic ${which}.`, text(), {
      max: 8,
    }),
    zone: leafList(`Zones the traffic ${which}.`, text(), { max: 8 }),
    interface: leafList(`Logical interfaces the traffic ${which}.`, interfaceName, { max: 8 }),
  });

const from = container("Where the traffic comes from.", context("comes from"));
const to = container("Where the traffic goes to.", context("goes to"));
const direction = leaf("Direction, for stateless use.", words("input output"));

const alarm = (
  lowRaise: number,
  lowClear: number,
  high: number,
  width: "uint16" | "uint32" = "uint16",
): Drafts => ({
  "raise-threshold": leaf("Raise the alarm at this level.", integer(lowRaise, high, width)),
  "clear-threshold": leaf("Clear the alarm at this level.", integer(lowClear, high, width)),
});

const countAlarm = container("Alarm by number of sessions.", alarm(1, 1, 4294967295, "uint32"));

const named = {
  "source-address": leafList("Source networks.", prefixes, { ordered: true, max: 8 }),
  "source-address-name": leafList(
    "Source addresses by name, from the global address book.",
    text(),
    { ordered: true, max: 8 },
  ),
};

const traffic = {
  protocol: leafList("IP protocols, by name or number.", text(), { ordered: true, max: 4 }),
  application: leafList("Applications by name.", text(), { ordered: true }),
};

const persistent = presence("Keep a mapping for traffic that comes back later.", {
  permit: container(
    "Who may use the mapping.",
    eitherOf("persistent-nat-type-choice", {
      "any-remote-host": flag("Everyone."),
      "target-host": flag("Hosts that were sent to."),
      "target-host-port": flag("Hosts that were sent to, from the port that was sent to."),
    }),
  ),
  "block-ext-session": flag("Don't begin sessions from outside."),
  "address-mapping": flag("Map addresses, not ports."),
  "inactivity-timeout": leaf("Time a mapping outlives its last session.", port16(60, 7200)),
  "max-session-number": leaf("Most sessions of a mapping.", integer(8, 65536)),
});

const range = (low: number | undefined, high: number | undefined, drafts: Drafts = {}): Drafts => ({
  ...drafts,
  "=low": leaf("First port.", port16(low, high)),
  to: container("The range's end.", { "=high": leaf("Last port.", port16(low, high)) }),
});

const assignment = eitherOf("port-assign-choice", {
  "random-allocation": flag("Take ports at random."),
  "round-robin": flag("Take ports in turn."),
});

const sourcePool = list("Addresses that sources are translated to.", label(63), {
  description,
  "routing-instance": container("The routing instance the addresses belong to.", {
    "=ri-name": leaf("Its name.", label()),
  }),
  address: list(
    "Addresses or first addresses of ranges.",
    ipprefix,
    {
      to: container("The range's end.", { "=ipaddr": leaf("Last address.", ipprefix) }),
    },
    { max: 64 },
  ),
  "address-name": container("Addresses by name.", {
    "=pool-address-name": leaf("Name in the global address book.", name(63)),
  }),
  "host-address-base": container("Translate host by host, from this one on.", {
    "=ipaddr": leaf("The first original address.", ipprefix),
  }),
  port: container("Ports.", {
    ...oneOf(
      "port-choice",
      { "no-translation": flag("Keep ports.") },
      {
        range: container(
          "Take ports from a range.",
          range(1024, 65535, {
            ...assignment,
            "twin-port": container("Ports for protocols that need pairs.", range(63488, 65535)),
          }),
        ),
      },
      { automatic: container("Choose ports automatically.", assignment) },
    ),
    "port-overloading-factor": leaf("Sessions that may share a port.", port16(2, 32)),
    "preserve-parity": flag("Keep even ports even and odd ones odd."),
    "preserve-range": flag("Keep ports within the well-known or the other range."),
    "block-allocation": presence("Give each host a block of ports.", {
      "block-size": leaf("Ports in a block.", port16(1, 64512)),
      "maximum-blocks-per-host": leaf("Most blocks for a host.", port16(1, 512)),
      "active-block-timeout": leaf("Time until a new block is used.", integer()),
      "interim-logging-interval": leaf("Time between reports.", integer(1800, 86400)),
      "last-block-recycle-timeout": leaf(
        "Time until the last block is returned.",
        integer(120, 864000),
      ),
    }),
  }),
  "overflow-pool": container(
    "Where to take addresses when the pool is used up.",
    eitherOf("overflow-pool-choice", {
      "=pool-name": leaf("Another pool.", label(63)),
      interface: flag("The interface's own address."),
    }),
  ),
  "address-shared": flag("Share an address among hosts."),
  "address-pooling": container(
    "Whether a host keeps its address.",
    eitherOf("pooling-choice", {
      paired: flag("It keeps it."),
      "no-paired": flag("It may change."),
    }),
  ),
  "pool-utilization-alarm": container("Alarm by use, in percent.", alarm(50, 40, 100)),
  "ei-mapping-timeout": leaf("Time an endpoint-independent mapping lives.", integer(120, 86400), {
    units: "second",
  }),
  "mapping-timeout": leaf("Time a paired mapping lives.", integer(120, 86400), { units: "second" }),
  "limit-ports-per-host": leaf("Most ports of one host.", port16(2, 65535)),
});

const source = container("Translation of sources.", {
  "allow-distinct-port-pools": flag("Let pools differ in their ports."),
  pool: sourcePool,
  "address-persistent": flag("A host keeps its address for all its sessions."),
  "session-persistence-scan": flag("Keep sessions when the address pool changes."),
  "session-drop-hold-down": leaf(
    "Wait before sessions of a removed address are dropped.",
    port16(30, 28800),
  ),
  "pool-utilization-alarm": container("Alarm by use of all pools, in percent.", alarm(50, 40, 100)),
  "port-randomization": container(
    "Ports taken at random.",
    eitherOf("enable-disable", { disable: flag("Take them in order.") }),
  ),
  "port-round-robin": container(
    "Ports taken in turn.",
    eitherOf("enable-disable", { disable: flag("Don't.") }),
  ),
  "pool-default-port-range": container(
    "Ports of pools that name none.",
    range(undefined, undefined),
  ),
  "pool-default-twin-port-range": container(
    "Ports for protocols that need pairs.",
    range(63488, 65535),
  ),
  interface: container(
    "Translation to an interface's own address.",
    oneOf(
      "interface-choice",
      {
        "port-overloading": container("Sharing of ports.", { off: flag("Don't share ports.") }),
      },
      { "port-overloading-factor": leaf("Sessions that may share a port.", port16()) },
    ),
  ),
  "rule-set": list(
    "Rules for traffic between two places.",
    label(63),
    {
      description,
      from,
      to,
      rule: list(
        "Rules, first match first.",
        label(63),
        {
          description,
          match: container(
            "The traffic.",
            {
              ...named,
              "source-port": portRange("Source ports"),
              "destination-address": leafList("Destination networks.", prefixes, {
                ordered: true,
                max: 8,
              }),
              "destination-address-name": leafList(
                "Destination addresses by name, from the global address book.",
                text(),
                { ordered: true, max: 8 },
              ),
              "destination-port": portRange("Destination ports"),
              ...traffic,
            },
            { xml: "src-nat-rule-match" },
          ),
          then: container("What happens to it.", {
            "source-nat": container("How it is translated.", {
              ...oneOf(
                "action",
                { off: flag("Not at all.") },
                {
                  pool: container("To a pool's addresses.", {
                    "=pool-name": leaf("The pool.", name(63)),
                    "persistent-nat": persistent,
                  }),
                },
                {
                  interface: presence("To the address of the interface it leaves by.", {
                    "persistent-nat": persistent,
                  }),
                },
              ),
              "rule-session-count-alarm": countAlarm,
              "mapping-type": container("How mappings are kept.", {
                "endpoint-independent": flag("For all destinations."),
                "address-pooling-paired": flag("A host keeps its address."),
              }),
            }),
            syslog: flag("Log translations."),
          }),
        },
        { ordered: true },
      ),
      "match-direction": direction,
    },
    { ordered: true },
  ),
});

const destination = container("Translation of destinations.", {
  pool: list("Addresses that destinations are translated to.", label(63), {
    description,
    "routing-instance": container(
      "The routing instance the addresses belong to.",
      eitherOf("ri-name-choice", {
        default: flag("The main one."),
        "=ri-name": leaf("Its name.", label()),
      }),
    ),
    address: container("An address, or the first of a range.", {
      "=ipaddr": leaf("The address.", ipprefix),
      ...eitherOf("range-port-choice", {
        to: container("The range's end.", { "=ipaddr": leaf("Last address.", ipprefix) }),
        port: leaf("Port that the destination port becomes.", port16()),
      }),
    }),
    "address-name": container("An address by name.", {
      "=pool-address-name": leaf("Name in the global address book.", name(63)),
      port: leaf("Port that the destination port becomes.", port16()),
    }),
    "session-retain": flag("Keep sessions when the pool changes."),
  }),
  "rule-set": list(
    "Rules for traffic from one place.",
    label(63),
    {
      description,
      from,
      rule: list(
        "Rules, first match first.",
        label(63),
        {
          description,
          match: container(
            "The traffic.",
            {
              ...named,
              ...oneOf(
                "dst-choice",
                {
                  "destination-address": container(
                    "Its destination.",
                    eitherOf("dst-addr-choice", {
                      "=dst-addr": leaf("A network.", ipprefix),
                      "any-unicast": flag("Every unicast address."),
                    }),
                  ),
                },
                {
                  "destination-address-name": container("Its destination by name.", {
                    "=dst-addr-name": leaf("Name in the global address book.", name(63)),
                  }),
                },
              ),
              "destination-port": portRange("Destination ports"),
              ...traffic,
            },
            { xml: "dest-nat-rule-match" },
          ),
          then: container("What happens to it.", {
            "destination-nat": container("How it is translated.", {
              ...oneOf(
                "action",
                { off: flag("Not at all.") },
                {
                  pool: container("To a pool's address.", {
                    "=pool-name": leaf("The pool.", name(63)),
                  }),
                },
                { "destination-prefix": leaf("To another network, host by host.", onlyPrefix) },
              ),
              "rule-session-count-alarm": countAlarm,
            }),
            syslog: flag("Log translations."),
          }),
        },
        { ordered: true },
      ),
      "match-direction": direction,
    },
    { ordered: true },
  ),
});

const mappedPort = container(
  "Port, or first port of a range, that the destination port becomes.",
  range(undefined, undefined),
);
const instance = leaf("Routing instance the translated address belongs to.", text());

const staticNat = container("One address to one address, both ways.", {
  "rule-set": list(
    "Rules for traffic from one place.",
    label(63),
    {
      description,
      from,
      rule: list(
        "Rules, first match first.",
        label(63),
        {
          description,
          match: container(
            "The traffic.",
            {
              "source-address": leafList("Source networks.", ipprefix, { ordered: true, max: 8 }),
              "source-address-name": leafList(
                "Source addresses by name, from the global address book.",
                text(),
                { ordered: true, max: 8 },
              ),
              "source-port": portRange("Source ports"),
              ...oneOf(
                "dst-choice",
                {
                  "destination-address": container("The outer address or network.", {
                    "=dst-addr": leaf("It.", ipprefix),
                  }),
                },
                {
                  "destination-address-name": container("The outer address by name.", {
                    "=dst-addr-name": leaf("Name in the global address book.", name(63)),
                  }),
                },
              ),
              "destination-port": container(
                "Port, or first port of a range.",
                range(undefined, undefined),
              ),
            },
            { xml: "static-nat-rule-match" },
          ),
          then: container("What happens to it.", {
            "static-nat": container("What the outer address becomes.", {
              ...oneOf(
                "prefix-choice",
                { inet: presence("Translate IPv6 to IPv4.", { "routing-instance": instance }) },
                {
                  prefix: container("An inner address or network of the same size.", {
                    "=addr-prefix": leaf("It.", ipprefix),
                    "mapped-port": mappedPort,
                    "routing-instance": instance,
                  }),
                },
                {
                  "prefix-name": container("An inner address by name.", {
                    "=addr-prefix-name": leaf("Name in the global address book.", name(63)),
                    "mapped-port": mappedPort,
                    "routing-instance": instance,
                  }),
                },
                {
                  "nptv6-prefix": container("An inner IPv6 network, without state.", {
                    "=addr-prefix": leaf("It.", ipprefix),
                    "routing-instance": instance,
                  }),
                },
                {
                  "nptv6-prefix-name": container("An inner IPv6 network by name, without state.", {
                    "=addr-prefix-name": leaf("Name in the global address book.", name(63)),
                    "routing-instance": instance,
                  }),
                },
              ),
              "rule-session-count-alarm": countAlarm,
            }),
          }),
        },
        { ordered: true },
      ),
      "match-direction": direction,
    },
    { ordered: true },
  ),
});

export const nat = container(
  "Network address translation: static before destination before routing before source.",
  {
    source,
    destination,
    static: staticNat,
    "proxy-arp": container(
      "Answer ARP for addresses that are on no interface, on a link whose hosts look for them.",
      {
        interface: list("The logical interface that is asked.", interfaceName, {
          address: list("Addresses answered for, or first addresses of ranges.", ipv4prefix, {
            to: container("The range's end.", { "=ipaddr": leaf("Last address.", ipv4prefix) }),
          }),
        }),
      },
    ),
    "proxy-ndp": container("The same for IPv6.", {
      interface: list("The logical interface that is asked.", interfaceName, {
        address: list("Addresses answered for, or first addresses of ranges.", ipv6prefix, {
          to: container("The range's end.", { "=ipv6addr": leaf("Last address.", ipv6addr) }),
        }),
      }),
    }),
    natv6v4: container("Translation between IPv6 and IPv4.", {
      "no-v6-frag-header": flag("Don't add fragment headers."),
    }),
    "allow-overlapping-pools": flag("Let an address be in two pools."),
    traceoptions: traceoptions(
      "translation",
      "configuration flow routing-socket routing-protocol all source-nat-re source-nat-rt source-nat-pfe destination-nat-re destination-nat-rt destination-nat-pfe " +
        "static-nat-re static-nat-rt static-nat-pfe nat-svc-set-re",
      {},
      { syslog: flag("To the system log too.") },
    ),
  },
);
