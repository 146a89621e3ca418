// access: profiles of users for remote access, and addresses handed to them.
import {
  base,
  container,
  eitherOf,
  integer,
  ipaddr,
  ipv4addr,
  ipv4prefix,
  label,
  leaf,
  leafList,
  list,
  name,
  presence,
  text,
  words,
} from "./build";

const secret = base("unreadable");

const range = list("Ranges of addresses.", label(63), {
  low: leaf("First address.", ipv4addr),
  high: leaf("Last address.", ipv4addr),
});

export const access = container("Users and what they get.", {
  "radius-server": list("RADIUS servers.", ipaddr, {
    port: leaf("Port.", integer(1, 65535, "uint16"), { default: "1812" }),
    "accounting-port": leaf("Port for accounting.", integer(1, 65535, "uint16"), {
      default: "1813",
    }),
    secret: leaf("Secret shared with it.", secret, { secret: true }),
    timeout: leaf("Time for an answer.", integer(1, 1000), { default: "3", units: "seconds" }),
    retry: leaf("Times to ask.", integer(1, 100), { default: "3" }),
    "source-address": leaf("This end's address.", ipaddr),
    "routing-instance": leaf("Routing instance it is reached by.", text()),
  }),
  profile: list("Profiles.", name(63), {
    "accounting-order": leafList("Where use is reported, in turn.", words("radius"), {
      ordered: true,
    }),
    "authentication-order": leafList(
      "Where users are checked, in turn.",
      words("radius password none nasreq nas-5g saml ldap securid s6a"),
      { ordered: true },
    ),
    client: list("Users.", text(), {
      "chap-secret": leaf("Secret for CHAP.", secret, { secret: true }),
      "pap-password": leaf("Password for PAP.", secret, { secret: true }),
      xauth: container("IKE users.", {
        "ip-address": leaf("Address the user gets.", ipv4prefix),
      }),
      "client-group": leafList("Groups of the user.", text(), { ordered: true }),
      "firewall-user": container("Firewall users.", {
        password: leaf("Password.", text(1, 128), { secret: true }),
      }),
    }),
    "address-assignment": container("Addresses.", {
      pool: leaf("Pool.", name(63)),
      "inet6-pool": leaf("Pool for IPv6.", name(63)),
    }),
    "session-limit-per-username": leaf("Most sessions of a user.", integer(1, 16)),
  }),
  "address-assignment": container("Addresses to hand out.", {
    pool: list("Pools.", label(63), {
      link: leaf("Pool to go on with.", label(63)),
      family: presence(
        "Family of addresses.",
        eitherOf("family_type", {
          inet: presence("IPv4.", {
            network: leaf("Network.", ipv4prefix),
            range,
            "xauth-attributes": container("What IKE users get besides.", {
              "primary-dns": leaf("Name server.", base("ipv4prefix")),
              "secondary-dns": leaf("Second name server.", base("ipv4prefix")),
            }),
          }),
        }),
      ),
    }),
  }),
  "firewall-authentication": container("Users of the firewall.", {
    "pass-through": container("Asked in passing.", {
      "default-profile": leaf("Profile.", text(1, 250)),
    }),
    "web-authentication": container("Asked on a page.", {
      "default-profile": leaf("Profile.", text(1, 250)),
    }),
  }),
});
