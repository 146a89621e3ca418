// Parts of the schema that several hierarchies share.
import {
  container,
  eitherOf,
  flag,
  integer,
  leaf,
  list,
  matching,
  text,
  words,
  type Draft,
  type Drafts,
} from "./build";

/** A trace facility: where it writes, and which of its flags are on. */
export const traceoptions = (
  what: string,
  flags: string,
  more: Drafts = {},
  nested: Drafts = {},
): Draft =>
  container(`Trace ${what} to a file, for troubleshooting.`, {
    "no-remote-trace": flag("Keep traces on this device."),
    file: container("The file that traces go to.", {
      "=filename": leaf("Name of the file, in the device's log folder.", text(1, 1024)),
      size: leaf("Largest size of one file before the next is begun, such as `1m`.", text()),
      files: leaf("Most files kept.", integer(2, 1000), { default: "3" }),
      ...eitherOf("world-readable-choice", {
        "world-readable": flag("Let every user read the file."),
        "no-world-readable": flag("Let only the user who began it read the file."),
      }),
      match: leaf("Keep only lines that this regular expression matches.", {
        kind: "string",
        base: "regular-expression",
        form: "regex",
      }),
    }),
    ...more,
    flag: list("What to trace.", words(flags), nested),
  });

/** DH groups for IKE and for perfect forward secrecy. */
export const dhGroups = words(
  "group1 group2 group5 group14 group15 group16 group19 group20 group21 group24",
);

/** Ready-made proposal sets. */
export const proposalSets = words(
  "basic compatible standard suiteb-gcm-128 suiteb-gcm-256 prime-128 prime-256",
);

/** A key as text or as hexadecimal digits. */
export const keyChoice = (what: string): Drafts =>
  eitherOf("key-choice", {
    "ascii-text": leaf(`${what} as text.`, text(1, 255), { secret: true }),
    hexadecimal: leaf(
      `${what} as hexadecimal digits.`,
      matching(/^[0-9a-fA-F]+$|^\$9\$/, "hexadecimal digits", 1, 255),
      { secret: true },
    ),
  });

/** One port or a range, in a NAT rule. */
export const portRange = (what: string, max = 8): Draft =>
  list(
    `${what}, each one port or a range.`,
    integer(undefined, undefined, "uint16"),
    {
      to: container("The range's end.", {
        "=high": leaf("Last port of the range.", integer(undefined, undefined, "uint16")),
      }),
    },
    { max },
  );

/** Public keys by which a user may log in. */
export const publicKeys: Drafts = Object.fromEntries(
  (
    [
      ["ssh-rsa", "RSA", /^(\d+\s+\d+\s+\d+|ssh-rsa\s+\S+)(\s+.*)?$/],
      ["ssh-dsa", "DSA", /^ssh-dss\s+\S+(\s+.*)?$/],
      ["ssh-ecdsa", "ECDSA", /^ecdsa-sha2-nistp(256|384|521)\s+\S+(\s+.*)?$/],
      ["ssh-ed25519", "Ed25519", /^ssh-ed25519\s+\S+(\s+.*)?$/],
    ] as const
  ).map(([kind, name, pattern]) => [
    kind,
    list(
      `${name} public keys that may log in, each as in an authorized_keys file.`,
      matching(
        pattern,
        "a public key as in an authorized_keys file: kind, key and perhaps a comment",
      ),
      {
        "key-options": leaf("Options that restrict what the key may do.", text()),
        from: leaf(
          "Hosts that the key may be used from, as a pattern list.",
          matching(/^[*.:a-zA-Z0-9,!?_-]+$/, "host names with * and ?, separated by commas"),
        ),
      },
    ),
  ]),
);

const facilities =
  "any authorization daemon ftp ntp security kernel user dfc external firewall pfe conflict-log change-log interactive-commands";

/** The least severity of messages, for one facility. */
export const severities: Drafts = eitherOf(
  "level",
  Object.fromEntries(
    (
      [
        ["any", "Messages of every severity."],
        ["emergency", "Only messages that the system is unusable."],
        ["alert", "Conditions to correct at once, and worse."],
        ["critical", "Critical conditions and worse."],
        ["error", "Errors and worse."],
        ["warning", "Warnings and worse."],
        ["notice", "Conditions worth handling, and worse."],
        ["info", "Informational messages and worse."],
        ["none", "No messages of this facility."],
      ] as const
    ).map(([name, doc]) => [name, flag(doc)]),
  ),
);

/** Which messages go to a destination: facility and severity. */
export const logContents = list(
  "Facilities whose messages are kept, each with a least severity.",
  words(facilities),
  severities,
  { xml: "contents" },
);
export const consoleContents = words(`${facilities} application-status`);

/** BFD, which finds a dead path within milliseconds. */
export const bfdCore: Drafts = {
  version: leaf("Version of the protocol.", words("0 1 automatic"), { default: "automatic" }),
  "minimum-interval": leaf("Least time between packets, sent and received.", integer(1, 255000), {
    units: "milliseconds",
  }),
  "minimum-transmit-interval": leaf("Least time between packets sent.", integer(1, 255000), {
    units: "milliseconds",
  }),
  "minimum-receive-interval": leaf("Least time between packets expected.", integer(1, 255000), {
    units: "milliseconds",
  }),
  multiplier: leaf("Packets missed before the path counts as dead.", integer(1, 255), {
    default: "3",
  }),
};

/** Services of the device itself that a zone or an interface lets in. */
export const hostInbound: Draft = container("What may reach the device itself.", {
  "system-services": list(
    "Services let in.",
    words(
      "all bootp dhcp dhcpv6 dns finger ftp ident-reset http https ike netconf ping rlogin reverse-telnet reverse-ssh rpm rsh snmp snmp-trap ssh telnet " +
        "traceroute xnm-ssl xnm-clear-text tftp lsping lsselfping ntp sip r2cp webapi-clear-text webapi-ssl tcp-encap appqoe high-availability any-service",
    ),
    { except: flag("Leave this service out where `all` lets everything in.") },
  ),
  protocols: list(
    "Routing protocols let in.",
    words(
      "all bfd bgp dvmrp igmp ldp msdp ndp nhrp ospf ospf3 pgm pim rip ripng router-discovery rsvp sap vrrp",
    ),
    { except: flag("Leave this protocol out where `all` lets everything in.") },
  ),
});
