// security policies: which traffic between zones passes, and which goes into a policy-based VPN.
import {
  container,
  eitherOf,
  flag,
  integer,
  label,
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
import { traceoptions } from "./common";

const logs = {
  "session-init": flag("When a session begins."),
  "session-close": flag("When a session ends."),
};

const logging = container("Write sessions to the log.", {
  ...logs,
  "session-update": leaf("Time between updates during a session; 0 for none.", integer(0, 1440), {
    default: "0",
    units: "minutes",
  }),
  sfw: flag("Log stateless traffic too."),
  profile: leaf("Log profile.", text()),
});

const permit = presence("Let it pass.", {
  tunnel: container("Into a policy-based VPN.", {
    ...eitherOf("ipsec-vpn-choice", {
      "ipsec-vpn": leaf("The VPN, which has no bind-interface.", name(63)),
      "ipsec-group-vpn": leaf("The group VPN.", name(63)),
    }),
    "pair-policy": leaf("The policy of the other direction that uses the same VPN.", label(63)),
  }),
  "destination-address": presence(
    "Only when destination NAT did or did not apply.",
    eitherOf("destination_nat", {
      "drop-translated": flag("Drop what was translated."),
      "drop-untranslated": flag("Drop what was not translated."),
    }),
  ),
  "application-services": container("Further examination.", {
    idp: flag("Intrusion detection."),
    "idp-policy": leaf("Intrusion detection policy.", text(1, 255)),
    "utm-policy": leaf("Content security policy.", text(1, 255)),
    "packet-capture": flag("Capture unknown applications."),
    "application-firewall": container("Application firewall.", {
      "rule-set": leaf("Rule set.", text(1, 64)),
    }),
    "security-intelligence-policy": leaf("Threat feed policy.", text(1, 255)),
  }),
  "tcp-options": container("TCP in this policy's sessions.", {
    "syn-check-required": flag("Begin sessions only with a SYN."),
    "sequence-check-required": flag("Check sequence numbers."),
    "initial-tcp-mss": leaf("Largest segment from the side that initiates.", integer(64, 65535)),
    "reverse-tcp-mss": leaf("Largest segment from the other side.", integer(64, 65535)),
    "window-scale": flag("Watch window scaling."),
  }),
  ...eitherOf("SOF", {
    "services-offload": flag("Let hardware forward the sessions."),
    "no-services-offload": flag("Don't let hardware forward the sessions."),
  }),
  "advanced-connection-tracking": flag("Track expected connections."),
});

const body: Drafts = {
  description: leaf("A note.", note()),
  match: container("The traffic: source, destination and application are all needed.", {
    ...eitherOf("source-address_choice", {
      "source-address": leafList("Source addresses, by name; `any` for all.", text(), {
        ordered: true,
      }),
    }),
    ...eitherOf("destination-address_choice", {
      "destination-address": leafList("Destination addresses, by name; `any` for all.", text(), {
        ordered: true,
      }),
    }),
    "source-address-excluded": flag("All but the source addresses named."),
    "destination-address-excluded": flag("All but the destination addresses named."),
    ...eitherOf("application_type_choice", {
      application: leafList("Applications, by name; `any` for all.", text(), { ordered: true }),
    }),
    ...eitherOf("source_identity_choice", {
      "source-identity": leafList("Users and roles.", text(), { ordered: true }),
    }),
    ...eitherOf("dynamic_application_type_choice", {
      "dynamic-application": leafList("Applications recognised by their content.", text(), {
        ordered: true,
      }),
    }),
    ...eitherOf("url_category_type_choice", {
      "url-category": leafList("Categories of web sites.", text(), { ordered: true }),
    }),
    ...eitherOf("from_zone_choice", {
      "from-zone": leafList("Zones it comes from, in a global policy.", text(), { ordered: true }),
    }),
    ...eitherOf("to_zone_choice", {
      "to-zone": leafList("Zones it goes to, in a global policy.", text(), { ordered: true }),
    }),
  }),
  then: container("What happens to it.", {
    ...oneOf(
      "action",
      { deny: presence("Drop it silently.", {}) },
      { reject: presence("Drop it and say so.", { profile: leaf("Page to show.", text()) }) },
      { permit },
    ),
    log: logging,
    count: presence("Count it.", {}),
  }),
  "scheduler-name": leaf("When the policy is in force.", label(63)),
  "report-skip": flag("Leave it out of reports."),
};

const policy = list("Policies, first match first.", label(63), body, { ordered: true });

export const policies = presence("Which traffic passes.", {
  traceoptions: traceoptions(
    "policies",
    "configuration routing-socket compilation ipc rules lookup all",
  ),
  "from-zone": list(
    "The zone traffic comes from.",
    name(63),
    {
      "to-zone": list(
        "The zone it goes to.",
        name(63),
        {
          policy,
          "application-services": container("Services for the pair of zones.", {
            "security-metadata-streaming-policy": leaf("Metadata policy.", name(63)),
          }),
        },
        { key: "to-zone-name", xml: "policy" },
      ),
    },
    { key: "from-zone-name", xml: "policy", folded: true },
  ),
  global: container("Policies for all zones, asked after those of the pair.", { policy }),
  "default-policy": container("What happens when no policy matches.", {
    "=default-action": leaf("Let pass or drop.", words("permit-all deny-all"), {
      default: "deny-all",
    }),
    "log-profile": leaf("Log profile.", text()),
  }),
  "policy-rematch": presence("Judge running sessions anew when policies change.", {
    extensive: flag("Also after policies were added or reordered."),
  }),
  "policy-stats": presence("Count for every policy.", {
    "system-wide": leaf("On all parts of a cluster.", words("enable disable")),
  }),
  "pre-id-default-policy": container("Sessions whose application isn't known yet.", {
    then: container("What happens to them.", { log: container("Log them.", logs) }),
  }),
  "unified-policy": container("Policies by application.", {
    "max-lookups": leaf("Most lookups of one session.", integer(0, 4294967295)),
  }),
  "lookup-intact-on-commit": flag("Answer lookups during a commit."),
});
