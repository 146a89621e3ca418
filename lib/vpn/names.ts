// Names of a VPN's statements.
import type { Names } from "./statements";

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
