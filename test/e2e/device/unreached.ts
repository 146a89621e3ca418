// Two gateways that exist and that nobody connects to, with a VPN between them: for previews.
import { type ComponentResourceOptions, secret } from "@pulumi/pulumi";
import { Gateway, RouteBasedVpn, type RouteBasedVpnProps, VpnStack } from "../../../lib";

/** Only its form is looked at. */
const LOGIN = "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n";

/** The network as a stack. */
export const unreached = (
  vpn: Pick<RouteBasedVpnProps, "presharedKey" | "ike">,
  opts?: ComponentResourceOptions,
): VpnStack =>
  new VpnStack(
    "net",
    (scope) => {
      const gateway = (name: string, number: number): Gateway =>
        new Gateway(scope, name, {
          existing: {
            address: `192.0.2.${number}`,
            user: "pulumi",
            privateKey: secret(LOGIN),
            acceptFirstHostKey: true,
            configureInterfaces: true,
          },
          external: { interface: "ge-0/0/0", address: `198.18.0.${number}/24` },
          internal: { interface: "ge-0/0/1", address: `10.${number}.0.1/24` },
        });
      new RouteBasedVpn(scope, "vpn1", {
        initiator: { gateway: gateway("left", 1), identity: "left@example.net" },
        responder: { gateway: gateway("right", 2), identity: "right@example.net" },
        ...vpn,
      });
    },
    opts,
  );
