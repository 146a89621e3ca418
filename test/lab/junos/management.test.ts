// Whether a client still reaches the device.

import { isReachable } from "../../../lab/junos/management";
import { ConfigTree } from "../../../lib/junos";

const UNIT = "set interfaces fxp0 unit 0 family inet";
const INSTANCE = "set system management-instance";
const ROUTES = "set routing-instances mgmt_junos routing-options static route";

test.each<[string, boolean, string, string[]]>([
  ["a lease brings address and route", true, "198.51.100.10", [`${UNIT} dhcp`]],
  ["no interface", false, "10.1.0.1", []],
  ["a disabled interface", false, "10.1.0.1", [`${UNIT} dhcp`, "set interfaces fxp0 disable"]],
  ["a disabled unit", false, "10.1.0.1", [`${UNIT} dhcp`, "set interfaces fxp0 unit 0 disable"]],
  ["another address", false, "10.1.0.1", [`${UNIT} address 10.1.0.6/24`]],
  ["its own network", true, "10.1.0.1", [`${UNIT} address 10.1.0.5/24`]],
  ["far away without a route", false, "198.51.100.10", [`${UNIT} address 10.1.0.5/24`]],
  [
    "far away with a route",
    true,
    "198.51.100.10",
    [`${UNIT} address 10.1.0.5/24`, "set routing-options static route 0.0.0.0/0 next-hop 10.1.0.1"],
  ],
  [
    "a route of the wrong instance",
    false,
    "198.51.100.10",
    [
      INSTANCE,
      `${UNIT} address 10.1.0.5/24`,
      "set routing-options static route 0.0.0.0/0 next-hop 10.1.0.1",
    ],
  ],
  [
    "a route of the management instance",
    true,
    "198.51.100.10",
    [INSTANCE, `${UNIT} address 10.1.0.5/24`, `${ROUTES} 198.51.100.0/24 next-hop 10.1.0.1`],
  ],
  [
    "a route elsewhere",
    false,
    "198.51.100.10",
    [INSTANCE, `${UNIT} address 10.1.0.5/24`, `${ROUTES} 203.0.113.0/24 next-hop 10.1.0.1`],
  ],
  [
    "a route to nowhere",
    false,
    "198.51.100.10",
    [INSTANCE, `${UNIT} address 10.1.0.5/24`, `${ROUTES} 0.0.0.0/0 discard`],
  ],
  ["an inactive interface", false, "10.1.0.1", [`${UNIT} dhcp`, "deactivate interfaces fxp0"]],
])("%s: %s", (_what, reachable, client, lines) => {
  const tree = new ConfigTree();
  tree.applySet(lines);
  expect(isReachable(tree.effective(), "10.1.0.5", client)).toBe(reachable);
});
