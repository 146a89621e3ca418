// What stays on a device even when all of it is the program's.

import { isProtected } from "../../lib/provider/ownership";

test.each([
  "groups node0 interfaces fxp0 unit 0 family inet address 10.0.0.2/24",
  "groups re1 system host-name b",
  "apply-groups ${node}",
  "apply-groups re0",
  "interfaces fab0 fabric-options member-interfaces ge-0/0/2",
  "interfaces em0 unit 0",
  "interfaces fxp0 unit 0",
  "chassis cluster redundancy-group 1 node 0 priority 100",
  "system license keys key ABC",
  "system backup-router 10.0.0.1 destination 0.0.0.0/0",
])("%s stays", (line) => {
  expect(isProtected(line.split(" "))).toBe(true);
});

test.each([
  "groups nodes interfaces ge-0/0/0",
  "apply-groups our-own",
  "interfaces ge-0/0/0 unit 0",
  "chassis aggregated-devices ethernet device-count 2",
  "system host-name a",
])("%s is the program's", (line) => {
  expect(isProtected(line.split(" "))).toBe(false);
});
