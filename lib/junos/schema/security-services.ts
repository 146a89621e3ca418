// security screen, log, pki and alg: floods, logs, certificates, and protocols that open further connections.
import {
  base,
  certificateName,
  container,
  dotted,
  eitherOf,
  flag,
  integer,
  interfaceName,
  ipaddr,
  ipprefix,
  label,
  leaf,
  leafList,
  list,
  name,
  note,
  presence,
  text,
  words,
  type Draft,
  type Drafts,
} from "./build";
import { traceoptions } from "./common";

const rate = (
  what: string,
  type: ReturnType<typeof integer>,
  fallback: string,
  units: string,
): Draft =>
  presence(what, { threshold: leaf("From this on.", type, { default: fallback, units }) });
const sweep = integer(1000, 1000000);

const flags = (docs: Readonly<Record<string, string>>): Drafts =>
  Object.fromEntries(Object.entries(docs).map(([word, doc]) => [word, flag(doc)]));

export const screen = container("Attacks that are looked for in what arrives.", {
  trap: presence("Traps.", {
    interval: leaf("Time between them.", integer(1, 3600), { default: "2", units: "seconds" }),
  }),
  "ids-option": list("Screens, which zones refer to.", text(1, 64), {
    description: leaf("A note.", note()),
    "alarm-without-drop": flag("Report, don't drop."),
    icmp: container("ICMP.", {
      "ip-sweep": rate(
        "One source asks many addresses.",
        sweep,
        "5000",
        "microseconds in which 10 ICMP packets are detected",
      ),
      ...flags({
        fragment: "Fragments.",
        large: "Large packets.",
        "ping-death": "Pings that are too large.",
      }),
      flood: rate("Floods.", integer(), "1000", "ICMP packets per second"),
    }),
    ip: container("IP.", {
      ...flags({
        "bad-option": "Malformed options.",
        "record-route-option": "Record route.",
        "timestamp-option": "Timestamps.",
        "security-option": "Security option.",
        "stream-option": "Stream identifier.",
        spoofing: "Sources that routing would not expect there.",
        "source-route-option": "Source routes.",
        "loose-source-route-option": "Loose source routes.",
        "strict-source-route-option": "Strict source routes.",
        "unknown-protocol": "Unknown protocols.",
        "tear-drop": "Overlapping fragments.",
      }),
      "block-frag": presence("Fragments.", {}),
    }),
    tcp: container("TCP.", {
      ...flags({
        "syn-fin": "SYN with FIN.",
        "fin-no-ack": "FIN without ACK.",
        "tcp-no-flag": "No flags.",
        "syn-frag": "SYN in fragments.",
        land: "Source equal to destination.",
        winnuke: "Urgent data to NetBIOS.",
      }),
      "port-scan": rate(
        "One source tries many ports.",
        sweep,
        "5000",
        "microseconds in which 10 attack packets are detected",
      ),
      "syn-ack-ack-proxy": rate(
        "Connections that never log in.",
        integer(1, 250000),
        "512",
        "un-authenticated connections",
      ),
      "syn-flood": presence("Floods of SYNs.", {
        "alarm-threshold": leaf("Report from here on.", integer(), {
          default: "512",
          units: "requests per second",
        }),
        "attack-threshold": leaf("Act from here on.", integer(), {
          default: "200",
          units: "proxied requests per second",
        }),
        "source-threshold": leaf("From one source.", integer(), {
          default: "4000",
          units: "SYN pps",
        }),
        "destination-threshold": leaf("To one destination.", integer(), {
          default: "4000",
          units: "SYN pps",
        }),
        "queue-size": leaf("Requests kept.", integer(200, 20000), {
          default: "1024",
          units: "proxied requests in queue",
        }),
        timeout: leaf("Time for a handshake.", integer(1, 50), { default: "20", units: "seconds" }),
      }),
      "tcp-sweep": rate(
        "One source tries many addresses.",
        sweep,
        "5000",
        "microseconds in which 10 TCP packets are detected",
      ),
    }),
    udp: container("UDP.", {
      flood: presence("Floods.", {
        threshold: leaf("From this on.", integer(), {
          default: "1000",
          units: "UDP packets per second",
        }),
      }),
      "udp-sweep": rate(
        "One source tries many addresses.",
        sweep,
        "5000",
        "microseconds in which 10 UDP packets are detected",
      ),
      "port-scan": rate(
        "One source tries many ports.",
        sweep,
        "5000",
        "microseconds in which 10 attack packets are detected",
      ),
    }),
    "limit-session": container("Sessions of one host.", {
      "source-ip-based": leaf("Most from one source.", integer()),
      "destination-ip-based": leaf("Most to one destination.", integer()),
    }),
  }),
  "white-list": list(
    "Sources that pass.",
    label(32),
    { address: leafList("Networks.", ipprefix, { ordered: true, max: 32 }) },
    { max: 32 },
  ),
});

const format = words("syslog sd-syslog welf binary protobuf");

export const log = container("Logs of traffic.", {
  disable: flag("None."),
  "utc-timestamp": flag("Times in UTC."),
  mode: leaf(
    "`stream` sends from the forwarding plane, `event` goes through the routing engine.",
    words("stream event stream-event"),
  ),
  "event-rate": leaf("Most messages to the routing engine.", integer(0, 1500), {
    units: "logs per second",
  }),
  format: leaf("Format.", words("syslog sd-syslog binary protobuf")),
  "rate-cap": leaf("Most messages.", integer(0, 5000), { units: "logs per second" }),
  report: presence("Keep them for reports.", {}),
  ...eitherOf("source", {
    "source-address": leaf("Address they come from.", ipaddr),
    "source-interface": leaf("Interface whose address they come from.", interfaceName),
  }),
  transport: presence("Transport.", {
    "tcp-connections": leaf("Connections.", integer(1, 5)),
    protocol: leaf("Protocol.", words("udp tcp tls")),
    "tls-profile": leaf("Profile for TLS.", text()),
  }),
  stream: list(
    "Receivers.",
    dotted(1, 63),
    {
      severity: leaf(
        "Least severity.",
        words("emergency alert critical error warning notice info debug"),
      ),
      format: leaf("Format.", format),
      host: container("Where.", {
        "=ipaddr": leaf("Address or name.", text(1, 256)),
        port: leaf("Port.", integer(undefined, undefined, "uint16")),
        "routing-instance": leaf("Routing instance it is reached by.", text()),
      }),
      "source-address": leaf("Address they come from.", ipaddr),
    },
    { max: 8 },
  ),
  file: container("A file.", {
    filename: leaf("Name.", text(1, 256)),
    size: leaf("Size, in megabytes.", integer(1, 10)),
    path: leaf("Folder.", text(1, 256)),
    files: leaf("How many.", integer(2, 10)),
  }),
  traceoptions: traceoptions("logging", "source configuration all report hpl"),
});

export const pki = presence("Certificates.", {
  "ca-profile": list("Authorities.", name(32), {
    "ca-identity": leaf("The authority's name.", text()),
    "source-address": leaf("Address questions come from.", ipaddr),
    "routing-instance": leaf("Routing instance it is reached by.", text()),
    enrollment: container("Where certificates come from.", {
      url: leaf("Address.", text()),
      retry: leaf("Times to ask.", integer(0, 1080), { default: "1000" }),
      "retry-interval": leaf("Time between, in seconds.", integer(0, 3600), { default: "600" }),
    }),
    "revocation-check": container("Whether certificates were withdrawn.", {
      ...eitherOf("revocation-check-options", {
        "use-crl": flag("By list."),
        "use-ocsp": flag("By asking."),
        disable: flag("Don't look."),
      }),
      crl: container("The list.", {
        disable: container("Go on without.", {
          "on-download-failure": flag("When it can't be fetched."),
        }),
        url: list("Where it is.", text(1, 500), {
          password: leaf("Password.", base("unreadable"), { secret: true }),
        }),
        "refresh-interval": leaf("How often it is fetched.", integer(0, 8784), { units: "hours" }),
      }),
    }),
    administrator: container("Who is responsible.", {
      "email-address": leaf("Mail address.", text()),
    }),
  }),
  "trusted-ca-group": list("Groups of authorities.", name(63), {
    "ca-profiles": leafList("Authorities.", name(63), { ordered: true, max: 20 }),
  }),
  "auto-re-enrollment": container("Renewal.", {
    scep: presence("By SCEP.", {
      "certificate-id": list("Certificates.", certificateName, {
        "ca-profile-name": leaf("Authority.", certificateName),
        "re-generate-keypair": flag("With a new key."),
        "re-enroll-trigger-time-percentage": leaf(
          "When this share of its life is left.",
          integer(1, 99),
        ),
        "challenge-password": leaf("Password.", base("unreadable"), { secret: true }),
      }),
    }),
    cmpv2: presence("By CMPv2.", {
      "certificate-id": list("Certificates.", certificateName, {
        "ca-profile-name": leaf("Authority.", certificateName),
        "re-generate-keypair": flag("With a new key."),
        "re-enroll-trigger-time-percentage": leaf(
          "When this share of its life is left.",
          integer(1, 99),
        ),
      }),
    }),
  }),
  traceoptions: traceoptions(
    "certificates",
    "certificate-verification online-crl-check enrollment acme-enrollment all",
  ),
});

const gateway = (what: string, kind: typeof container | typeof presence): Draft =>
  kind(what, { disable: flag("Don't look into it.") });

export const alg = container("Protocols that open further connections.", {
  dns: gateway("DNS.", container),
  ftp: gateway("FTP.", container),
  h323: gateway("H.323.", presence),
  mgcp: gateway("MGCP.", presence),
  msrpc: gateway("Microsoft RPC.", container),
  sunrpc: gateway("Sun RPC.", container),
  rsh: gateway("rsh.", presence),
  rtsp: gateway("RTSP.", presence),
  sccp: gateway("SCCP.", presence),
  sip: gateway("SIP.", presence),
  sql: gateway("Oracle SQL.", presence),
  talk: gateway("talk.", container),
  tftp: gateway("TFTP.", container),
  pptp: gateway("PPTP.", container),
  "ike-esp-nat": container("IPsec of hosts behind source NAT, without NAT traversal.", {
    enable: flag("Let it pass."),
    "esp-gate-timeout": leaf("Time for ESP to begin.", integer(2, 30), {
      default: "5",
      units: "seconds",
    }),
    "esp-session-timeout": leaf("Time until idle ESP ends.", integer(60, 2400), {
      default: "1800",
      units: "seconds",
    }),
    "state-timeout": leaf("Time until idle IKE ends.", integer(180, 86400), {
      default: "14400",
      units: "seconds",
    }),
  }),
});
