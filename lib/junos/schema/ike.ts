// security ike: proposals, policies and gateways, the first phase of every VPN.
import {
  certificateName,
  container,
  eitherOf,
  flag,
  integer,
  interfaceUnit,
  ipaddr,
  ipv4addr,
  ipv6addr,
  label,
  leaf,
  leafList,
  list,
  matching,
  name,
  oneOf,
  presence,
  shaped,
  text,
  words,
  type Drafts,
} from "./build";
import { dhGroups, keyChoice, proposalSets, traceoptions } from "./common";

const rate = matching(/^[0-9]{1,5}\/[0-9]{1,5}$/, "a number in seconds, as 10/60");
const seconds = { units: "seconds" };

const proposal = list(
  "Algorithms offered for the IKE SA; both ends need one proposal in common.",
  name(32),
  {
    description: leaf("A note.", text(1, 80)),
    "authentication-method": leaf(
      "How the peers prove who they are.",
      words(
        "pre-shared-keys rsa-signatures dsa-signatures ecdsa-signatures-256 ecdsa-signatures-384 ecdsa-signatures-521 certificates digital-signature",
      ),
    ),
    "dh-group": leaf("Diffie-Hellman group; groups 1, 2 and 5 are weak.", dhGroups),
    "authentication-algorithm": leaf(
      "Integrity of IKE messages; not with GCM or ChaCha20, which bring their own.",
      words("md5 sha1 sha-256 sha-384 sha-512"),
    ),
    "encryption-algorithm": leaf(
      "Encryption of IKE messages.",
      words(
        "des-cbc 3des-cbc aes-128-cbc aes-192-cbc aes-256-cbc aes-128-gcm aes-256-gcm chacha20-poly1305",
      ),
    ),
    "lifetime-seconds": leaf(
      "Time until the IKE SA is negotiated anew.",
      integer(180, 86400),
      seconds,
    ),
    "signature-hash-algorithm": leafList(
      "Hashes accepted with digital signatures.",
      words("sha1 sha256 sha384 sha512"),
      { ordered: true },
    ),
  },
);

const policy = list("Proposals and credentials that gateways refer to.", name(32), {
  mode: leaf(
    "Exchange of IKEv1: `main` hides the identities, `aggressive` is quicker and doesn't. Leave it out with IKEv2.",
    words("main aggressive"),
    { default: "main" },
  ),
  "reauth-frequency": leaf(
    "Rekeys between two authentications with IKEv2; 0 never authenticates anew.",
    integer(0, 100),
    { default: "0" },
  ),
  description: leaf("A note.", text(1, 80)),
  proposals: leafList("Proposals offered, best first.", label(32), { ordered: true }),
  blocklist: leaf("Blocklist that tells which peers to turn away.", name(32)),
  certificate: container("Certificates, for the signature methods.", {
    "local-certificate": leaf("Name of this device's certificate.", certificateName),
    "trusted-ca": container(
      "Authorities that a peer's certificate may come from.",
      eitherOf("ca", {
        "=ca-index": leaf("Index of an authority.", integer()),
        "use-all": flag("Any authority this device knows."),
        "ca-profile": leaf("One authority's profile.", text()),
        "trusted-ca-group": leaf("A group of authorities.", text()),
      }),
    ),
    "peer-certificate-type": leaf(
      "Form of the peer's certificate.",
      words("pkcs7 x509-signature"),
      { default: "x509-signature" },
    ),
    "policy-oids": leafList("Certificate policies required of the peer.", text(1, 63), {
      ordered: true,
      max: 5,
    }),
  }),
  "proposal-set": leaf("A ready-made set of proposals, in place of `proposals`.", proposalSets),
  "pre-shared-key": container("The secret both peers share.", keyChoice("The secret")),
  "seeded-pre-shared-key": container(
    "A secret from which each peer's own is derived.",
    keyChoice("The secret"),
  ),
});

/** A peer's name, in one of several kinds. */
const identity = (whose: string, distinguished: Drafts): Drafts =>
  oneOf(
    "identity-type",
    {
      inet: container(`An IPv4 address as ${whose} identity.`, {
        "=identity-ipv4": leaf("The address.", ipv4addr),
      }),
    },
    {
      inet6: container(`An IPv6 address as ${whose} identity.`, {
        "=identity-ipv6": leaf("The address.", ipv6addr),
      }),
    },
    {
      hostname: container(`A host name as ${whose} identity.`, {
        "=identity-hostname": leaf("The host name.", text()),
      }),
    },
    {
      "user-at-hostname": container(`A mail address as ${whose} identity.`, {
        "=identity-user": leaf("The mail address.", text()),
      }),
    },
    distinguished,
    {
      "key-id": container(`Any text as ${whose} identity.`, {
        "=string-key-id": leaf("The text.", text(1, 127)),
      }),
    },
  );

const login = (what: string): Drafts => ({
  client: container(`Name and password with which this device ${what}.`, {
    username: leaf("User name.", text(1, 128)),
    password: leaf("Password.", text(1, 128), { secret: true }),
  }),
});

const gateway = list("A peer: where it is, who it says it is, and how it is reached.", name(32), {
  "ike-policy": leaf("The IKE policy.", name(32)),
  ...oneOf(
    "remote-identifier",
    {
      address: leafList(
        "The peer's address as seen from here, which behind NAT is the NAT's outer address; up to four more as backups.",
        shaped("address-or-host"),
        { ordered: true },
      ),
    },
    {
      dynamic: container(
        "The peer's address isn't known beforehand: it is recognised by its identity.",
        {
          ...oneOf(
            "remote-id-type",
            {
              "distinguished-name": presence(
                "Recognise it by the name in its certificate.",
                eitherOf("name-type", {
                  container: leaf("Parts that must be there in this order.", text()),
                  wildcard: leaf("Parts that must be there in any order.", text()),
                }),
              ),
            },
            { "general-ikeid": flag("Accept any identity.") },
            { hostname: leaf("Recognise it by a host name.", text()) },
            { inet: leaf("Recognise it by an IPv4 address as identity.", ipv4addr) },
            { inet6: leaf("Recognise it by an IPv6 address as identity.", ipv6addr) },
            { "user-at-hostname": leaf("Recognise it by a mail address.", text()) },
          ),
          "connections-limit": leaf("Most peers at a time that share this gateway.", integer()),
          "ike-user-type": leaf(
            "Whether many peers share a group's or one identity.",
            words("group-ike-id shared-ike-id"),
          ),
          "reject-duplicate-connection": flag("Turn away a second peer with an identity in use."),
        },
      ),
    },
  ),
  "dead-peer-detection": presence("Find out that the peer is gone.", {
    ...eitherOf("mode", {
      optimized: flag("Ask only when traffic goes out and none comes back; the default."),
      "probe-idle-tunnel": flag("Ask also while there is no traffic."),
      "always-send": flag("Ask at every interval."),
    }),
    interval: leaf("Time between questions.", integer(2, 60), {
      default: "10",
      units: "seconds",
    }),
    threshold: leaf("Questions without answer before the peer counts as gone.", integer(1, 5), {
      default: "5",
    }),
  }),
  "node-local": flag("Keep tunnels on one node of a high-availability pair."),
  "no-nat-traversal": flag("Don't look for NAT, and don't encapsulate ESP in UDP."),
  "nat-keepalive": leaf("Time between packets that keep a NAT's mapping alive.", integer(1, 300), {
    default: "20",
    units: "seconds",
  }),
  "local-identity": container(
    "Who this device says it is; its address when left out, which behind NAT the peer doesn't expect.",
    identity("this end's", {
      "distinguished-name": flag("The name in this device's certificate."),
    }),
  ),
  "remote-identity": container(
    "Who the peer must say it is.",
    identity("the peer's", {
      "distinguished-name": presence("The name in the peer's certificate.", {
        container: leaf("Parts that must be there in this order.", text()),
        wildcard: leaf("Parts that must be there in any order.", text()),
      }),
    }),
  ),
  "external-interface": leaf(
    "The logical interface that IKE packets leave and arrive by.",
    interfaceUnit,
  ),
  "local-address": leaf("This end's address, when the external interface has several.", ipaddr),
  aaa: container("Authentication of users beyond the peer's own, with IKEv2.", {
    "access-profile": list(
      "The access profile that answers.",
      text(),
      {
        "config-payload-password": leaf(
          "Password for requests of a configuration payload.",
          text(1, 128),
          { secret: true },
        ),
      },
      { max: 1 },
    ),
    "use-routing-instance-address": flag("Ask from an address of the routing instance."),
    ...login("identifies itself to the peer"),
    "no-push-to-identity-management": flag("Don't report users to the identity service."),
  }),
  xauth: container("Authentication of users beyond the peer's own, with IKEv1.", {
    "access-profile": leaf("The access profile that answers.", text()),
    ...login("identifies itself to the peer"),
  }),
  "general-ikeid": flag("Accept whatever identity the peer sends."),
  advpn: presence("Shortcuts between spokes of a hub.", {
    suggester: presence("Suggest shortcuts to others.", { disable: flag("Don't.") }),
    partner: presence("Take part in shortcuts.", {
      "connection-limit": leaf("Most shortcuts at a time.", integer()),
      "idle-time": leaf("Time without traffic until a shortcut goes.", integer(60, 86400), {
        default: "300",
        units: "seconds",
      }),
      "idle-threshold": leaf(
        "Packets per second below which a shortcut counts as idle.",
        integer(3, 5000),
        { default: "5" },
      ),
      disable: flag("Don't."),
    }),
  }),
  version: leaf("Version of IKE.", words("v1-only v2-only"), { default: "v1-only" }),
  fragmentation: container("Cut long IKEv2 messages to pieces that pass everywhere.", {
    disable: flag("Send them whole."),
    size: leaf("Largest piece.", integer(570, 1320)),
  }),
  "tcp-encap-profile": leaf("Profile for tunnels inside TCP.", text()),
  "ppk-profile": container("Post-quantum key that is mixed in.", {
    "=profile-name": leaf("Name of the profile.", name(32)),
    optional: flag("Go on without when the peer has none."),
  }),
});

const delay = (what: string): ReturnType<typeof container> =>
  container(what, { "=timeout": leaf("Time.", integer(1, 180)) });

const halfOpen = container("Peers that began and did not authenticate yet.", {
  timeout: leaf("Time until such a peer is dropped.", integer(1, 180), seconds),
  "max-count": leaf("Most of them at a time.", integer(1, 10000)),
  "discard-duplicate": flag("Drop a second beginning of the same peer."),
  thresholds: container("What to do when there are many.", {
    "send-cookie": container("Ask peers to prove their address.", {
      "=session-count": leaf("From this many on.", integer(1, 10000)),
    }),
    "reduce-timeout": container("Wait less long.", {
      "=session-count": leaf("From this many on.", integer(1, 10000)),
      timeout: leaf("The shorter time.", integer(1, 180)),
    }),
  }),
  "backoff-timeouts": container("How long a peer is turned away after failing.", {
    "init-phase-failure": delay("After it failed before authenticating."),
    "auth-phase-failure": delay("After it failed to authenticate."),
  }),
});

export const ike = container("Internet Key Exchange, the first phase.", {
  traceoptions: traceoptions(
    "IKE",
    "timer routing-socket parse config ike policy-manager general database certificates snmp thread high-availability next-hop-tunnels all",
    {
      "rate-limit": leaf("Most messages per second.", integer(0, 4294967295), { default: "0" }),
      filter: container("Trace only some hardware's tunnels.", {
        fpc: leaf("Slot.", integer()),
        pic: leaf("Card in the slot.", integer()),
      }),
    },
  ),
  trap: container("SNMP traps about tunnels.", {
    "ipsec-tunnel-down": flag("When a tunnel goes down."),
    "peer-down": flag("When a peer goes down."),
  }),
  session: container("Limits on peers that initiate and don't finish, against floods.", {
    "half-open": halfOpen,
    "full-open": container("Peers that are authenticated.", {
      "incoming-exchange-max-rates": container("Most exchanges of a kind per peer.", {
        "ike-rekey": leaf("Rekeys of the IKE SA.", rate),
        "ipsec-rekey": leaf("Rekeys of IPsec SAs.", rate),
        keepalive: leaf("Liveness checks.", rate),
      }),
    }),
  }),
  blocklists: container("Peers that are turned away by their identity.", {
    "*blocklist": list(
      "A blocklist.",
      name(32),
      {
        description: leaf("A note.", text(1, 80)),
        rule: list(
          "Rules, first match first.",
          name(32),
          {
            description: leaf("A note.", text(1, 80)),
            match: container("Peers the rule is about.", {
              role: leaf("This device's role.", words("initiator responder"), {
                default: "initiator",
              }),
              "id-type": leaf(
                "Kind of identity.",
                words("inet inet6 hostname distinguished-name user-at-hostname key-id"),
              ),
              "id-pattern": leaf("Pattern of the identity.", text(1, 256)),
            }),
            then: container("What happens to them.", {
              ...eitherOf("designation", {
                discard: flag("Drop silently."),
                reject: flag("Drop and say so."),
              }),
              backoff: presence("Turn away for a time.", {
                "=timeout": leaf("The time.", integer(1, 180)),
              }),
            }),
          },
          { ordered: true, max: 1000 },
        ),
      },
      { max: 1000 },
    ),
  }),
  "respond-bad-spi": presence("Tell peers that use an SA this device no longer has.", {
    "=max-responses": leaf("Answers per peer.", integer(1, 30), { default: "5" }),
  }),
  proposal,
  policy,
  gateway,
});
