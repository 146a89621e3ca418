// Every combination of NAT in front of two gateways, judged without an engine. The lab runs those that are not refused.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  AwsSite,
  Gateway,
  NatDevice,
  type NatKind,
  RouteBasedVpn,
  type StackScope,
  suites,
} from "../../lib";
import { synth } from "../../lib/testing";
import { NAT_KINDS } from "../../lib/topology";
import { KEY } from "../lab-site";
import {
  expected,
  IKE_VERSIONS,
  NAT_FRONTS,
  type NatFront,
  REASONS,
  withTables,
} from "../nat-matrix";

const reach = { address: "192.0.2.1", user: "lab" };

/** A gateway of its own site, behind this NAT. */
function behind(scope: StackScope, side: "left" | "right", { kinds }: NatFront): Gateway {
  const n = side === "left" ? 1 : 2;
  const [first] = kinds;
  const shows = first === undefined ? "rule" : NAT_KINDS[first].shows;
  if (shows === "elastic-ip" || shows === "nat-gateway") {
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
      nat: { kind: first } as NatKind,
    });
  }
  const isForeign = shows === "given" || shows === "given-or-unknown";
  const gateway = new Gateway(scope, side, {
    existing: reach,
    external: { address: first === undefined ? `203.0.113.${n}/32` : `192.168.${n}.1/24` },
    internal: { address: `10.${n}.11.1/24` },
    ...(isForeign ? { nat: { kind: first, address: `198.51.${n}.9` } as NatKind } : {}),
  });
  if (!isForeign) devicesBefore(gateway, scope, n, kinds);
  return gateway;
}

/** One NAT device after the other; the last one shows public addresses. */
function devicesBefore(
  gateway: Gateway,
  scope: StackScope,
  n: number,
  kinds: NatFront["kinds"],
): void {
  let inside = gateway.external;
  for (const [index, kind] of kinds.entries()) {
    const isLast = index === kinds.length - 1;
    const outside = isLast ? `198.51.${n}` : `172.${16 + index}.${n}`;
    const nat = new NatDevice(scope, `${gateway.name}-nat${index}`, {
      existing: reach,
      inside: { network: inside.network, address: inside.address.replace(/\d+$/, "254") },
      outside: { address: `${outside}.1/24` },
    });
    if (kind === "hide") nat.hide();
    else nat.translate(gateway, { to: `${outside}.9` });
    inside = nat.outside;
  }
}

const cells = NAT_FRONTS.flatMap((left) =>
  NAT_FRONTS.flatMap((right) =>
    IKE_VERSIONS.map((version) => [left.name, right.name, version, left, right] as const),
  ),
);

describe("NAT left × NAT right × IKE version", () => {
  it.each(cells)("%s to %s, %s", async (_, __, version, left, right) => {
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

  it("is the tables of the docs", () => {
    const page = join(__dirname, "../../docs/nat.md");
    const text = readFileSync(page, "utf8");
    const made = withTables(text);
    if (process.env["UPDATE_DOCS"]) writeFileSync(page, made);
    expect(made.match(/^<!-- table/gm)).toHaveLength(2);
    expect(text === made ? "up to date" : "outdated: run this test with UPDATE_DOCS=1").toBe(
      "up to date",
    );
  });
});
