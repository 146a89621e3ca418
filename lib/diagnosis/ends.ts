// The two ends against each other: versions, algorithms, identities, keys, selectors; and NAT traversal.
import type { EndMistake } from "../junos";
import type { Cause, Layer } from "./cause";
import { causeAt, outerAddress, peerOf, type Scene } from "./scene";

const LAYER_OF: Readonly<Partial<Record<EndMistake["rule"], Layer>>> = {
  "ends-version": "IKE",
  "ends-mode": "IKE",
  "ends-ike-proposal": "IKE",
  "ends-identity": "IKE",
  "ends-key": "IKE",
  "ends-responders": "IKE",
  "ends-unreachable": "IKE",
  "ends-ipsec-proposal": "IPsec",
  "ends-pfs": "IPsec",
  "ends-selectors": "IPsec",
};

/** Where each is said in a configuration. */
const PLACE_OF: Readonly<Partial<Record<EndMistake["rule"], string>>> = {
  "ends-version": "security ike gateway, version",
  "ends-mode": "security ike policy, mode",
  "ends-ike-proposal": "security ike proposal",
  "ends-identity": "security ike gateway, local-identity and remote-identity",
  "ends-key": "security ike policy, pre-shared-key",
  "ends-responders": "security ipsec vpn, establish-tunnels",
  "ends-unreachable": "security ike gateway, address",
  "ends-ipsec-proposal": "security ipsec proposal",
  "ends-pfs": "security ipsec policy, perfect-forward-secrecy",
  "ends-selectors": "security ipsec vpn, traffic-selector or proxy-identity",
};

export function endCauses(scene: Scene): readonly Cause[] {
  const { found, tunnel } = scene;
  const mismatched = (found?.mistakes ?? []).flatMap((mistake): readonly Cause[] => {
    const layer = LAYER_OF[mistake.rule];
    // A key that only the devices know is no finding.
    if (
      layer === undefined ||
      (mistake.severity === "warning" && mistake.rule !== "ends-selectors")
    )
      return [];
    const device = mistake.device ?? tunnel.ends[0].device;
    return [
      {
        layer,
        rule: mistake.rule,
        tunnel: tunnel.name,
        ...(mistake.device === undefined ? {} : { device: mistake.device }),
        what: mistake.what,
        evidence: [
          {
            device: mistake.device ?? tunnel.ends.map((end) => end.device).join(" and "),
            place: mistake.statement ?? PLACE_OF[mistake.rule] ?? "",
            ...(mistake.found === undefined ? {} : { value: mistake.found }),
          },
        ],
        fix: mistake.fix ?? "make both ends alike",
        key: [layer, mistake.device === undefined ? "" : device, mistake.rule].join(" "),
      },
    ];
  });
  return [...mismatched, ...traversal(scene)];
}

/** Behind NAT, ESP needs UDP 4500, which `no-nat-traversal` forbids. */
function traversal(scene: Scene): readonly Cause[] {
  const isTranslated = scene.ends.some((end) => {
    const peer = peerOf(scene, end);
    const [own, theirs] = [outerAddress(end), peer && outerAddress(peer)];
    const dialled = end.gateway?.names("address")[0];
    return own !== undefined && theirs !== undefined && dialled !== undefined && dialled !== theirs;
  });
  if (!isTranslated) return [];
  return scene.ends
    .filter(({ gateway }) => gateway?.has("no-nat-traversal") === true)
    .map(({ wanted, gateway }) =>
      causeAt(scene, wanted.device, {
        layer: "IKE",
        code: "no-nat-traversal",
        what: `${wanted.device} is forbidden NAT traversal, and a NAT lies on the way: ESP does not pass it`,
        place: `security ike gateway ${gateway?.name ?? ""} no-nat-traversal`,
        fix: `delete security ike gateway ${gateway?.name ?? ""} no-nat-traversal`,
      }),
    );
}

/** The tunnel interface of a route-based VPN. */
export const tunnelInterfaceCauses = (scene: Scene): readonly Cause[] =>
  scene.ends.flatMap(({ wanted, vpn, device }): readonly Cause[] => {
    const { bindInterface } = wanted;
    if (bindInterface === undefined || vpn === undefined) return [];
    const at = (cause: Omit<Parameters<typeof causeAt>[2], "layer">): Cause =>
      causeAt(scene, wanted.device, { layer: "IPsec", ...cause });
    const causes: Cause[] = [];
    const bound = vpn.text("bind-interface");
    if (bound !== bindInterface)
      causes.push(
        at({
          code: "bind-interface",
          what: `VPN ${vpn.name} of ${wanted.device} is bound to another interface than its routes use`,
          place: `security ipsec vpn ${vpn.name} bind-interface`,
          value: `${bound ?? "none"}, where ${bindInterface} is wanted`,
          fix: `set security ipsec vpn ${vpn.name} bind-interface ${bindInterface}`,
        }),
      );
    const [physical = "", unit = ""] = bindInterface.split(".");
    const off = device.offBy(bindInterface);
    if (off !== undefined)
      causes.push(
        at({
          code: "tunnel-disabled",
          what: `the tunnel interface of ${wanted.device} is switched off`,
          place: off,
          fix: `delete ${off}`,
        }),
      );
    else if (device.unit(bindInterface)?.has("family") !== true)
      causes.push(
        at({
          code: "tunnel-family",
          what: `the tunnel interface of ${wanted.device} carries no address family`,
          place: `interfaces ${physical} unit ${unit} family`,
          value: "not there",
          fix: `set interfaces ${physical} unit ${unit} family inet`,
        }),
      );
    if (device.isFirewall && device.zoneOf(bindInterface) === undefined)
      causes.push(
        at({
          code: "tunnel-zone",
          what: `the tunnel interface of ${wanted.device} is in no zone: nothing passes it`,
          place: `security zones: ${bindInterface}`,
          value: "in none",
          fix: `put ${bindInterface} into the zone that the policies name`,
        }),
      );
    return causes;
  });
