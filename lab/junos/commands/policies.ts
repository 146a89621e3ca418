// Security policies in the order in which they are tried.

import { type ConfigNode, PolicyTable, protocolNumber } from "../../../lib/junos";
import { isHost } from "../../../lib/net";
import { type PolicyHits } from "../../dataplane";
import { type DeviceView } from "../device-view";
import { refusal } from "../messages";
import { el } from "../report/markup";
import {
  joined,
  line,
  lineOf,
  padded,
  type Part,
  section,
  sectionWith,
  type Sheet,
  type Shown,
  shown,
  text,
} from "../report/sheet";
import { type Arguments, type Command, DETAIL, namespace, valued } from "./command";
import { documented, published } from "../source";

interface Policy {
  readonly name: string;
  /** Numbers all policies of the device, the system's own first. */
  readonly index: number;
  readonly sequence: number;
  readonly sources: readonly string[];
  readonly destinations: readonly string[];
  readonly applications: readonly string[];
  readonly action: string;
  /** The VPN that a policy-based tunnel uses. */
  readonly tunnel: string | undefined;
}

interface Context {
  readonly from: string;
  readonly to: string;
  readonly policies: readonly Policy[];
}

/** Policies before this number are the system's own. */
const FIRST_INDEX = 4;

function contextsOf(device: DeviceView): Context[] {
  const policies = device.configuration.effective.get("security policies");
  let index = FIRST_INDEX;
  const read = (policy: ConfigNode, position: number): Policy => ({
    name: policy.name,
    index: index++,
    sequence: position + 1,
    sources: policy.names("match source-address"),
    destinations: policy.names("match destination-address"),
    applications: policy.names("match application"),
    action:
      ["permit", "deny", "reject"].find((action) => policy.get(["then", action]) !== undefined) ??
      "deny",
    tunnel: policy.text("then permit tunnel ipsec-vpn"),
  });
  const contexts: Context[] = [];
  for (const from of policies?.get("from-zone")?.children ?? []) {
    for (const to of from.get("to-zone")?.children ?? []) {
      contexts.push({
        from: from.name,
        to: to.name,
        policies: (to.get("policy")?.children ?? []).map(read),
      });
    }
  }
  const everywhere = policies?.get("global policy")?.children ?? [];
  if (everywhere.length > 0)
    contexts.push({ from: "junos-global", to: "junos-global", policies: everywhere.map(read) });
  return contexts;
}

function report(device: DeviceView, given: Arguments): Sheet {
  const { "from-zone": from, "to-zone": to, "policy-name": name } = given;
  const contexts = contextsOf(device)
    .filter((each) => (from ?? each.from) === each.from && (to ?? each.to) === each.to)
    .map((each) => ({
      ...each,
      policies: each.policies.filter((policy) => (name ?? policy.name) === policy.name),
    }))
    .filter(({ policies }) => policies.length > 0);
  const { root } = device.configuration.effective;
  const standard = root.text("security policies default-policy") ?? "deny-all";
  return sectionWith(
    "security-policies",
    { ...namespace(device, "policy"), "junos:style": "brief" },
    section("default-policy", line`Default policy: ${el("default-policy-action", standard)}`),
    contexts.map(contextPart),
  );
}

function contextPart({ from, to, policies }: Context): Part {
  const zones = [el("source-zone-name", from), el("destination-zone-name", to)] as const;
  return section(
    "security-context",
    section(
      "context-information",
      from === "junos-global"
        ? [text("Global policies:\n"), ...zones]
        : line`From zone: ${zones[0]}, To zone: ${zones[1]}`,
    ),
    policies.map(policyPart),
  );
}

function policyPart(policy: Policy): Part {
  const { sources, destinations, applications, action, tunnel } = policy;
  return section(
    "policies",
    section(
      "policy-information",
      line`  Policy: ${el("policy-name", policy.name)}, State: ${el("policy-state", "enabled")}, Index: ${el("policy-identifier", policy.index)}, Scope Policy: ${el("scope-policy-identifier", 0)}, Sequence number: ${el("policy-sequence-number", policy.sequence)}`,
      namesPart("Source addresses", "source-address", "address-name", sources),
      namesPart("Destination addresses", "destination-address", "address-name", destinations),
      namesPart("Applications", "application", "application-name", applications),
      section(
        "policy-action",
        line`    Action: ${el("action-type", action)}${tunnel === undefined ? "" : ", tunnel"}`,
        tunnel === undefined
          ? undefined
          : section("policy-tunnel", line`    Tunnel: ${el("tunnel-name", tunnel)}`),
      ),
    ),
  );
}

/** Names in a line; each has an element of its own inside another. */
function namesPart(label: string, kind: string, element: string, names: readonly string[]): Part {
  const all = joined(
    names.map((name) => el(kind, el(element, name))),
    ", ",
  );
  return section(kind === "application" ? "applications" : `${kind}es`, line`    ${label}: ${all}`);
}

const [COUNT_INDEX, COUNT_ZONE, COUNT_NAME] = [8, 17, 15];

/** How many sessions each policy decided about, in the order of their numbers. */
async function hitCounts(device: DeviceView, given: Arguments): Promise<Sheet> {
  const { "from-zone": from, "to-zone": to } = given;
  const { policies: counted = [] } = await device.plane.state();
  const all = contextsOf(device).flatMap((context) =>
    context.policies.map((policy) => ({ ...policy, from: context.from, to: context.to })),
  );
  const rows = all
    .map((policy, index) => ({ ...policy, row: index + 1 }))
    .filter((policy) => (from ?? policy.from) === policy.from && (to ?? policy.to) === policy.to)
    .map((policy) => {
      const isOf = (hit: PolicyHits): boolean =>
        hit.policy === policy.name &&
        (hit.zones?.from ?? "junos-global") === policy.from &&
        (hit.zones?.to ?? "junos-global") === policy.to;
      const name = (part: string): string => `policy-hit-count-${part}`;
      const action = policy.action.replace(/^./, (letter) => letter.toUpperCase());
      return section(
        name("entry"),
        lineOf([
          padded(el(name("index"), policy.row), COUNT_INDEX),
          padded(el(name("from-zone"), policy.from), COUNT_ZONE),
          padded(el(name("to-zone"), policy.to), COUNT_ZONE + 1),
          padded(el(name("policy-name"), policy.name), COUNT_NAME),
          padded(el(name("count"), counted.find(isOf)?.hits ?? 0), COUNT_NAME - 1),
          el(name("action"), action),
        ]),
      );
    });
  return section(
    "policy-hit-count",
    line`Logical system: ${el("logical-system-name", "root-logical-system")}`,
    text("Index   From zone        To zone           Name           Policy count  Action\n"),
    rows,
  );
}

const QUESTION = [
  "from-zone",
  "to-zone",
  "source-ip",
  "destination-ip",
  "source-port",
  "destination-port",
  "protocol",
] as const;

/** The policy that a packet would meet. */
function matching(device: DeviceView, given: Arguments): Sheet {
  const missing = QUESTION.find((word) => (given[word] ?? "") === "");
  if (missing !== undefined) throw refusal("missing argument", { element: missing });
  const value = (word: (typeof QUESTION)[number]): string => given[word] ?? "";
  const protocol = protocolNumber(value("protocol"));
  const wrong =
    protocol === undefined
      ? "protocol"
      : (["source-ip", "destination-ip"] as const).find((word) => !isHost(value(word)));
  if (wrong !== undefined) throw refusal("invalid value", { element: wrong });
  const [from, to] = [value("from-zone"), value("to-zone")];
  const found = new PolicyTable(device.configuration.effective.root).verdict(from, to, {
    source: value("source-ip"),
    destination: value("destination-ip"),
    protocol: protocol ?? 0,
    sourcePort: Number(value("source-port")),
    destinationPort: Number(value("destination-port")),
  });
  const known = contextsOf(device)
    .filter((each) =>
      found.isGlobal ? each.from === "junos-global" : each.from === from && each.to === to,
    )
    .flatMap(({ policies }) => policies)
    .find(({ name }) => name === found.policy);
  // What a text alone doesn't tell, the device decides by what it has learnt; here nothing is learnt.
  const action = found.action === "unknown" ? "deny" : found.action;
  return sectionWith(
    "security-policy-match",
    { ...namespace(device, "policy"), "junos:style": "detail" },
    section(
      "policy-information",
      line`Policy: ${el("policy-name", found.policy ?? "Default-Policy")}, ${actionShown("action-type", known === undefined ? `${action}-all` : action)}, State: ${el("policy-state", "enabled")}, Index: ${el("policy-identifier", known?.index ?? DEFAULT_INDEX)}`,
      line`  Sequence number: ${el("policy-sequence-number", known?.sequence ?? DEFAULT_INDEX)}`,
      known === undefined
        ? undefined
        : section(
            "context-information",
            line`  From zone: ${el("source-zone-name", from)}, To zone: ${el("destination-zone-name", to)}`,
          ),
    ),
  );
}

/** Number of the default policy. */
const DEFAULT_INDEX = 2;

/** The action inside its own element, as a line shows it. */
const actionShown = (name: string, action: string): Shown =>
  shown(el("policy-action", el(name, action)), `${name}: ${action}`);

/** The commands of this area. */
export const POLICIES: readonly Command[] = [
  {
    words: "show security policies",
    help: "Show security firewall policies",
    rpc: ["get-firewall-policies"],
    options: [
      valued("from-zone", "zone", "Show the policies from this zone"),
      valued("to-zone", "zone", "Show the policies to this zone"),
      valued("policy-name", "name", "Show the policy of this name"),
      { ...DETAIL, help: "Show detailed output" },
    ],
    source: documented("tables for Juniper/py-junos-eznc that send this request"),
    run: report,
  },
  {
    words: "show security policies hit-count",
    help: "Show policies hit count",
    rpc: ["get-security-policies-hit-count"],
    options: [
      valued("from-zone", "zone", "Show the policies from this zone"),
      valued("to-zone", "zone", "Show the policies to this zone"),
    ],
    source: published(
      "24.4R1-S2.9",
      "psaab/bpfrx, notes of a vSRX cluster's output; elements as exporters of metrics read them",
    ),
    run: hitCounts,
  },
  {
    words: "show security match-policies",
    help: "Show the policy that traffic would match",
    rpc: ["match-firewall-policies"],
    options: QUESTION.map((word) => valued(word, "value", "Part of the traffic in question")),
    source: documented(
      "fastrevmd-lab/rustjunosmcp, the request and the words for the default policy; elements as two programs that ask for it read them, one of which calls them a guess",
    ),
    run: matching,
  },
];
