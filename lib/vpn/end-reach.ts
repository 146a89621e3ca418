// Whether an end, as its finished configuration has it, still dials its peer and stands on interfaces that are switched on.
import { type EndMistake, hasPlaceholder } from "../junos";
import { sameHost } from "../net";
import type { TunnelEndConfig } from "./end-config";

/** What an override has done to how the end reaches its peer. */
export const reachMistakes = (config: TunnelEndConfig): readonly EndMistake[] => [
  ...otherAddress(config),
  ...switchedOff(config),
];

/** The peer's address by hand, which none of the stack's translations shows. */
function otherAddress({ end, gateway, name }: TunnelEndConfig): readonly EndMistake[] {
  const expected = end.peerAddress;
  const dialled = gateway.names("address");
  if (expected === undefined || dialled.length === 0) return [];
  const isIt = (address: string): boolean =>
    address === expected ||
    (!hasPlaceholder(address) && !hasPlaceholder(expected) && sameHost(address, expected));
  if (dialled.some(isIt)) return [];
  return [
    {
      rule: "ends-address",
      severity: "warning",
      device: name,
      statement: `security ike gateway ${gateway.name} address`,
      what: `${name} dials another address than the one under which its peer is seen`,
      found: dialled.join(", "),
      allowed: `${hasPlaceholder(expected) ? "the address that its peer's NAT shows" : expected}, or that and backups`,
      fix: "take the override away, or say with the peer's nat which address it shows",
    },
  ];
}

/** Interfaces that the tunnel rests on, with their unit: `ge-0/0/0.0`. */
function switchedOff({ tree, gateway, vpn, name }: TunnelEndConfig): readonly EndMistake[] {
  const used = [gateway.text("external-interface"), vpn.text("bind-interface")];
  return used.flatMap((logical): readonly EndMistake[] => {
    const [physical = "", unit = "0"] = logical?.split(".") ?? [];
    const at = [
      ["interfaces", physical],
      ["interfaces", physical, "unit", unit],
    ].find((path) => tree.get(path)?.has("disable") === true);
    if (logical === undefined || at === undefined) return [];
    return [
      {
        rule: "ends-disabled",
        severity: "warning",
        device: name,
        statement: [...at, "disable"].join(" "),
        what: `an interface of ${name} that the tunnel rests on is switched off`,
        found: `${logical}, disabled`,
        allowed: "interfaces that are switched on",
        fix: "take the statement away",
      },
    ];
  });
}
