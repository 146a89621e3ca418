// Names that fit Junos's limits and stay the same whatever else a program declares.
import { createHash } from "node:crypto";
import type { Names } from "./statements";

/** Junos takes 32 characters for the names of IKE and IPsec objects. */
export const NAME_LIMIT = 32;

/** `hub-paris`; a longer name keeps its beginning and ends in eight digits that stand for the whole. */
export function junosName(text: string, limit: number = NAME_LIMIT): string {
  if (text.length <= limit) return text;
  const digest = createHash("sha256").update(text).digest("hex").slice(0, 8);
  return `${text.slice(0, limit - 9)}-${digest}`;
}

/** One name for all statements of a VPN. */
export function sameName(name: string): Names {
  return {
    ikeProposal: name,
    ikePolicy: name,
    ikeGateway: name,
    ipsecProposal: name,
    ipsecPolicy: name,
    vpn: name,
  };
}
