// Security policies in the order in which they are tried.

import { type ConfigNode } from "../../../lib/junos";
import { el, elWith } from "../markup";
import {
  type Arguments,
  type Command,
  type Device,
  namespace,
  type Report,
} from "../reports/command";

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

function contextsOf(device: Device): Context[] {
  const policies = device.database.active.effective().get("security policies");
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

function report(device: Device, given: Arguments): Report {
  const contexts = contextsOf(device)
    .filter(
      ({ from, to }) =>
        [given["from-zone"] ?? from, given["to-zone"] ?? to].join() === [from, to].join(),
    )
    .map((context) => ({
      ...context,
      policies: context.policies.filter(({ name }) => name === (given["policy-name"] ?? name)),
    }))
    .filter(({ policies }) => policies.length > 0);
  const standard =
    device.database.active.effective().get("security policies default-policy permit-all") ===
    undefined
      ? "deny-all"
      : "permit-all";
  return {
    text: `Default policy: ${standard}\n${contexts.map(contextText).join("")}`,
    xml: elWith(
      "security-policies",
      { ...namespace(device, "policy"), "junos:style": "brief" },
      el("default-policy", el("default-policy-action", standard)),
      contexts.map(({ from, to, policies }) =>
        el(
          "security-context",
          el("context-information", el("source-zone-name", from), el("destination-zone-name", to)),
          policies.map((policy) => el("policies", policyMarkup(policy))),
        ),
      ),
    ),
  };
}

function contextText({ from, to, policies }: Context): string {
  const head =
    from === "junos-global" ? "Global policies:\n" : `From zone: ${from}, To zone: ${to}\n`;
  const rows = policies.map(
    ({ name, index, sequence, sources, destinations, applications, action, tunnel }) =>
      `  Policy: ${name}, State: enabled, Index: ${index}, Scope Policy: 0, Sequence number: ${sequence}\n` +
      `    Source addresses: ${sources.join(", ")}\n    Destination addresses: ${destinations.join(", ")}\n` +
      `    Applications: ${applications.join(", ")}\n    Action: ${action}${tunnel === undefined ? "" : ", tunnel"}\n` +
      (tunnel === undefined ? "" : `    Tunnel: ${tunnel}\n`),
  );
  return head + rows.join("");
}

function policyMarkup(policy: Policy): ReturnType<typeof el> {
  return el(
    "policy-information",
    el("policy-name", policy.name),
    el("policy-state", "enabled"),
    el("policy-identifier", policy.index),
    el("scope-policy-identifier", 0),
    el("policy-sequence-number", policy.sequence),
    el(
      "source-addresses",
      policy.sources.map((name) => el("source-address", el("address-name", name))),
    ),
    el(
      "destination-addresses",
      policy.destinations.map((name) => el("destination-address", el("address-name", name))),
    ),
    el(
      "applications",
      policy.applications.map((name) => el("application", el("application-name", name))),
    ),
    el(
      "policy-action",
      el("action-type", policy.action),
      policy.tunnel === undefined
        ? undefined
        : el("policy-tunnel", el("tunnel-name", policy.tunnel)),
    ),
  );
}

/** The commands of this area. */
export const POLICIES: readonly Command[] = [
  {
    words: "show security policies",
    help: "Show security firewall policies",
    rpc: ["get-firewall-policies"],
    options: [
      {
        word: "from-zone",
        element: "from-zone",
        value: "zone",
        help: "Show the policies from this zone",
      },
      {
        word: "to-zone",
        element: "to-zone",
        value: "zone",
        help: "Show the policies to this zone",
      },
      {
        word: "policy-name",
        element: "policy-name",
        value: "name",
        help: "Show the policy of this name",
      },
      { word: "detail", element: "detail", help: "Show detailed output" },
    ],
    run: report,
  },
];
