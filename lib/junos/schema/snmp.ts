// snmp: who may read, and who is told.
import {
  base,
  container,
  eitherOf,
  flag,
  integer,
  interfaceName,
  ipaddr,
  ipprefix,
  leaf,
  leafList,
  list,
  presence,
  text,
  words,
  type Drafts,
} from "./build";

const clients: Drafts = eitherOf("clients_choice", {
  "client-list-name": leaf("List of clients.", text()),
  clients: list("Networks that may ask.", ipprefix, { restrict: flag("Not this one.") }),
});

const source = container(
  "Address that traps come from.",
  eitherOf("address-choice", {
    lo0: flag("The loopback's."),
    "=address": leaf("This one.", ipaddr),
  }),
);

const viewAction = eitherOf("view-action", { include: flag("In."), exclude: flag("Out.") });

export const snmp = container("SNMP.", {
  "system-name": leaf("Name reported.", text()),
  description: leaf("Description reported.", text()),
  location: leaf("Place reported.", text()),
  contact: leaf("Person reported.", text()),
  interface: leafList("Interfaces it listens on.", interfaceName, { ordered: true }),
  "filter-duplicates": flag("Drop repeated questions."),
  view: list("Parts of the tree.", text(), {
    oid: list("Branches.", text(), viewAction),
  }),
  "client-list": list("Lists of clients.", text(), {
    "*client-address-list": list("Networks.", ipprefix, { restrict: flag("Not this one.") }),
  }),
  community: list(
    "Communities, which are passwords.",
    text(),
    {
      view: leaf("What may be seen.", text()),
      authorization: leaf("What may be done.", words("read-only read-write")),
      ...clients,
      "routing-instance": list("Routing instances it counts in.", text(), clients),
    },
    { secret: true },
  ),
  "trap-options": presence("Traps.", {
    "source-address": source,
    "enterprise-oid": flag("With the vendor's identifier."),
    "agent-address": leaf("Address inside.", words("outgoing-interface")),
  }),
  "trap-group": list("Receivers of traps.", text(), {
    version: leaf("Version.", words("all v1 v2")),
    "destination-port": leaf("Port.", integer(undefined, undefined, "int32")),
    categories: container(
      "Which traps.",
      Object.fromEntries(
        (
          [
            ["authentication", "Wrong communities."],
            ["chassis", "Hardware."],
            ["link", "Links that come and go."],
            ["remote-operations", "Tests of others."],
            ["routing", "Routing."],
            ["startup", "Starts."],
            ["rmon-alarm", "Alarms."],
            ["vrrp-events", "VRRP."],
            ["configuration", "Configuration."],
            ["services", "Services."],
            ["chassis-cluster", "The cluster."],
          ] as const
        ).map(([name, doc]) => [name, flag(doc)]),
      ),
    ),
    targets: list("Addresses.", base("hostname", "address-or-host"), {}),
    "routing-instance": leaf("Routing instance they are reached by.", text()),
  }),
  "routing-instance-access": presence("Let all routing instances in.", {}),
});
