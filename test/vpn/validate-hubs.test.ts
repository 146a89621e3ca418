// Every way to set up a hub, in the eyes of an independent validator of Juniper's models.
import { DynamicEndpointGateway, type DynamicEndpointProps, Gateway, Nat } from "../../lib";
import { synth } from "../../lib/testing";
import { withValidator } from "../validator";

const existing = { address: "192.0.2.1", user: "lab", configureInterfaces: true };
const pki = {
  config: { security: { pki: { caProfile: { corporate: { caIdentity: "corporate" } } } } },
} as const;
const certificates = { hub: "hq-cert", branch: "site-cert", trustedCa: "corporate" };
const shared = { tunnelInterfaces: "multipoint", certificates } as const;

interface Variant {
  readonly name: string;
  readonly props: Omit<DynamicEndpointProps, "gateway">;
  readonly identity: string;
}

const variant = (
  name: string,
  props: Variant["props"],
  identity = "paris.example.net",
): Variant => ({ name, props, identity });

const variants: readonly Variant[] = [
  variant("selectors", {}),
  variant("static routes", { routing: "static" }),
  variant("BGP", { routing: "bgp" }),
  variant("OSPF", { routing: "ospf" }),
  variant("certificates", { certificates, identity: "CN=hq, O=Example" }, "CN=paris, O=Example"),
  variant("one interface for all, static routes", shared),
  variant("one interface for all, BGP", { ...shared, routing: "bgp" }),
  variant("one interface for all, OSPF", { ...shared, routing: "ospf" }),
  variant("a group by host name", {
    ...shared,
    groupIdentity: "example.net",
    duplicates: "reject",
    connectionsLimit: 99,
  }),
  variant(
    "a group by distinguished name",
    { ...shared, groupIdentity: "O=Example" },
    "CN=a, O=Example",
  ),
  variant("branches that reach each other", { branchToBranch: true, reach: ["10.0.0.0/8"] }),
];

withValidator((validator) => {
  test.each(variants)(
    "in a hub with $name",
    async ({ props, identity }) => {
      const { devices } = await synth((scope) => {
        const gateway = new Gateway(scope, "hq", {
          existing,
          external: { address: "203.0.113.1/24" },
          internal: { address: "172.20.0.1/24" },
          release: "24.4R1",
          ...pki,
        });
        const branch = new Gateway(scope, "paris", {
          existing,
          external: { address: "192.168.1.2/24" },
          internal: { address: "10.1.0.1/24" },
          nat: Nat.source(),
          ...pki,
        });
        new DynamicEndpointGateway(scope, "hub", { gateway, ...props }).connect(branch, {
          identity,
          ...(props.certificates === undefined ? { presharedKey: "a key for tests" } : {}),
        });
      });
      const { hq, paris } = devices;
      expect(validator.findings({ hq: hq?.xml ?? "", paris: paris?.xml ?? "" })).toBe("");
    },
    60_000,
  );
});
