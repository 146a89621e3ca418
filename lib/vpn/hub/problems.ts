// What cannot work with a hub and its branches, each with its reason and the way out.
import { contains, familyOf, parsePrefix } from "../../net";
import type { Mistake } from "../../diagnostics";
import { explain, NAME_LIMIT, pathProblems, StackScope } from "../../topology";
import { type Identity, sameIdentity } from "../identity";
import { isClash, ownInPlace } from "../everything";
import { peerRouteMistakes } from "../peer-route";
import { translationMistakes } from "../translated";
import { tunnelLink } from "../tunnel-links";
import { tunnelUnit, UNITS, unitsExhausted } from "../tunnel-units";
import { knowsResponderOnly, type HubPlan } from "./plan";
import type { Branch } from "./props";
import { BEST_PREFERENCE } from "./routing";

/** Everything that is wrong with the hub as such. */
export function hubProblems(plan: HubPlan, branches: readonly Branch[]): readonly Mistake[] {
  return [
    ...nameProblems(plan),
    ...credentialProblems(plan),
    ...interfaceProblems(plan),
    ...groupProblems(plan),
    ...numberProblems(plan, branches),
    ...transitProblems(plan, branches),
    ...releaseProblems(plan),
  ];
}

function nameProblems({ id }: HubPlan): readonly Mistake[] {
  if (id.length <= NAME_LIMIT) return [];
  return [
    {
      rule: "statement-name-length",
      what: "the hub's name is too long for Junos",
      found: `"${id}" with ${id.length} characters`,
      allowed: `1 to ${NAME_LIMIT} characters`,
      fix: "rename the construct",
    },
  ];
}

function credentialProblems({ props, suite }: HubPlan): readonly Mistake[] {
  const problems: Mistake[] = [];
  if (props.certificates !== undefined && props.presharedKey !== undefined) {
    problems.push({
      rule: "hub-credentials",
      what: "a hub has both a pre-shared key and certificates",
      found: "presharedKey and certificates",
      allowed: "one of them",
      fix: "remove presharedKey",
    });
  }
  if (
    props.certificates === undefined &&
    suite.version === "v1-only" &&
    suite.mode !== "aggressive"
  ) {
    problems.push({
      rule: "hub-main-mode",
      what: "IKEv1 main mode with a pre-shared key needs each branch's address, which a hub does not know",
      found: `suite "${suite.name}"`,
      allowed: "IKEv2, or an IKEv1 suite with mode: aggressive",
      fix: "use suites.modern",
    });
  }
  return problems;
}

function interfaceProblems({
  multipoint,
  props,
  gateway,
  routing,
  reach,
}: HubPlan): readonly Mistake[] {
  const problems: Mistake[] = [];
  if (multipoint && props.routing === "selectors") {
    problems.push({
      rule: "hub-multipoint-selectors",
      what: "traffic selectors need a tunnel interface for each branch",
      found: 'tunnelInterfaces: "multipoint" with routing: "selectors"',
      allowed: 'per-branch interfaces, or routing "static", "bgp" or "ospf"',
      fix: "leave one of the two out",
    });
  }
  if (multipoint && props.certificates === undefined && gateway.daemon === "kmd") {
    problems.push({
      rule: "hub-multipoint-daemon",
      what: "one multipoint tunnel interface with pre-shared keys (AutoVPN) needs the iked daemon",
      found: `${gateway.name} with daemon "kmd"`,
      allowed: 'daemon "iked" (package junos-ike), certificates, or per-branch tunnel interfaces',
      fix: "leave tunnelInterfaces out",
    });
  }
  const six = reach.find((prefix) => familyOf(prefix) === "inet6");
  if (six !== undefined && multipoint) {
    problems.push({
      rule: "hub-multipoint-ipv6",
      what: "a multipoint tunnel interface carries no IPv6",
      found: `${six} behind ${gateway.name}, tunnelInterfaces: "multipoint"`,
      allowed: "IPv4 networks, or a tunnel interface for each branch",
      fix: "leave tunnelInterfaces out",
    });
  }
  if (six !== undefined && (routing === "bgp" || routing === "ospf")) {
    problems.push({
      rule: "hub-routing-ipv6",
      what: "routing protocols announce IPv4 networks only here",
      found: `${six} behind ${gateway.name}, routing: "${routing}"`,
      allowed: 'routing "selectors" or "static" for IPv6 networks',
      fix: "leave routing out",
    });
  }
  return problems;
}

function groupProblems(plan: HubPlan): readonly Mistake[] {
  const { props, group, multipoint } = plan;
  const problems: Mistake[] = [];
  if (group !== undefined && props.certificates === undefined) {
    problems.push({
      rule: "hub-group-key",
      what: "a group of peers would share one pre-shared key, and each could pass for any other",
      found: `groupIdentity "${group.value}" without certificates`,
      allowed: "certificates, or an identity and a key for each branch",
      fix: "give certificates, or leave groupIdentity out",
    });
  }
  if (group !== undefined && !multipoint) {
    problems.push({
      rule: "hub-group-interfaces",
      what: "branches that share an identity share a tunnel interface too",
      found: `groupIdentity "${group.value}" with a tunnel interface for each branch`,
      allowed: 'tunnelInterfaces: "multipoint"',
      fix: 'set tunnelInterfaces: "multipoint"',
    });
  }
  if (
    group !== undefined &&
    !["hostname", "user-at-hostname", "distinguished-name"].includes(group.type)
  ) {
    problems.push({
      rule: "hub-group-identity",
      what: "an address or a key id cannot be the identity of a group",
      found: `"${group.value}"`,
      allowed: "the end of a host name or a mail address, or a part of a distinguished name",
      fix: "give the branches names in one domain",
    });
  }
  if (props.duplicates === "reject" && group === undefined) {
    problems.push({
      rule: "hub-duplicates",
      what: "Junos turns duplicate connections away only where peers share an identity",
      found: 'duplicates: "reject" without groupIdentity',
      allowed: 'duplicates: "replace", or a groupIdentity',
      fix: "leave duplicates out: a branch that comes back takes its old place",
    });
  }
  return problems;
}

function numberProblems(plan: HubPlan, branches: readonly Branch[]): readonly Mistake[] {
  const problems: Mistake[] = [];
  const { gateway, tunnelNetwork } = plan;
  const first = branches[0];
  if (first !== undefined && plan.needsAddresses) {
    const scope = StackScope.of(gateway);
    const wanted = tunnelLink.claims(scope, tunnelNetwork);
    const network = parsePrefix(tunnelNetwork);
    if (network?.family !== "inet") {
      problems.push({
        rule: "tunnel-network",
        what: "the network of the tunnel interfaces is not an IPv4 prefix",
        found: `"${tunnelNetwork}"`,
        allowed: "an IPv4 prefix such as 169.254.64.0/18",
        fix: "leave tunnelNetwork out",
      });
    } else if (wanted > plan.linkCapacity) {
      problems.push({
        rule: "tunnel-network-size",
        what: "the network of the tunnel interfaces is too small for the branches",
        found: `${wanted} tunnels in ${tunnelNetwork}, which has room for ${plan.linkCapacity}`,
        allowed: "four addresses for each tunnel",
        fix: 'take a greater network, such as tunnelNetwork: "100.64.0.0/15"',
      });
    }
  }
  if (tunnelUnit.claims(gateway) > UNITS) problems.push(unitsExhausted(gateway));
  return problems;
}

function transitProblems(plan: HubPlan, branches: readonly Branch[]): readonly Mistake[] {
  const { props, routing, reach } = plan;
  if (props.branchToBranch !== true || routing === "ospf") return [];
  for (const branch of branches) {
    const { gateway } = branch;
    const missing = plan
      .shownOf(branch)
      .find((prefix) => !reach.some((wide) => contains(wide, prefix)));
    if (missing === undefined) continue;
    return [
      {
        rule: "hub-reach",
        what: "branches cannot reach each other through the hub: reach does not contain their networks",
        found: `${missing} behind ${gateway.name}; reach ${reach.join(", ")}`,
        allowed: "prefixes that contain every branch's networks",
        fix: 'widen reach, such as reach: ["10.0.0.0/8"]',
      },
    ];
  }
  return [];
}

function releaseProblems({ props, gateway }: HubPlan): readonly Mistake[] {
  if (props.responderOnly !== true || knowsResponderOnly(gateway)) return [];
  return [
    {
      rule: "hub-responder-only",
      what: "the hub's Junos may not know responder-only",
      found: `release ${gateway.release ?? "not given"}, daemon ${gateway.daemon}`,
      allowed: "release 23.2R1 or newer, or daemon iked",
      fix: "leave responderOnly out, or say the release",
    },
  ];
}

/**
 * The first proposal is chosen before a peer has said who it is: hubs behind one interface must want the same.
 * @param others hubs on the same gateway
 */
export function proposalProblems(plan: HubPlan, others: readonly HubPlan[]): readonly Mistake[] {
  const wanted = ({ suite, props }: HubPlan): string =>
    JSON.stringify([suite.version, suite.mode, suite.ike, props.certificates?.method]);
  const other = others.find((each) => each !== plan && wanted(each) !== wanted(plan));
  if (other === undefined) return [];
  return [
    {
      rule: "hub-proposals",
      what: "two hubs on one external interface want different IKE proposals, and a peer is known only after that choice",
      found: `suite "${plan.suite.name}" here, suite "${other.suite.name}" of ${other.origin}, both on ${plan.gateway.external.logical} of ${plan.gateway.name}`,
      allowed: "one IKE proposal and version for all hubs on an interface",
      fix: "give both hubs the same ike",
    },
  ];
}

/** Everything that is wrong with one branch. */
export function branchProblems(plan: HubPlan, branch: Branch): readonly Mistake[] {
  const { gateway } = branch;
  const path = plan.path(branch);
  if (path === undefined) {
    return [
      {
        rule: "no-path",
        what: `nothing connects ${gateway.name} with the hub`,
        found: `${gateway.external.network.cidr} and ${plan.gateway.external.network.cidr}`,
        allowed: "a common network or VPC, a NAT device between them, or the internet",
        fix: "place a NatDevice between their networks, or put both on one",
      },
    ];
  }
  const problems = [...pathProblems(path.b, path.a)];
  if (path.idleSeconds !== undefined && plan.keepalive >= path.idleSeconds) {
    problems.push({
      rule: "keepalive-too-slow",
      what: `keepalives are too slow for the NAT in front of ${gateway.name}`,
      found: `one every ${plan.keepalive} s`,
      allowed: `less than ${path.idleSeconds} s (${explain(path.b)})`,
      fix: "set natKeepaliveSeconds to 20, or leave it out",
    });
  }
  const { preference } = branch.options;
  if (plan.routing === "selectors" && preference !== undefined) {
    problems.push({
      rule: "branch-preference-selectors",
      what: "a branch cannot prefer a hub whose routes come from traffic selectors",
      found: `preference ${preference} for ${gateway.name}, routing: "selectors"`,
      allowed: 'routing "static", "bgp" or "ospf"',
      fix: "give the hub one of them, or leave preference out",
    });
  }
  if (plan.routing === "bgp" && preference !== undefined && !isPreference(preference)) {
    problems.push({
      rule: "branch-preference",
      what: "a branch's preference for its hub has no place in BGP",
      found: `${preference} for ${gateway.name}`,
      allowed: `1 to ${BEST_PREFERENCE}, the smaller the better`,
      fix: "take a smaller number, such as 5 for the first hub and 10 for the second",
    });
  }
  return [
    ...problems,
    ...identityProblems(plan, branch),
    ...carriedProblems(plan, branch),
    ...familyProblems(plan, branch),
    ...overlapProblems(plan, branch),
    ...peerRouteMistakes(plan.wayOf(branch, "branch")),
    ...peerRouteMistakes(plan.wayOf(branch, "hub")),
    ...translationProblems(plan, branch),
    ...instanceProblems(plan, branch),
  ];
}

/** Networks behind either end stand where the tunnel interfaces do. */
function instanceProblems(plan: HubPlan, branch: Branch): readonly Mistake[] {
  const ends = [
    { gateway: plan.gateway, networks: plan.ownNetworksFor(branch) },
    { gateway: branch.gateway, networks: plan.networksOf(branch) },
  ];
  return ends.flatMap(({ gateway, networks }) => {
    const away = gateway.instancesOf(networks).find((instance) => instance !== undefined);
    if (away === undefined) return [];
    return [
      {
        rule: "instance-hub" as const,
        subject: gateway.name,
        what: "a hub's tunnels stand in the main routing instance, and networks behind them in another one",
        found: `instance "${away}" of ${gateway.name}`,
        allowed: "internal interfaces of the main instance; the external one may stand in another",
        fix: "leave instance out inside, or use a RouteBasedVpn",
      },
    ];
  });
}

/** What the hub is told of a branch by a routing protocol is what the branch has. */
function translationProblems(plan: HubPlan, branch: Branch): readonly Mistake[] {
  const { gateway, options } = branch;
  const networks = plan.networksOf(branch);
  const found = [...translationMistakes({ gateway, networks, as: options.translateAs })];
  if (options.translateAs !== undefined && (plan.routing === "bgp" || plan.routing === "ospf")) {
    found.push({
      rule: "translate-routing",
      what: "a routing protocol would tell the hub of a branch's networks as they are, not as they are shown",
      found: `translateAs for ${gateway.name}, routing: "${plan.routing}"`,
      allowed: 'routing "selectors" or "static"',
      fix: "leave routing out, or translateAs",
    });
  }
  return found;
}

function isPreference(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= BEST_PREFERENCE;
}

function identityProblems(plan: HubPlan, branch: Branch): readonly Mistake[] {
  const problems: Mistake[] = [];
  const { name } = branch.gateway;
  const own = plan.identityOf(branch);
  const isNamed = (each: Identity): boolean => each.type === "distinguished-name";
  if (plan.props.certificates === undefined && (isNamed(own) || isNamed(plan.ownIdentity))) {
    problems.push({
      rule: "distinguished-name-with-key",
      what: "a distinguished name cannot be the identity for a pre-shared key",
      found: name,
      allowed: "a host name, a user at a host name, an address; or certificates",
      fix: "take another kind of identity, or give the hub certificates: that is where distinguished names come from",
    });
  }
  if (own.type === "key-id") {
    problems.push({
      rule: "branch-key-id",
      what: "a hub cannot recognise a branch by a key id: Junos's dynamic statement has none",
      found: `"${own.value}" for ${name}`,
      allowed: "a host name, a user at a host name, an address, a distinguished name",
      fix: `give ${name} another identity`,
    });
  }
  if (sameIdentity(own, plan.ownIdentity)) {
    problems.push({
      rule: "ends-one-identity",
      what: "a branch and its hub have one identity",
      found: `"${own.value}"`,
      allowed: "a different identity for each end",
      fix: `give ${name} another identity`,
    });
  }
  const { group } = plan;
  if (group !== undefined && !belongs(own, group)) {
    problems.push({
      rule: "branch-outside-group",
      what: "a branch's identity is not of the hub's group",
      found: `"${own.value}" for ${name}, group "${group.value}"`,
      allowed:
        group.type === "distinguished-name"
          ? "a distinguished name with the group's parts"
          : `names that end in "${group.value}"`,
      fix: `connect(${name}, { identity: "${group.type === "distinguished-name" ? `CN=${name}, ` : `${name}.`}${group.value}" })`,
    });
  }
  return problems;
}

/** Whether the hub takes an identity for one of its group, as Junos compares them. */
function belongs(own: Identity, group: Identity): boolean {
  if (own.type !== group.type) return false;
  const [mine, theirs] = [own.value.toLowerCase(), group.value.toLowerCase()];
  if (group.type !== "distinguished-name") return mine.endsWith(theirs);
  const parts = (text: string): readonly string[] => text.split(",").map((part) => part.trim());
  return parts(theirs).every((part) => parts(mine).includes(part));
}

/** What one branch's VPN carries is a part of what there is, and the routing can tell it. */
function carriedProblems(plan: HubPlan, branch: Branch): readonly Mistake[] {
  const { gateway, options } = branch;
  const ends = [
    { said: options.networks, whole: gateway.protects, prop: "networks", of: gateway.name },
    { said: options.reach, whole: plan.reach, prop: "reach", of: plan.id },
  ] as const;
  return ends.flatMap(({ said, whole, prop, of }): readonly Mistake[] => {
    if (said === undefined) return [];
    const problems: Mistake[] = [];
    const foreign = said.filter((each) => !whole.some((one) => contains(one, each)));
    if (foreign.length > 0) {
      problems.push({
        rule: "network-unprotected",
        subject: `${gateway.name} ${prop}`,
        what:
          prop === "networks"
            ? "a hub's VPN is to carry a network that its branch does not protect"
            : "a branch is to reach what its hub does not",
        found: `${foreign.join(", ")} for ${gateway.name}`,
        allowed: `${whole.join(", ")} of ${of}, or parts of them`,
        fix: `change ${prop}, or add the network to ${prop === "networks" ? "the branch's protects" : "the hub's reach"}`,
      });
    }
    if (said.length === 0) {
      problems.push({
        rule: "protects-nothing",
        subject: `${gateway.name} ${prop}`,
        what: `the ${prop} of a branch name nothing, so that nothing could go through its tunnel`,
        found: `${prop}: [] for ${gateway.name}`,
        allowed: "one network or more",
        fix: `leave ${prop} out, or name the networks`,
      });
    }
    if (plan.routing === "ospf" || (plan.routing === "bgp" && prop === "reach")) {
      problems.push({
        rule: "branch-networks-routing",
        subject: `${gateway.name} ${prop}`,
        what: `the hub's routing protocol cannot keep ${prop} of one branch apart`,
        found: `${prop} ${said.join(", ")} for ${gateway.name}, routing: "${plan.routing}"`,
        allowed:
          prop === "networks"
            ? 'routing "selectors", "static" or "bgp"'
            : 'routing "selectors" or "static"',
        fix: `give the hub one of them, or leave ${prop} out`,
      });
    }
    return problems;
  });
}

function familyProblems(plan: HubPlan, branch: Branch): readonly Mistake[] {
  const problems: Mistake[] = [];
  const { gateway: hub } = plan;
  const reach = plan.reachOf(branch);
  const { gateway } = branch;
  if (familyOf(gateway.external.address) !== familyOf(hub.external.address)) {
    problems.push({
      rule: "outer-families",
      what: "a branch's external address and the hub's are of different families",
      found: `${gateway.external.address} of ${gateway.name}, ${hub.external.address} of ${hub.name}`,
      allowed: "two IPv4 addresses, or two IPv6 addresses",
      fix: "give one of them an external address of the other's family: inside, families may differ from it",
    });
  }
  const foreign = plan
    .networksOf(branch)
    .find((prefix) => !reach.some((each) => familyOf(each) === familyOf(prefix)));
  if (foreign !== undefined) {
    problems.push({
      rule: "inner-families",
      what: "nothing behind the hub has an address of the family of a network behind a branch",
      found: `${foreign} behind ${gateway.name}; the hub reaches ${reach.join(", ")}`,
      allowed: "networks of one family at both ends",
      fix: `leave ${foreign} out of protects, or add a network of its family to the hub's reach`,
    });
  }
  return problems;
}

function overlapProblems(plan: HubPlan, branch: Branch): readonly Mistake[] {
  const [hub, gateway] = [plan.gateway, branch.gateway];
  const all = [...new Set([...plan.shownOf(branch), ...plan.networksOf(branch)])];
  const met = all.flatMap((mine) =>
    plan
      .ownNetworksFor(branch)
      .filter((theirs) => isClash(mine, theirs))
      .map((theirs) => [mine, theirs] as const),
  );
  const own = [
    ...ownInPlace(gateway, plan.reachOf(branch)),
    ...ownInPlace(hub, plan.shownOf(branch)).map(([theirs, mine]) => [mine, theirs] as const),
  ];
  const texts = [...met, ...own].map(
    ([mine, theirs]) => `${mine} behind ${gateway.name}, ${theirs} behind ${hub.name}`,
  );
  return [...new Set(texts)].map((found) => ({
    rule: "protected-overlap",
    what: "the networks behind a branch and behind the hub overlap",
    found,
    allowed: "networks without a common address",
    fix: "renumber one of them; several branches may be alike, each shown as another with translateAs",
  }));
}

/** Branches against each other: identities, networks. Sorted, so that a thousand of them take no million comparisons. */
export function mutualProblems(plan: HubPlan, branches: readonly Branch[]): readonly Mistake[] {
  return [...twins(plan, branches), ...neighbours(plan, branches)];
}

function twins(plan: HubPlan, branches: readonly Branch[]): readonly Mistake[] {
  const problems: Mistake[] = [];
  const names = new Map<string, Branch>();
  for (const branch of branches) {
    const { type, value } = plan.identityOf(branch);
    const key = `${type} ${value.toLowerCase()}`;
    const twin = names.get(key);
    if (twin !== undefined) {
      problems.push({
        rule: "branches-one-identity",
        what: "two branches have one identity",
        found: `"${value}" for ${twin.gateway.name} and ${branch.gateway.name}`,
        allowed: "an identity of its own for each branch: the hub knows them by nothing else",
        fix: "rename one of them",
        related: [twin, branch].map(({ gateway }) => ({
          construct: gateway.node.path,
          what: "has this identity",
        })),
      });
    }
    names.set(key, branch);
  }
  return problems;
}

function neighbours(plan: HubPlan, branches: readonly Branch[]): readonly Mistake[] {
  const problems: Mistake[] = [];
  const prefixes = branches
    .flatMap((branch) =>
      plan.shownOf(branch).flatMap((text) => {
        const prefix = parsePrefix(text);
        return prefix === undefined ? [] : [{ ...prefix, text, branch }];
      }),
    )
    .sort(
      (a, b) =>
        a.family.localeCompare(b.family) || (a.first < b.first ? -1 : a.first > b.first ? 1 : 0),
    );
  for (const [index, each] of prefixes.entries()) {
    const next = prefixes[index + 1];
    if (next?.family !== each.family || next.first > each.last) continue;
    if (next.branch === each.branch) continue;
    problems.push({
      rule: "branches-overlap",
      what: "the networks behind two branches overlap",
      found: `${each.text} behind ${each.branch.gateway.name}, ${next.text} behind ${next.branch.gateway.name}`,
      allowed: "networks without a common address: the hub has one route for each",
      fix: "renumber one of them, or show one as another with connect(branch, { translateAs })",
      related: [each, next].map(({ branch, text }) => ({
        construct: branch.gateway.node.path,
        what: `has ${text} behind it`,
      })),
    });
  }
  return problems;
}
