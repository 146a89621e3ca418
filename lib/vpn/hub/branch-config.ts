// What a branch's device says about its hub.
import { familyOf } from "../../net";
import type { JunosConfig } from "../../junos";
import { exemptionConfig } from "../../topology";
import {
  addressesOf,
  addressName,
  innerZones,
  localBooks,
  passagePolicies,
  remoteBook,
} from "../passage";
import { peerRouteConfig } from "../peer-route";
import { policyNames } from "../policy-names";
import {
  type DeadPeerDetection,
  phase1Config,
  phase2Config,
  tcpMssConfig,
  tunnelInterfaceConfig,
} from "../statements";
import { translationConfig, translations } from "../translated";
import type { HubPlan } from "./plan";
import type { Branch } from "./props";
import { branchProtocolConfig, branchRoutes, protocolConfig } from "./routing";

/** Initiators always probe: only they can tell that their own address has changed. */
const BRANCH_DPD: DeadPeerDetection = {
  mode: "probe-idle-tunnel",
  intervalSeconds: 10,
  threshold: 5,
};

export function branchConfig(plan: HubPlan, branch: Branch): readonly JunosConfig[] {
  const device = branch.gateway;
  const hubAddress = plan.path(branch)?.a.address;
  if (hubAddress === undefined) return [];
  const { suite, zone, props } = plan;
  const names = plan.branchNames(branch);
  const unit = plan.branchUnit(branch);
  const tunnel = `st0.${unit}`;
  const isShared = device.attachments().some((port) => port.zone === zone);
  return [
    tunnelInterfaceConfig({
      unit,
      address: plan.addresses(branch)?.branch,
      zone,
      services: isShared ? [] : ["ping"],
      families: plan.reachOf(branch).map(familyOf),
    }),
    phase1Config({
      names,
      suite,
      mode: suite.version === "v1-only",
      credentials: plan.credentials("branch", branch),
      peer: { address: hubAddress },
      localIdentity: plan.identityOf(branch),
      remoteIdentity: props.identifyByAddress === true ? undefined : plan.ownIdentity,
      externalInterface: device.external.logical,
      version: plan.emits("version"),
      natKeepaliveSeconds: plan.emits("nat-keepalive") ? plan.keepalive : undefined,
      dpd: branch.options.dpd ?? (plan.emits("dead-peer-detection") ? BRANCH_DPD : undefined),
    }),
    phase2Config({
      names,
      suite,
      bindInterface: tunnel,
      establish: "immediately",
      dfBit: plan.emits("df-bit") ? "clear" : undefined,
      selectors: plan.selectors(branch, "branch"),
    }),
    ...branchRoutes(plan, branch, tunnel),
    ...peerRouteConfig(plan.wayOf(branch, "branch")),
    ...exemptionConfig(device, names.vpn, plan.reachOf(branch)),
    ...translationConfig(
      names.vpn,
      tunnel,
      translations(plan.networksOf(branch), branch.options.translateAs),
    ),
    ...protocolConfig(plan, branch, "branch", tunnel),
    ...branchProtocolConfig(plan, branch),
    ...(plan.emits("tcp-mss") ? [tcpMssConfig(props.tcpMss ?? 1350)] : []),
    ...(plan.permits ? policies(plan, branch) : []),
  ];
}

function policies(plan: HubPlan, branch: Branch): readonly JunosConfig[] {
  const { gateway } = branch;
  const { zone, id, gateway: hub } = plan;
  const passage = {
    inner: innerZones(gateway, branch.options.networks),
    zone,
    names: policyNames.of({ device: gateway, zone, peer: id }, id),
    local: addressesOf(gateway.name, plan.networksOf(branch)),
    remote: Object.fromEntries(
      plan
        .reachOf(branch)
        .map((prefix) => [
          addressName(hub.protects.includes(prefix) ? hub.name : id, prefix),
          prefix,
        ]),
    ),
  };
  return [...localBooks(passage), remoteBook(passage), ...passagePolicies(passage)];
}
