// People who may log in to a site's devices: their keys are statements, so that a key that comes or goes is a commit and no new instance.
import type { Mistake } from "../diagnostics";
import type { Device, Fragment } from "../topology";
import { KEY_STATEMENTS, publicKeyMistake } from "./public-key";

/** Login names, each with the public keys that may log in under it. */
export type Operators = Readonly<Record<string, string | readonly string[]>>;

/** What Junos takes for a login name (junos-es-conf-root, login user: 1 to 64 characters). */
const LOGIN = /^[A-Za-z_][A-Za-z0-9_.-]{0,63}$/;

const keysOf = (keys: string | readonly string[]): readonly string[] =>
  typeof keys === "string" ? [keys] : keys;

/** The login that the stack commits with is made on each device: root is there, and takes no such key. */
export function loginMistakes(login: string): readonly Mistake[] {
  if (LOGIN.test(login) && login !== "root") return [];
  return [
    {
      rule: "management-user",
      what: "management.user is no login name that Junos makes",
      found: JSON.stringify(login),
      allowed: "1 to 64 letters, digits, _, - and ., a letter or _ first; not root",
      fix: "give another login name, or leave user out",
    },
  ];
}

/** @param own the login that the stack itself commits with: what it gets in with is not an operator's */
export function operatorMistakes(operators: Operators, own: string): readonly Mistake[] {
  return Object.entries(operators).flatMap(([name, keys]): readonly Mistake[] => {
    if (!LOGIN.test(name) || name === "root" || name === own) {
      return [
        {
          rule: "public-key",
          what: "management.operators has a login name that Junos takes for no operator's",
          found: JSON.stringify(name),
          allowed:
            "1 to 64 letters, digits, _, - and ., a letter or _ first; not root, and not management.user",
          fix: "give the operator another login name",
        },
      ];
    }
    return keysOf(keys).flatMap((key) => {
      const mistake = publicKeyMistake(key, { forEc2: false });
      return mistake === undefined
        ? []
        : [
            {
              ...mistake,
              what: `management.operators has a text for ${name} that is not a public key`,
              fix: "give the text of the operator's .pub file",
            },
          ];
    });
  });
}

/** The statements of one device. Needs operators without a mistake. */
export function operatorStatements(device: Device, operators: Operators, origin: string): Fragment {
  const user = Object.fromEntries(
    Object.entries(operators).map(([name, keys]) => {
      const authentication: Record<string, Record<string, object>> = {};
      for (const key of keysOf(keys).map((each) => each.trim())) {
        const property = KEY_STATEMENTS[key.split(/\s+/)[0] ?? ""];
        if (property !== undefined)
          authentication[property] = { ...authentication[property], [key]: {} };
      }
      return [name, { class: "super-user", authentication }];
    }),
  );
  return { device, origin, config: { system: { login: { user } } } };
}
