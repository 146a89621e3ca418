// Ways to and from protected networks that are behind something else: another one of AWS's tables on each side of it.
import { overlaps } from "../net";
import type { Attachment, Gateway, Network } from "../topology";
import type { RouteTarget } from "./planned";

/** Notes a route: to the gateway's interface, or from there on to something else. */
export type AddRoute = (
  network: Network,
  destination: string,
  via: Attachment,
  onTo?: RouteTarget,
) => void;

/** What a VPN carries on a gateway's side, and the gateway's interface there. */
interface Side {
  readonly own: readonly string[];
  readonly remote: readonly string[];
  readonly inner: Attachment;
}

/** A router in the inner subnet needs none: the gateway and the subnet's table lead there and back. */
export function routesBehind(
  gateway: Gateway,
  { own, remote, inner }: Side,
  addRoute: AddRoute,
): void {
  for (const { prefix, behind } of gateway.behind) {
    if (!own.some((each) => overlaps(each, prefix))) continue;
    if ("nextHop" in behind || "vpcPeeringConnectionId" in behind) continue;
    const [target, back]: readonly [RouteTarget, readonly Network[]] =
      "transitGatewayId" in behind
        ? [{ transitGatewayId: behind.transitGatewayId }, behind.attachedIn]
        : [{ networkInterfaceId: behind.networkInterfaceId }, [behind.subnet]];
    if (behind.isRouted !== true) addRoute(inner.network, prefix, inner, target);
    for (const subnet of back) for (const each of remote) addRoute(subnet, each, inner);
  }
}
