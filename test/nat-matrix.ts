// What must come of every combination of NAT, by the reference: written down before anything was run.

/** What stands in front of a gateway. */
export const NAT_KINDS = [
  "none",
  "static",
  "elastic-ip",
  "static-chain",
  "source",
  "source-chain",
  "nat-gateway",
] as const;

export type NatName = (typeof NAT_KINDS)[number];

export const IKE_VERSIONS = ["IKEv1 main mode", "IKEv2"] as const;

/** Verified with traffic, or refused before anything is created, for this reason. */
export type Expected =
  | { readonly verified: true; readonly nat: boolean }
  | { readonly refused: "responder unreachable" | "neither can begin" };

/** NAT that lets nobody in. */
const OUTWARD_ONLY: readonly NatName[] = ["source", "source-chain", "nat-gateway"];

/** Static NAT works both ways, many-to-one NAT outward only; the version of IKE plays no part (Juniper, NAT-T topic). */
export function expected(initiator: NatName, responder: NatName): Expected {
  if (OUTWARD_ONLY.includes(responder)) {
    return {
      refused: OUTWARD_ONLY.includes(initiator) ? "neither can begin" : "responder unreachable",
    };
  }
  return { verified: true, nat: initiator !== "none" || responder !== "none" };
}

/** The sentence of the error that each reason comes with. */
export const REASONS: Readonly<Record<"responder unreachable" | "neither can begin", string>> = {
  "responder unreachable": "cannot be reached: its NAT is open outward only",
  "neither can begin": "both ends are behind NAT that lets nobody in, so neither can begin",
};

/** The table as the docs show it. */
export function matrixTable(): string {
  const cell = (initiator: NatName, responder: NatName): string => {
    const outcome = expected(initiator, responder);
    return "refused" in outcome
      ? `refused: ${outcome.refused}`
      : outcome.nat
        ? "up, UDP 4500"
        : "up";
  };
  return [
    `| initiator behind ↓, responder behind → | ${NAT_KINDS.join(" | ")} |`,
    `|---|${NAT_KINDS.map(() => "---").join("|")}|`,
    ...NAT_KINDS.map(
      (initiator) =>
        `| ${initiator} | ${NAT_KINDS.map((responder) => cell(initiator, responder)).join(" | ")} |`,
    ),
  ].join("\n");
}
