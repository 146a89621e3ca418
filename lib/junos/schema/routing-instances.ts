// routing-instances: routers inside the router.
import {
  base,
  container,
  eitherOf,
  flag,
  integer,
  leaf,
  leafList,
  list,
  matching,
  presence,
  text,
  words,
} from "./build";
import { bgp, ospf } from "./protocols";
import { routingOptions } from "./routing";

const target = matching(
  /^[a-z6-]+:([0-9.]+L?|<[0-9A-Fa-f:.%]+>):+[0-9]+$/,
  "a route target, as target:65001:1",
);

export const routingInstances = container(
  "Routers inside the router, with interfaces and routes of their own.",
  {
    "*instance": list("Instances.", text(), {
      description: leaf("A note.", text()),
      "instance-type": leaf(
        "Kind of instance.",
        words(
          "virtual-switch layer2-control mac-vrf forwarding no-forwarding l2vpn vpls virtual-router l2backhaul-vpn mpls-internet-multicast evpn mpls-forwarding evpn-vpws vrf",
        ),
      ),
      interface: list("Logical interfaces that belong to it.", text(), {
        ...eitherOf("mode", {
          any: flag("For all traffic."),
          unicast: flag("For unicast."),
          multicast: flag("For multicast."),
        }),
        primary: flag("The first of a pair."),
      }),
      "routing-options": container("Its routes.", routingOptions),
      protocols: container("Its routing protocols.", { bgp, ospf }),
      "route-distinguisher": container("What tells its routes from others'.", {
        "=rd-type": leaf(
          "An AS number or address, a colon and a number.",
          matching(
            /^[0-9.]+L?:[0-9]+$/,
            "an AS number or an address, a colon and a number, as 65001:1",
          ),
        ),
      }),
      "vrf-import": leafList("Policies for routes that come in.", base("policy-algebra"), {
        ordered: true,
      }),
      "vrf-export": leafList("Policies for routes that go out.", base("policy-algebra"), {
        ordered: true,
      }),
      "vrf-target": container("Community of its routes.", {
        "=community": leaf("Both ways.", target),
        import: leaf("Inward.", target),
        export: leaf("Outward.", target),
        auto: flag("Made automatically."),
      }),
      "vrf-table-label": presence("A label for the whole table.", {
        static: leaf("This label.", integer(16, 1048575)),
      }),
    }),
  },
);
