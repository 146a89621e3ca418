// The two ends of a VPN between two gateways.

/** Who sends the first packet of a negotiation, and who answers it. */
export type Role = "initiator" | "responder";

/** The other end. */
export const PEER: Readonly<Record<Role, Role>> = {
  initiator: "responder",
  responder: "initiator",
};
