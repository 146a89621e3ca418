// system: the device's name, its users and services, time, logs.
import {
  base,
  certificateName,
  container,
  dotted,
  eitherOf,
  flag,
  integer,
  ipaddr,
  ipv4addr,
  leaf,
  leafList,
  list,
  matching,
  presence,
  text,
  words,
  type Drafts,
} from "./build";
import { consoleContents, logContents, publicKeys, severities } from "./common";

const className = matching(/^[A-Za-z0-9_-]+$/, "letters, digits, - and _");

const passwords: Drafts = {
  "encrypted-password": leaf("Hash of the password.", text(1, 128), { secret: true }),
  "no-public-keys": flag("Don't let public keys in."),
  ...publicKeys,
};

const limits: Drafts = {
  "connection-limit": leaf("Most connections at a time.", integer(1, 250), {
    default: "75",
    units: "connections",
  }),
  "rate-limit": leaf("Most new connections per minute.", integer(1, 250), {
    default: "150",
    units: "connections per minute",
  }),
};

const alive: Drafts = {
  "client-alive-count-max": leaf(
    "Questions without answer before a client is dropped.",
    integer(0, 255),
    { default: "3" },
  ),
  "client-alive-interval": leaf("Time between questions to an idle client.", integer(0, 65535), {
    default: "0",
    units: "seconds",
  }),
};

const cli = container("The user's command line.", { prompt: leaf("Prompt.", text(1, 255)) });

const login = container("Who may log in, and what they may do.", {
  "retry-options": container("After wrong passwords.", {
    "tries-before-disconnect": leaf("Tries before the connection is cut.", integer(2, 10), {
      default: "3",
    }),
    "backoff-threshold": leaf("Tries before answers come late.", integer(1, 3), { default: "2" }),
    "backoff-factor": leaf("Delay added by each further try.", integer(5, 10), { default: "5" }),
    "minimum-time": leaf("Time the prompt stays open at least.", integer(20, 60), {
      default: "20",
    }),
    "maximum-time": leaf("Time the prompt stays open at most.", integer(20, 300), {
      default: "120",
    }),
    "lockout-period": leaf("Time a user is locked out.", integer(1, 43200), { units: "minutes" }),
  }),
  "idle-timeout": leaf("Time until an idle session ends.", integer(1, 60), { units: "minutes" }),
  class: list("Classes of users.", className, {
    "idle-timeout": leaf("Time until an idle session ends.", integer(), { units: "minutes" }),
    "login-alarms": flag("Show alarms at login."),
    permissions: leafList("What the class may do.", text(), { ordered: true }),
    "allow-commands": leaf(
      "Commands allowed besides, as a regular expression.",
      base("regular-expression", "regex"),
    ),
    "deny-commands": leaf("Commands denied.", base("regular-expression", "regex")),
    "allow-configuration": leaf(
      "Configuration allowed besides.",
      base("regular-expression", "regex"),
    ),
    "deny-configuration": leaf("Configuration denied.", base("regular-expression", "regex")),
  }),
  user: list(
    "Users.",
    matching(
      /^[A-Za-z0-9_]+\.?[A-Za-z0-9_-]*\.?[A-Za-z0-9_-]*$/,
      "letters, digits, - and _, with at most two points",
    ),
    {
      "full-name": leaf("Full name.", text(1, 255)),
      cli,
      uid: leaf("Number of the user.", integer(100, 64000)),
      class: leaf(
        "Class: `super-user`, `operator`, `read-only`, `unauthorized` or one defined here.",
        className,
      ),
      authentication: container("How the user proves who they are.", passwords),
    },
  ),
  password: container("Rules for new passwords.", {
    "minimum-length": leaf("Least length.", integer(6, 20, "int32")),
    "maximum-length": leaf("Most length.", integer(20, 128, "int32")),
    "minimum-changes": leaf(
      "Least number of changes of kind of character.",
      integer(undefined, undefined, "int32"),
    ),
    "minimum-numerics": leaf("Least number of digits.", integer(1, 128, "int32")),
    "minimum-upper-cases": leaf("Least number of upper-case letters.", integer(1, 128, "int32")),
    "minimum-lower-cases": leaf("Least number of lower-case letters.", integer(1, 128, "int32")),
    "minimum-punctuations": leaf("Least number of punctuation marks.", integer(1, 128, "int32")),
    format: leaf("How passwords are hashed.", words("sha256 sha512 md5 des")),
  }),
  announcement: leaf("Text after login.", text(1, 2048)),
  message: leaf("Text before login.", text(1, 2048)),
});

const ssh = presence("SSH.", {
  "authentication-order": leafList(
    "Where passwords are checked, in turn.",
    words("radius tacplus password"),
    { ordered: true },
  ),
  "root-login": leaf("Whether root may log in.", words("allow deny deny-password")),
  "no-challenge-response": flag("No keyboard-interactive passwords."),
  "no-password-authentication": flag("No passwords."),
  "no-passwords": flag("No passwords in any way."),
  "no-public-keys": flag("No public keys."),
  "allow-tcp-forwarding": flag("Forward TCP connections."),
  "protocol-version": leafList("Versions.", words("v2"), { ordered: true }),
  "max-sessions-per-connection": leaf(
    "Most sessions of one connection.",
    integer(1, 65535, "int32"),
  ),
  "max-pre-authentication-packets": leaf(
    "Most packets before authentication.",
    integer(20, 2147483647, "int32"),
  ),
  "sftp-server": flag("Serve files."),
  ciphers: leafList(
    "Ciphers.",
    words(
      "3des-cbc aes128-cbc aes192-cbc aes256-cbc aes128-ctr aes192-ctr aes256-ctr aes128-gcm@openssh.com aes256-gcm@openssh.com chacha20-poly1305@openssh.com",
    ),
    { ordered: true },
  ),
  macs: leafList(
    "Integrity algorithms.",
    words(
      "hmac-md5 hmac-md5-etm@openssh.com hmac-sha1 hmac-sha1-etm@openssh.com umac-64@openssh.com umac-128@openssh.com umac-64-etm@openssh.com " +
        "umac-128-etm@openssh.com hmac-sha2-256 hmac-sha2-256-etm@openssh.com hmac-sha2-512 hmac-sha2-512-etm@openssh.com hmac-sha1-96 " +
        "hmac-sha1-96-etm@openssh.com hmac-md5-96 hmac-md5-96-etm@openssh.com",
    ),
    { ordered: true },
  ),
  "key-exchange": leafList(
    "Key exchanges.",
    words(
      "curve25519-sha256 ecdh-sha2-nistp256 ecdh-sha2-nistp384 ecdh-sha2-nistp521 group-exchange-sha2 group-exchange-sha1 dh-group14-sha1 dh-group1-sha1",
    ),
    { ordered: true },
  ),
  ...alive,
  "hostkey-algorithm-list": presence("Kinds of host keys.", {
    rsa: flag("RSA."),
    "ecdsa-sha2-nistp256": flag("ECDSA, P-256."),
    "ecdsa-sha2-nistp384": flag("ECDSA, P-384."),
    "ecdsa-sha2-nistp521": flag("ECDSA, P-521."),
    ed25519: flag("Ed25519."),
  }),
  "fingerprint-hash": leaf("Hash that keys are shown by.", words("sha2-256 md5")),
  rekey: container("When a connection takes new keys.", {
    "data-limit": leaf("After this much.", text(), { units: "bytes" }),
    "time-limit": leaf("After this long.", integer(1, 1440), { units: "minutes" }),
  }),
  port: leaf("Port.", integer(1, 65535), { default: "22" }),
  "log-key-changes": flag("Log changes of authorized keys."),
  ...limits,
});

const netconf = container("NETCONF.", {
  ssh: presence("Over SSH.", {
    ...limits,
    ...alive,
    port: leaf("Port.", integer(1, 65535, "int32"), { default: "830" }),
  }),
  "rfc-compliant": flag("Follow the standard where Junos differs."),
  "yang-compliant": flag("Follow the YANG models where Junos differs."),
  "flatten-commit-results": flag("Report commit results without nesting."),
  notification: presence("Event notifications.", { interleave: flag("While other requests run.") }),
});

const web = container("Web management.", {
  https: presence("With TLS.", {
    port: leaf("Port.", integer(1, 65535, "uint16"), { default: "443" }),
    ...eitherOf("certificate-choice", {
      "local-certificate": leaf("Certificate.", text()),
      "pki-local-certificate": leaf("Certificate of the PKI.", certificateName),
      "system-generated-certificate": flag("A certificate the device makes."),
    }),
    interface: leafList("Interfaces it listens on.", base("interface-name", "interface-name"), {
      ordered: true,
    }),
  }),
  session: container("Sessions.", {
    "idle-timeout": leaf("Time until an idle session ends.", integer(1, 1440), {
      default: "30",
      units: "minutes",
    }),
    "session-limit": leaf("Most sessions.", integer(1, 7)),
  }),
});

const archive = presence("Old files that are kept.", {
  size: leaf("Size of one file.", text(), { units: "bytes" }),
  files: leaf("How many.", text()),
  ...eitherOf("world-readable-choice", {
    "world-readable": flag("Let every user read them."),
    "no-world-readable": flag("Don't."),
  }),
});

const matches: Drafts = {
  match: leaf(
    "Keep only messages that this regular expression matches.",
    base("regular-expression", "regex"),
  ),
  "match-strings": leafList("Keep only messages with one of these texts.", text(), {
    ordered: true,
    max: 50,
  }),
};

const structured = presence(
  "Machine-readable messages.",
  eitherOf("format", { brief: flag("Without the text for people.") }),
);

const syslog = container("Where messages go.", {
  archive,
  user: list("Users' terminals; `*` for all.", text(), {
    "*contents": logContents,
    ...matches,
    "allow-duplicates": flag("Repeat equal messages."),
  }),
  host: list("Log servers.", text(), {
    "*contents": logContents,
    ...matches,
    "allow-duplicates": flag("Repeat equal messages."),
    port: leaf("Port.", integer(undefined, undefined, "uint16")),
    "facility-override": leaf(
      "Facility to send as.",
      words(
        "authorization daemon ftp kernel user local0 local1 local2 local3 local4 local5 local6 local7",
      ),
    ),
    "log-prefix": leaf("Text before every message.", text()),
    "source-address": leaf("This end's address.", ipaddr),
    "routing-instance": leaf("Routing instance it is reached by.", text()),
    "explicit-priority": flag("Add facility and severity."),
    "exclude-hostname": flag("Leave the host name out."),
    transport: leaf("Transport.", words("tcp udp tls"), { default: "udp" }),
    "structured-data": structured,
  }),
  "allow-duplicates": flag("Repeat equal messages."),
  file: list("Files.", text(1, 1024), {
    "*contents": logContents,
    ...matches,
    "allow-duplicates": flag("Repeat equal messages."),
    archive,
    "explicit-priority": flag("Add facility and severity."),
    "structured-data": structured,
  }),
  console: list(
    "Facilities shown at the console, each with a least severity.",
    consoleContents,
    severities,
  ),
  "time-format": presence("Times.", {
    year: flag("With the year."),
    millisecond: flag("With milliseconds."),
  }),
  "source-address": leaf("This end's address, to all servers.", ipaddr),
  "routing-instance": leaf("Routing instance that servers are reached by.", text()),
});

export const system = container("The device as a whole.", {
  "host-name": leaf("Name of the device.", dotted(0, 255)),
  "root-authentication": container("How root proves who it is.", passwords),
  login,
  services: presence("Services for people and programs.", { ssh, netconf, "web-management": web }),
  "domain-name": leaf("Domain that names are completed with.", dotted(1, 255)),
  "domain-search": leafList("Domains that names are looked for in.", text(), { ordered: true }),
  "time-zone": leaf("Time zone, such as Europe/Berlin.", text(), {
    default: "UTC",
    units: "<continent>/<major-city> or <time-zone>",
  }),
  "default-address-selection": flag("Send from the loopback's address."),
  "no-redirects": flag("Don't send redirects."),
  "management-instance": flag("Keep the management interface's routes in the instance mgmt_junos."),
  "name-server": list("Name servers.", ipaddr, {
    "routing-instance": leaf("Routing instance it is reached by.", text()),
    "source-address": leaf("This end's address.", ipaddr),
  }),
  "authentication-order": leafList(
    "Where passwords are checked, in turn.",
    words("radius tacplus password"),
    { ordered: true },
  ),
  syslog,
  "max-configurations-on-flash": leaf("Configurations kept on flash.", integer(0, 49), {
    default: "3",
  }),
  "max-configuration-rollbacks": leaf("Configurations kept for rollback.", integer(0, 49), {
    default: "49",
  }),
  tracing: container("Where traces of all daemons go.", {
    "destination-override": container("Elsewhere than to files.", {
      syslog: container("To a log server.", { host: leaf("Its address.", ipv4addr) }),
    }),
  }),
  license: container("Licences.", {
    keys: presence("Keys in the configuration.", {
      key: list("A licence key.", text(), {}, { secret: true }),
    }),
    autoupdate: presence("Fetch new licences.", {
      url: list(
        "Where.",
        text(),
        { password: leaf("Password.", base("unreadable"), { secret: true }) },
        { max: 10 },
      ),
    }),
  }),
  ntp: container("Network time.", {
    "boot-server": leaf("Server asked at start.", base("ipaddr", "address-or-host")),
    server: list("Servers.", base("hostname", "address-or-host"), {
      key: leaf("Key.", integer(1, 65534)),
      version: leaf("Version.", integer(1, 4)),
      prefer: flag("Prefer it."),
      "routing-instance": leaf("Routing instance it is reached by.", text()),
    }),
    "source-address": list("This end's address.", ipaddr, {
      "routing-instance": leaf("For this routing instance.", text()),
    }),
  }),
});
