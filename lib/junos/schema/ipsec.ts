// security ipsec: proposals, policies and VPNs, the second phase.
import {
  base,
  container,
  eitherOf,
  flag,
  integer,
  interfaceName,
  interfaceUnit,
  ipaddr,
  label,
  leaf,
  leafList,
  list,
  name,
  oneOf,
  presence,
  text,
  words,
  type Draft,
  type Drafts,
} from "./build";
import { dhGroups, keyChoice, proposalSets, traceoptions } from "./common";

const prefix = base("ipprefix-mandatory", "prefix");
const seconds = { units: "seconds" };
const integrity =
  "hmac-md5-96 hmac-sha1-96 hmac-sha-256-128 hmac-sha-256-96 hmac-sha-384 hmac-sha-512";

const proposal = list("Algorithms offered for the IPsec SAs.", label(32), {
  "extended-sequence-number": flag("64-bit sequence numbers, for very fast tunnels."),
  description: leaf("A note.", text(1, 80)),
  protocol: leaf("`esp` encrypts; `ah` only authenticates and cannot pass NAT.", words("ah esp")),
  "authentication-algorithm": leaf(
    "Integrity of packets; not with GCM or ChaCha20, which bring their own.",
    words(integrity),
  ),
  "encryption-algorithm": leaf(
    "Encryption of packets.",
    words(
      "des-cbc 3des-cbc aes-128-cbc aes-192-cbc aes-256-cbc aes-128-gcm aes-192-gcm aes-256-gcm chacha20-poly1305",
    ),
  ),
  "lifetime-seconds": leaf("Time until the SAs are negotiated anew.", integer(180, 86400), seconds),
  "lifetime-kilobytes": leaf(
    "Traffic until the SAs are negotiated anew.",
    integer(64000, 4294967294),
    { units: "kilobytes" },
  ),
});

const policy = list("Proposals and forward secrecy that VPNs refer to.", label(32), {
  description: leaf("A note.", text(1, 80)),
  "perfect-forward-secrecy": container("A fresh key exchange for every SA.", {
    keys: leaf("Diffie-Hellman group.", dhGroups),
  }),
  proposals: leafList("Proposals offered, best first.", label(32), { ordered: true }),
  "proposal-set": leaf("A ready-made set of proposals, in place of `proposals`.", proposalSets),
});

const selectorEnds: Drafts = {
  "local-ip": leaf("Network on this side.", prefix),
  "remote-ip": leaf("Network on the peer's side.", prefix),
  protocol: leaf("IP protocol, by name or number.", text()),
  "source-port": leaf("Port or range on this side.", text()),
  "destination-port": leaf("Port or range on the peer's side.", text()),
};

const manual = (encryption: string): Drafts => ({
  authentication: container("Integrity.", {
    algorithm: leaf("Algorithm.", words(integrity)),
    key: container("Key.", keyChoice("The key")),
  }),
  encryption: container("Encryption.", {
    algorithm: leaf("Algorithm.", words(encryption)),
    key: container("Key.", keyChoice("The key")),
  }),
});

const ikeVpn: Draft = container("SAs negotiated by IKE.", {
  gateway: leaf("The IKE gateway.", label(32)),
  "idle-time": leaf("Time without traffic until the SAs go.", integer(60, 999999), seconds),
  "anti-replay-window-size": leaf("Packets that may arrive out of order.", integer(64, 8192)),
  "no-anti-replay": flag("Accept packets twice."),
  "proxy-identity": presence(
    "The one pair of networks the SA is for; 0.0.0.0/0 on both sides when left out.",
    {
      local: leaf("Network on this side.", prefix),
      remote: leaf("Network on the peer's side.", prefix),
      service: leaf("Application, `any` for all.", text(1, 32)),
    },
  ),
  "ipsec-policy": leaf("The IPsec policy.", label(32)),
  "install-interval": leaf("Wait before a rekeyed SA is used outbound.", integer(0, 10), {
    default: "1",
    units: "seconds",
  }),
});

const vpn = list("A tunnel: gateway, policy, and how traffic gets into it.", name(32), {
  "ha-link-encryption": flag("The VPN protects the link of a high-availability pair."),
  "bind-interface": leaf(
    "The st0 unit whose routes lead into the tunnel; left out for a policy-based VPN.",
    interfaceName,
  ),
  "df-bit": leaf(
    "What happens to the don't-fragment bit of packets in the tunnel.",
    words("clear set copy"),
  ),
  "multi-sa": presence("An SA for each forwarding class.", {
    "forwarding-class": list("Classes with SAs of their own.", name(32)),
  }),
  "copy-outer-dscp": flag("Copy the class of service of arriving ESP packets inward."),
  "vpn-monitor": presence(
    "Ping through the tunnel, and take its interface down when no answer comes.",
    {
      optimized: flag("Only when no traffic comes back."),
      "source-interface": leaf("Interface whose address the pings come from.", interfaceUnit),
      "destination-ip": leaf("Address that is pinged; the peer's when left out.", ipaddr),
      "verify-path": presence("Check the path before the tunnel's interface comes up.", {
        "destination-ip": leaf("Address behind the peer that is asked.", ipaddr),
        "packet-size": leaf("Size of the question.", integer(64, 1350), { default: "64" }),
      }),
    },
  ),
  ...oneOf(
    "negotiation",
    {
      manual: container("SAs with fixed keys, without IKE.", {
        gateway: leaf("The peer's address.", base("hostname", "address-or-host")),
        "external-interface": leaf("The logical interface that packets leave by.", interfaceUnit),
        protocol: leaf("Protocol.", words("ah esp")),
        spi: leaf("The SA's number.", integer(256, 16639)),
        ...manual(
          "des-cbc 3des-cbc aes-128-cbc aes-192-cbc aes-256-cbc aes-128-gcm aes-256-gcm chacha20-poly1305",
        ),
      }),
    },
    { ike: ikeVpn },
  ),
  "traffic-selector": list(
    "Pairs of networks that get SAs and routes of their own.",
    name(31),
    {
      term: list("Several pairs under one name.", label(63), selectorEnds, { max: 200 }),
      ...selectorEnds,
      metric: leaf("Metric of the routes that are added.", integer(1, 4294967295)),
      preference: leaf("Preference of the routes that are added.", integer(1, 4294967295)),
      description: leaf("A note.", text(1, 80)),
    },
    { max: 200 },
  ),
  "establish-tunnels": leaf(
    "Who initiates, and when.",
    words("immediately on-traffic responder-only responder-only-no-rekey"),
    { default: "on-traffic" },
  ),
  "distribution-profile": leaf("Which processors take the tunnel.", text()),
  "no-icmp-packet-too-big": flag("Don't tell senders that a packet was too big."),
  "passive-mode-tunneling": flag("Pass packets into the tunnel unexamined."),
  "udp-encapsulate": presence("Wrap ESP in UDP on a port of its own; this is not NAT traversal.", {
    "dest-port": leaf("The port.", integer(1025, 65535, "uint16"), { default: "4565" }),
  }),
});

export const ipsec = container("IPsec, the second phase.", {
  internal: presence("Protection of the link between nodes.", {
    "security-association": presence("Its SA.", {
      manual: container("With fixed keys.", {
        encryption: container("Encryption.", {
          algorithm: leaf("Algorithm.", words("3des-cbc aes-128-cbc")),
          "ike-ha-link-encryption": leaf(
            "Encrypt what IKE sends to the other node.",
            words("enable"),
          ),
          key: container(
            "Key.",
            eitherOf("key-choice", {
              "ascii-text": leaf("The key.", base("unreadable"), { secret: true }),
            }),
          ),
        }),
      }),
    }),
  }),
  traceoptions: traceoptions(
    "IPsec",
    "packet-processing packet-drops security-associations next-hop-tunnel-binding all",
  ),
  "vpn-monitor-options": presence("Timing of `vpn-monitor` for all VPNs.", {
    interval: leaf("Time between pings.", integer(2, 3600), { default: "10", units: "seconds" }),
    threshold: leaf("Pings without answer before the tunnel counts as down.", integer(1, 65536), {
      default: "10",
    }),
  }),
  proposal,
  policy,
  vpn,
  "security-association": list("SAs with fixed keys for routing protocols.", label(32), {
    description: leaf("A note.", text(1, 80)),
    mode: leaf("Mode.", words("transport"), { default: "transport" }),
    ...eitherOf("sa_choice", {
      manual: container("Fixed keys.", {
        direction: list("Direction.", words("bidirectional"), {
          protocol: leaf("Protocol.", words("ah esp")),
          spi: leaf("The SA's number.", integer(256, 16639)),
          authentication: container("Integrity.", {
            algorithm: leaf(
              "Algorithm.",
              words("hmac-md5-96 hmac-sha1-96 hmac-sha-256 hmac-sha-384 hmac-sha-512"),
            ),
            key: container("Key.", keyChoice("The key")),
          }),
          encryption: container("Encryption.", {
            algorithm: leaf(
              "Algorithm.",
              words("des-cbc 3des-cbc aes-128-cbc aes-192-cbc aes-256-cbc"),
            ),
            key: container("Key.", keyChoice("The key")),
          }),
        }),
      }),
    }),
  }),
  "anti-replay-window-size": leaf(
    "Packets that may arrive out of order, for all VPNs.",
    integer(64, 8192),
  ),
});
