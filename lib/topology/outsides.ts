// Further places where a gateway's IKE may end, beside its external interface: other providers, and the loopback interface.
import type { JunosConfig } from "../junos";
import { contains, familyOf, hostPrefix, isHost } from "../net";
import type { Mistake } from "../diagnostics";
import type { Attachment, HostInbound, InterfaceSpec } from "./attachment";
import { routesConfig } from "./interface-statements";
import type { NatKind } from "./nat-kinds";

/** Another interface that faces peers, by another provider. */
export interface Provider extends InterfaceSpec {
  /** Junos name of the interface. */
  readonly interface: string;
  /**
   * Routing instance (virtual router) of its own: it has a default route beside the first provider's, and reaches one peer
   * by its own way. @default provider-INTERFACE
   */
  readonly instance?: string;
  /** Security zone, which belongs to one instance. @default as the instance */
  readonly zone?: string;
  /** The provider's router. @default none: the address comes with one */
  readonly nextHop?: string;
  /** What translates its address on the way to the internet. @default nothing */
  readonly nat?: NatKind;
}

/** IKE that ends on `lo0`, whichever interface its packets come in by. */
export interface Loopback {
  /** Its address, which peers dial and the provider leads here. */
  readonly address: string;
  /** Unit of lo0, 0–16385. @default 0 */
  readonly unit?: number;
  /** Security zone of its own. @default "loopback" */
  readonly zone?: string;
}

const IKE_AND_PING: HostInbound = { systemServices: ["ike", "ping"] };

/** The provider's interface with everything that is left out. */
export function providerPort(provider: Provider): InterfaceSpec & { readonly zone: string } {
  const port = Object.fromEntries(
    Object.entries(provider).filter(([name]) => name !== "nextHop" && name !== "nat"),
  ) as unknown as InterfaceSpec;
  const instance = provider.instance ?? `provider-${provider.interface.replaceAll("/", "-")}`;
  return { hostInbound: IKE_AND_PING, ...port, instance, zone: provider.zone ?? instance };
}

/** The loopback interface, which has one address. */
export const loopbackPort = ({ address, unit, zone }: Loopback): InterfaceSpec => ({
  interface: "lo0",
  unit: unit ?? 0,
  address: address.includes("/") || !isHost(address) ? address : hostPrefix(address),
  zone: zone ?? "loopback",
  hostInbound: IKE_AND_PING,
});

/** A provider's own default route, in its instance. */
export function providerRoutes(provider: Provider, port: Attachment): JunosConfig {
  const nextHop = provider.nextHop ?? (port.beneath === undefined ? undefined : port.logical);
  if (nextHop === undefined || port.instance === undefined) return {};
  const everything = isHost(nextHop) && familyOf(nextHop) === "inet6" ? "::/0" : "0.0.0.0/0";
  return routesConfig({ [everything]: nextHop }, port.instance);
}

/** Applications of IKE with and without NAT traversal, in Junos's names; what comes as ESP is asked for beside them. */
const IKE_APPLICATIONS = ["junos-ike", "junos-ike-nat"];
const ESP = "vsrx-esp";

/** IKE for lo0 passes from the zone that it comes in by to the zone of lo0, as transit does (Juniper, IKE on a loopback interface). */
export function loopbackPolicies(loopback: Attachment, ingress: readonly string[]): JunosConfig {
  const name = "ike-loopback";
  return {
    applications: { application: { [ESP]: { protocol: "esp" } } },
    security: {
      addressBook: {
        global: { address: { [name]: { ipPrefix: hostPrefix(loopback.address) } } },
      },
      policies: {
        fromZone: Object.fromEntries(
          ingress.map((zone) => [
            zone,
            {
              toZone: {
                [loopback.zone]: {
                  policy: {
                    [name]: {
                      match: {
                        sourceAddress: ["any"],
                        destinationAddress: [name],
                        application: [...IKE_APPLICATIONS, ESP],
                      },
                      then: { permit: {} },
                    },
                  },
                },
              },
            },
          ]),
        ),
      },
    },
  };
}

/** Two providers that can't be told apart, or one without a way. */
export function providerMistakes(
  external: Attachment,
  providers: readonly { readonly said: Provider; readonly port: Attachment }[],
): readonly Mistake[] {
  return providers.flatMap(({ said, port }, index): readonly Mistake[] => {
    const found: Mistake[] = [];
    const before = [external, ...providers.slice(0, index).map((each) => each.port)];
    const twin = before.find(({ instance }) => instance === port.instance);
    if (twin !== undefined) {
      found.push({
        rule: "provider-instance",
        subject: port.logical,
        what: "two providers stand in one routing instance, where one peer has one way",
        found: `${twin.logical} and ${port.logical} in ${port.instance ?? "the main instance"}`,
        allowed: "a routing instance for each further provider",
        fix: "leave instance out, or name one that nothing else outside stands in",
      });
    }
    const isAway =
      said.nextHop !== undefined &&
      (!isHost(said.nextHop) || port.leased || !contains(port.network.cidr, said.nextHop));
    if (isAway || (said.nextHop === undefined && !port.leased)) {
      found.push({
        rule: "provider-next-hop",
        subject: port.logical,
        what: "nobody knows the way out by a provider's interface",
        found: `nextHop ${said.nextHop ?? "missing"} for ${port.logical}${port.leased ? ", whose address comes with a route" : ` on ${port.network.cidr}`}`,
        allowed: port.leased
          ? "no nextHop"
          : `the provider's router, an address of ${port.network.cidr}`,
        fix: port.leased ? "leave nextHop out" : "give nextHop",
      });
    }
    return found;
  });
}
