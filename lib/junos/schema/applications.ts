// applications: names for protocols and ports, which policies refer to.
import {
  container,
  eitherOf,
  flag,
  label,
  leaf,
  list,
  matching,
  note,
  shaped,
  text,
  words,
  type Drafts,
} from "./build";

const gateways = words(
  "bootp dce-rpc dce-rpc-portmap dns exec ftp ftp-data gprs-gtp-c gprs-gtp-u gprs-gtp-v0 gprs-sctp h323 icmp icmpv6 ignore iiop ike-esp-nat ip login mgcp-ca " +
    "mgcp-ua ms-rpc netbios netshow none pptp q931 ras realaudio rpc rpc-portmap rsh rtsp sccp sip shell snmp sqlnet sqlnet-v2 sun-rpc talk tftp traceroute http " +
    "winframe https imap smtp ssh telnet twamp pop3 smtps imaps pop3s",
);

const ports = shaped("port-range");

const traffic: Drafts = {
  protocol: leaf("IP protocol, by name or number.", text()),
  "source-port": leaf("Source port or range, by name or number.", ports),
  "destination-port": leaf("Destination port or range, by name or number.", ports),
  "icmp-type": leaf("ICMP type.", text()),
  "icmp-code": leaf("ICMP code.", text()),
  "icmp6-type": leaf("ICMPv6 type.", text()),
  "icmp6-code": leaf("ICMPv6 code.", text()),
  "rpc-program-number": leaf(
    "RPC program, or a range.",
    matching(/^(0|[1-9][0-9]{0,9})(-(0|[1-9][0-9]{0,9}))?$/, "a number or a range"),
  ),
  uuid: leaf(
    "DCE RPC interface.",
    matching(/^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/, "a UUID"),
  ),
  "inactivity-timeout": leaf("Time until an idle session ends, or `never`.", text(), {
    units: "seconds",
  }),
};

export const applications = container("Names for kinds of traffic.", {
  application: list("Applications; those whose name begins with junos- are built in.", label(63), {
    description: leaf("A note.", note()),
    term: list(
      "Alternatives.",
      label(63),
      { alg: leaf("Application layer gateway.", gateways), ...traffic },
      { max: 8 },
    ),
    "application-protocol": leaf("Application layer gateway.", gateways),
    ...traffic,
    "ether-type": leaf(
      "Ethernet type.",
      matching(/^(0[Xx])?[0-9A-Fa-f]{4}$/, "four hexadecimal digits"),
    ),
    ...eitherOf("dns-choice", {
      "do-not-translate-AAAA-query-to-A-query": flag("Leave AAAA queries."),
      "do-not-translate-A-query-to-AAAA-query": flag("Leave A queries."),
    }),
  }),
  "application-set": list("Names for several applications together.", label(63), {
    description: leaf("A note.", note()),
    application: list("Applications of the set.", label(63)),
    "application-set": list("Sets inside the set.", label(63)),
  }),
});
