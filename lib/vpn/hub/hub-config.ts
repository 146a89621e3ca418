// What the hub's own device says: once for all branches, and for each of them.
import { familyOf } from "../../net";
import type { JunosConfig } from "../../junos";
import { exemptionConfig, throughTrafficConfig } from "../../topology";
import { dynamicIdentity } from "../identity";
import { addressesOf, innerZones, localBooks, passagePolicies, remoteBook } from "../passage";
import { policyNames } from "../policy-names";
import {
  type DeadPeerDetection,
  phase1Config,
  phase2Config,
  policyConfig,
  tcpMssConfig,
  tunnelInterfaceConfig,
} from "../statements";
import type { HubPlan } from "./plan";
import type { Branch } from "./props";
import { hubProtocolConfig, hubRoutes, protocolConfig } from "./routing";

const HUB_DPD: DeadPeerDetection = { mode: "optimized", intervalSeconds: 10, threshold: 5 };

/** What the hub says once, however many branches there are. */
export function hubCommon(plan: HubPlan, branches: readonly Branch[]): readonly JunosConfig[] {
  const { zone, gateway } = plan;
  return [
    ...(plan.emits("tcp-mss") ? [tcpMssConfig(plan.props.tcpMss ?? 1350)] : []),
    ...(plan.props.branchToBranch === true && plan.permits
      ? [
          policyConfig({
            from: zone,
            to: zone,
            name: "branch-to-branch",
            source: ["any"],
            destination: ["any"],
            application: ["any"],
          }),
        ]
      : []),
    ...(plan.permits
      ? localBooks({
          inner: innerZones(gateway),
          local: addressesOf(gateway.name, gateway.protects),
        })
      : []),
    ...hubProtocolConfig(plan, branches),
    ...(plan.group !== undefined && branches.length > 0 ? tunnelStatements(plan, undefined) : []),
  ];
}

/** What the hub says for one branch. */
export function hubConfig(plan: HubPlan, branch: Branch): readonly JunosConfig[] {
  const tunnel = `st0.${plan.hubUnit(branch)}`;
  return [
    ...(plan.group === undefined ? tunnelStatements(plan, branch) : []),
    ...hubRoutes(plan, branch, tunnel),
    ...protocolConfig(plan, branch, "hub", tunnel),
    ...(plan.permits ? policies(plan, branch) : []),
    ...exemptionConfig(plan.gateway, plan.hubNames(branch).vpn, plan.shownOf(branch)),
  ];
}

/** What lets on that which a branch sends to the internet: behind every exemption. */
export function hubOnward(plan: HubPlan, branch: Branch): readonly JunosConfig[] {
  if (!plan.takesEverythingOf(branch)) return [];
  const { gateway, zone } = plan;
  const networks = plan.shownOf(branch);
  return throughTrafficConfig(gateway, plan.hubNames(branch).vpn, { zone, networks });
}

/** Interface, IKE and IPsec for one branch, or for all that share an identity. */
function tunnelStatements(plan: HubPlan, branch: Branch | undefined): readonly JunosConfig[] {
  const { props, gateway, zone, suite } = plan;
  const names = plan.hubNames(branch);
  const unit = plan.hubUnit(branch);
  const isShared = gateway.attachments().some((port) => port.zone === zone);
  const limit = props.connectionsLimit;
  return [
    tunnelInterfaceConfig({
      unit,
      address: branch === undefined ? plan.sharedAddress : plan.addresses(branch)?.hub,
      zone,
      services: isShared ? [] : ["ping"],
      families: branch === undefined ? ["inet"] : plan.networksOf(branch).map(familyOf),
      multipoint: plan.multipoint,
    }),
    phase1Config({
      names,
      suite,
      // Main mode with a pre-shared key needs an address: a dynamic peer gets the statement only with certificates.
      mode:
        suite.version === "v1-only" &&
        (suite.mode === "aggressive" || props.certificates !== undefined),
      credentials: plan.credentials("hub", branch),
      peer: {
        dynamic: {
          ...dynamicIdentity(
            branch === undefined ? (plan.group ?? plan.ownIdentity) : plan.identityOf(branch),
          ),
          ...(limit === undefined ? {} : { connectionsLimit: limit }),
          ...(branch === undefined ? { ikeUserType: "group-ike-id" } : {}),
          ...(props.duplicates === "reject" ? { rejectDuplicateConnection: true } : {}),
        },
      },
      localIdentity: props.identifyByAddress === true ? undefined : plan.ownIdentity,
      remoteIdentity: undefined,
      externalInterface: gateway.external.logical,
      version: plan.emits("version"),
      natKeepaliveSeconds: plan.emits("nat-keepalive") ? plan.keepalive : undefined,
      dpd: props.dpd ?? (plan.emits("dead-peer-detection") ? HUB_DPD : undefined),
    }),
    phase2Config({
      names,
      suite,
      bindInterface: `st0.${unit}`,
      establish: plan.emits("establish-tunnels")
        ? plan.answersOnly
          ? "responder-only"
          : "on-traffic"
        : undefined,
      dfBit: plan.emits("df-bit") ? "clear" : undefined,
      selectors: branch === undefined ? {} : plan.selectors(branch, "hub"),
    }),
  ];
}

function policies(plan: HubPlan, branch: Branch): readonly JunosConfig[] {
  const { id, zone, gateway } = plan;
  const { name } = branch.gateway;
  const isNarrowed = branch.options.reach !== undefined;
  const own = plan.ownNetworksFor(branch);
  // A branch that reaches other branches alone has nothing to do with the hub's own networks.
  if (own.length === 0) return [];
  const passage = {
    inner: innerZones(gateway, isNarrowed ? own : undefined),
    zone,
    names: policyNames.of({ device: gateway, zone, peer: name }, id),
    local: addressesOf(gateway.name, own),
    remote: addressesOf(name, plan.shownOf(branch)),
  };
  return [
    ...(isNarrowed ? localBooks(passage) : []),
    remoteBook(passage),
    ...passagePolicies(passage),
  ];
}
