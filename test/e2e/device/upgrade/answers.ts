// What a device says of its tunnels while all of them are up: made from its own configuration, whatever that is.
import { type ConfigTree } from "../../../../lib/junos";

type Answers = Readonly<Record<string, () => string>>;

/** Values of `list NAME leaf` for all names. */
function entries(tree: ConfigTree, list: readonly string[]): Map<string, Map<string, string>> {
  const found = new Map<string, Map<string, string>>();
  for (const { path, value } of tree.statements()) {
    if (!list.every((word, index) => path[index] === word)) continue;
    const name = path[list.length] ?? "";
    const leaves = found.get(name) ?? new Map<string, string>();
    found.set(name, leaves.set(path.slice(list.length + 1).join(" "), value ?? ""));
  }
  return found;
}

/** The identity that a leaf such as `local-identity hostname` names. */
const identity = (leaves: ReadonlyMap<string, string>, side: string): string =>
  [...leaves].find(([name]) => name.startsWith(`${side} `))?.[1] ?? "";

export function answersOf(active: () => ConfigTree): Answers {
  let packets = 10;
  const ike = (): string => {
    const blocks = [...entries(active(), ["security", "ike", "gateway"])].map(
      ([name, leaves], index) => `<ike-security-associations-block>
<ike-sa-remote-address>${leaves.get("address") ?? "198.51.100.4"}</ike-sa-remote-address><ike-sa-index>${index + 1}</ike-sa-index><ike-gw-name>${name}</ike-gw-name>
<ike-security-associations><ike-sa-role>Initiator</ike-sa-role><ike-sa-state>UP</ike-sa-state><ike-sa-local-port>4500</ike-sa-local-port><ike-sa-remote-port>4500</ike-sa-remote-port>
<ike-sa-phase2-information><ike-sa-local-id>${identity(leaves, "local-identity")}</ike-sa-local-id><ike-sa-remote-id>${identity(leaves, "remote-identity") || identity(leaves, "dynamic")}</ike-sa-remote-id></ike-sa-phase2-information>
</ike-security-associations></ike-security-associations-block>`,
    );
    return `<ike-security-associations-information>${blocks.join("")}</ike-security-associations-information>`;
  };
  const ipsec = (): string => {
    const sa = (direction: string): string =>
      `<ipsec-security-associations><sa-direction>${direction}</sa-direction><sa-spi>1</sa-spi><sa-state>installed</sa-state></ipsec-security-associations>`;
    const blocks = [...entries(active(), ["security", "ipsec", "vpn"]).keys()].map(
      (name, index) =>
        `<ipsec-security-associations-block><sa-block-state>up</sa-block-state><sa-tunnel-index>${index + 7}</sa-tunnel-index><sa-vpn-name>${name}</sa-vpn-name>${sa("inbound")}${sa("outbound")}</ipsec-security-associations-block>`,
    );
    return `<ipsec-security-associations-information>${blocks.join("")}</ipsec-security-associations-information>`;
  };
  const hits = (): string => {
    const rules = active()
      .statements()
      .filter(({ path }) => path.slice(0, 3).join(" ") === "security nat static")
      .map(({ path }) => [path[4] ?? "", path[6] ?? ""] as const)
      .filter(([, rule]) => rule !== "");
    const rows = [
      ...new Map(rules.map(([set, rule]) => [`${set} ${rule}`, [set, rule]])).values(),
    ].map(
      ([set, rule]) =>
        `<static-nat-rule-entry><rule-name>${rule}</rule-name><rule-set-name>${set}</rule-set-name><rule-translation-hits>${(packets += 3)}</rule-translation-hits></static-nat-rule-entry>`,
    );
    return `<static-nat-rule-information>${rows.join("")}</static-nat-rule-information>`;
  };
  return {
    "get-ike-security-associations-information": ike,
    "get-security-associations-information": ipsec,
    "get-inactive-tunnels": () => "<ipsec-unestablished-tunnel-information/>",
    "get-ipsec-statistics-information": () =>
      `<usp-ipsec-total-statistics-information><esp-statistics><esp-encrypted-packets>${packets}</esp-encrypted-packets><esp-decrypted-packets>${packets}</esp-decrypted-packets></esp-statistics></usp-ipsec-total-statistics-information>`,
    "get-static-nat-rule-information": hits,
    ping: () => {
      packets += 3;
      return `<ping-results><probe-results-summary><probes-sent>3</probes-sent><responses-received>3</responses-received></probe-results-summary><ping-success/></ping-results>`;
    },
  };
}
