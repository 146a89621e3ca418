// security: everything a gateway is for.
import { container } from "./build";
import { flow } from "./flow";
import { ike } from "./ike";
import { ipsec } from "./ipsec";
import { nat } from "./nat";
import { policies } from "./policies";
import { alg, log, pki, screen } from "./security-services";
import { addressBook, zones } from "./zones";

export const security = container("VPNs, translation, zones and policies.", {
  ike,
  ipsec,
  "address-book": addressBook,
  flow,
  nat,
  policies,
  zones,
  screen,
  log,
  pki,
  alg,
});
