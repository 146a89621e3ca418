// Rules for system, access and pki.
import type { Context } from "./context";

const CLASSES = [
  "super-user",
  "superuser",
  "operator",
  "read-only",
  "unauthorized",
  "superuser-local",
];

function checkUsers(context: Context): void {
  const classes = [...CLASSES, ...context.names("system login class")];
  const ids = new Map<string, string>();
  for (const user of context.entries("system login user")) {
    const where = ["system", "login", "user", user.name];
    const name = user.text("class");
    if (name === undefined)
      context.error("incomplete-user", where, "no class", "set one, such as super-user");
    else if (context.whole || CLASSES.some((each) => each.startsWith(name.slice(0, 4)))) {
      context.reference(name, classes, "login class", [...where, "class"], "undefined-class");
    }
    const uid = user.text("uid");
    if (uid !== undefined) {
      const first = ids.get(uid);
      if (first !== undefined)
        context.error(
          "uid-twice",
          [...where, "uid"],
          `user "${first}" has the same uid`,
          "use another number",
        );
      ids.set(uid, user.name);
    }
  }
}

/** Names that stand in other hierarchies. */
function checkReferences(context: Context): void {
  if (context.whole) {
    for (const profile of context.entries("access profile")) {
      const pool = profile.text("address-assignment pool");
      if (pool !== undefined)
        context.reference(
          pool,
          context.names("access address-assignment pool"),
          "address pool",
          ["access", "profile", profile.name, "address-assignment", "pool"],
          "undefined-pool",
        );
    }
  }
  for (const policy of context.entries("security ike policy")) {
    const authority = policy.text("certificate trusted-ca ca-profile");
    if (authority !== undefined && context.whole)
      context.reference(
        authority,
        context.names("security pki ca-profile"),
        "certificate authority",
        ["security", "ike", "policy", policy.name, "certificate", "trusted-ca", "ca-profile"],
        "undefined-ca",
      );
  }
}

function checkCommunities(context: Context): void {
  for (const community of context.entries("snmp community")) {
    const list = community.text("client-list-name");
    if (list !== undefined)
      context.reference(
        list,
        context.names("snmp client-list"),
        "client list",
        ["snmp", "community", community.name, "client-list-name"],
        "undefined-client-list",
      );
    if (["public", "private"].includes(community.name))
      context.warn(
        "known-community",
        ["snmp", "community", community.name],
        "a community that everyone tries first",
        "use another, and name the clients",
      );
  }
}

export function checkSystem(context: Context): void {
  checkUsers(context);
  if (
    context.whole &&
    context.root.has("system") &&
    !context.root.has("system root-authentication")
  ) {
    context.warn(
      "no-root-authentication",
      ["system"],
      "no root-authentication: a device without it refuses every commit",
      "set a password's hash or a public key",
    );
  }
  const ssh = context.root.get("system services ssh");
  if (ssh?.text("root-login") === "allow")
    context.warn(
      "root-login",
      ["system", "services", "ssh", "root-login"],
      "root may log in with a password",
      "use deny-password or deny",
    );
  checkReferences(context);
  checkCommunities(context);
}
