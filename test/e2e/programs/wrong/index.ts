// Two gateways with the same network behind them: no tunnel could tell them apart.
import { AwsSite, Gateway, RouteBasedVpn, VpnStack } from "pulumi-vsrx";

new VpnStack("wrong", (scope) => {
  const management = { from: "198.51.100.0/24", publicKey: "ssh-ed25519 AAAA" };
  const place = { ami: "ami-0vsrx0lab00000001", availabilityZone: "eu-central-1a", management };
  const gateways = ["east", "west"].map((name, index) => {
    const site = new AwsSite(scope, `site-${name}`, { cidr: "10.1.0.0/16", ...place });
    return new Gateway(scope, name, {
      site,
      external: site.subnet(`10.1.1${index}.0/24`),
      internal: site.subnet("10.1.21.0/24"),
    });
  });
  const [east, west] = gateways;
  if (east === undefined || west === undefined) return;
  new RouteBasedVpn(scope, "vpn1", {
    initiator: { gateway: east, identity: "east@example.net" },
    responder: { gateway: west, identity: "west@example.net" },
    presharedKey: "not a secret here",
  });
});
