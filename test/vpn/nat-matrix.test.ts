// Every combination of NAT in front of two gateways, judged without an engine. The lab runs those that are not refused.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  AwsSite,
  Gateway,
  Nat,
  NatDevice,
  RouteBasedVpn,
  type StackScope,
  suites,
} from "../../lib";
import { synth } from "../../lib/testing";
import { KEY } from "../lab-site";
import {
  expected,
  IKE_VERSIONS,
  matrixTable,
  NAT_KINDS,
  type NatName,
  REASONS,
} from "../nat-matrix";

const reach = { address: "192.0.2.1", user: "lab" };

/** A gateway of its own site, behind NAT of this kind. */
function behind(scope: StackScope, side: "left" | "right", kind: NatName): Gateway {
  const n = side === "left" ? 1 : 2;
  if (kind === "elastic-ip" || kind === "nat-gateway") {
    const site = new AwsSite(scope, `${side}-vpc`, {
      cidr: `10.${n}.0.0/16`,
      availabilityZone: "eu-central-1a",
      ami: "ami-1",
      management: { from: "198.51.100.0/24", publicKey: KEY },
    });
    return new Gateway(scope, side, {
      site,
      external: site.subnet(`10.${n}.12.0/24`),
      internal: site.subnet(`10.${n}.11.0/24`),
      nat: kind === "elastic-ip" ? Nat.elasticIp() : Nat.gateway(),
    });
  }
  const gateway = new Gateway(scope, side, {
    existing: reach,
    external: { address: kind === "none" ? `203.0.113.${n}/32` : `192.168.${n}.1/24` },
    internal: { address: `10.${n}.11.1/24` },
  });
  if (kind === "none") return gateway;
  const inner = new NatDevice(scope, `${side}-nat`, {
    existing: reach,
    inside: { network: gateway.external.network, address: `192.168.${n}.254` },
    outside: {
      address: kind.endsWith("-chain") ? `172.16.${n}.1/24` : `198.51.${n}.1/24`,
    },
  });
  if (kind === "source") inner.hide();
  if (kind === "static") inner.translate(gateway, { to: `198.51.${n}.9` });
  if (kind.endsWith("-chain")) {
    const outer = new NatDevice(scope, `${side}-outer-nat`, {
      existing: reach,
      inside: { network: inner.outside.network, address: `172.16.${n}.254` },
      outside: { address: `198.51.${n}.1/24` },
    });
    if (kind === "source-chain") {
      inner.hide();
      outer.hide();
    } else {
      inner.translate(gateway, { to: `172.16.${n}.9` });
      outer.translate(gateway, { to: `198.51.${n}.9` });
    }
  }
  return gateway;
}

const cells = NAT_KINDS.flatMap((left) =>
  NAT_KINDS.flatMap((right) => IKE_VERSIONS.map((version) => [left, right, version] as const)),
);

describe("NAT left × NAT right × IKE version", () => {
  it.each(cells)("%s to %s, %s", async (left, right, version) => {
    let vpn: RouteBasedVpn | undefined;
    const run = synth((scope) => {
      vpn = new RouteBasedVpn(scope, "vpn1", {
        initiator: { gateway: behind(scope, "left", left), identity: "left.example.net" },
        responder: { gateway: behind(scope, "right", right), identity: "right.example.net" },
        presharedKey: "k",
        ike: version === "IKEv2" ? suites.modern : suites.modernV1,
      });
    });
    const outcome = expected(left, right);
    if ("refused" in outcome) {
      await expect(run).rejects.toThrow(REASONS[outcome.refused]);
      return;
    }
    await run;
    expect(vpn?.path?.nat).toBe(outcome.nat);
  });

  it("is the table of the docs", () => {
    expect(readFileSync(join(__dirname, "../../docs/nat.md"), "utf8")).toContain(matrixTable());
  });
});
