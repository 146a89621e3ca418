// Stacks that nobody wrote: one gateway that answers and several that begin, behind any NAT that lets their tunnels come up.
import * as library from "../../lib";
import { gateway, js, site } from "../programs/kit";
import { fc } from "../random";

/** One tunnel's beginning end, and how it is joined. */
interface Spoke {
  readonly nat: "elastic" | "gateway" | "static" | "source";
  readonly kind: "RouteBasedVpn" | "PolicyBasedVpn";
  readonly suite: "classic" | "default";
  readonly onTraffic: boolean;
  readonly selectors: boolean;
  readonly tunnelAddresses: boolean;
}

export interface RandomStack {
  readonly hub: "elastic" | "static" | "nat-device";
  readonly form: "spokes" | "dynamic";
  readonly spokes: readonly Spoke[];
}

const spoke = fc.record<Spoke>({
  nat: fc.constantFrom("elastic", "gateway", "static", "source"),
  kind: fc.constantFrom("RouteBasedVpn", "PolicyBasedVpn"),
  suite: fc.constantFrom("classic", "default"),
  onTraffic: fc.boolean(),
  selectors: fc.boolean(),
  tunnelAddresses: fc.boolean(),
});

export const randomStack = fc.record<RandomStack>({
  hub: fc.constantFrom("elastic", "static", "nat-device"),
  form: fc.constantFrom("spokes", "dynamic"),
  spokes: fc.array(spoke, { minLength: 1, maxLength: 4 }),
});

const natOf = (nat: Spoke["nat"], number: number): unknown => {
  if (nat === "elastic") return library.Nat.elasticIp();
  if (nat === "gateway") return library.Nat.gateway();
  const address = `198.51.100.${number}`;
  return nat === "static" ? library.Nat.static(address) : library.Nat.source({ address });
};

/** The gateway that answers, and the place of the others where all stand behind one router. */
function hubOf(
  scope: library.StackScope,
  { hub }: RandomStack,
): { readonly answers: library.Gateway; readonly shared?: library.AwsSite } {
  const place = site(scope, "hq", 1);
  if (hub !== "nat-device")
    return { answers: gateway(scope, "hub", place, 1, { nat: natOf(hub, 1) }) };
  const answers = gateway(scope, "hub", place, 1, { nat: undefined });
  const outside = place.subnet("10.1.100.0/24");
  new library.NatDevice(scope, "nat", {
    site: place,
    outside,
    inside: answers.external,
  }).translate(answers, { to: "172.16.100.20" });
  return { answers, shared: place };
}

function spokeOf(
  scope: library.StackScope,
  { nat }: Spoke,
  number: number,
  shared: library.AwsSite | undefined,
): { readonly begins: library.Gateway; readonly lan: string } {
  if (shared === undefined) {
    const place = site(scope, `s${number}`, number);
    const begins = gateway(scope, `g${number}`, place, number, { nat: natOf(nat, number) });
    return { begins, lan: `10.${number}.2.0/24` };
  }
  const lan = `10.1.${number * 10 + 1}.0/24`;
  const begins = new library.Gateway(scope, `g${number}`, {
    site: shared,
    external: shared.subnet(`10.1.${number * 10}.0/24`),
    internal: shared.subnet(lan),
  });
  return { begins, lan };
}

/** Builds it; to be given to a stack. */
export function built(stack: RandomStack): (scope: library.StackScope) => void {
  return (scope) => {
    const { answers: hub, shared } = hubOf(scope, stack);
    const ends = stack.spokes.map((each, index) => spokeOf(scope, each, index + 2, shared));
    const presharedKey = "nobody-else-knows-it";
    if (stack.form === "dynamic") {
      new library.DynamicEndpointGateway(scope, "dyn", { gateway: hub, presharedKey }).connect(
        ends.map(({ begins }) => begins),
      );
      return;
    }
    for (const [index, each] of stack.spokes.entries()) {
      const number = index + 2;
      const { begins, lan } = ends[index] ?? {};
      const isRouted = each.kind === "RouteBasedVpn";
      const address = (last: number): object =>
        isRouted && each.tunnelAddresses ? { tunnelAddress: `172.20.${number}.${last}/30` } : {};
      new library[each.kind](
        scope,
        `vpn${number}`,
        js({
          initiator: { gateway: begins, identity: `g${number}.example.net`, ...address(1) },
          responder: { gateway: hub, identity: "hub.example.net", ...address(2) },
          presharedKey,
          ...(isRouted && each.suite === "default" ? {} : { ike: library.suites.classic }),
          ...(each.onTraffic ? { establish: "on-traffic" } : {}),
          ...(isRouted && each.selectors
            ? { selectors: { lan: { local: lan, remote: "10.1.2.0/24" } } }
            : {}),
        }),
      );
    }
  };
}
