// Every matcher holds where it should, fails where it should, and says then what there is; the same words work without a runner's `expect`.
import {
  AwsSite,
  Gateway,
  Nat,
  NatDevice,
  RouteBasedVpn,
  type StackScope,
  suites,
} from "../../lib";
import { synth, type SynthOptions, type SynthResult, ValidationError } from "../../lib/testing";
import { expect as plainExpect } from "../../lib/testing/node";
import { ends, KEY, twoGateways } from "../lab-site";

/** The responder behind a NAT device that translates it. */
const translated = (scope: StackScope): void => {
  const { site, left, right } = twoGateways(scope);
  const nat = new NatDevice(scope, "nat", { site, outside: left.external, inside: right.external });
  nat.translate(right, { to: "172.16.21.1" });
  new RouteBasedVpn(scope, "vpn1", {
    ...ends({ left, right }),
    presharedKey: "open-sesame",
    ike: suites.classic,
  });
};

/** Two sites whose gateways meet over the internet, each behind an elastic IP that AWS tells when it is made. */
const late = async (options: SynthOptions): Promise<SynthResult> =>
  synth((scope) => {
    const gateway = (name: string, cidr: string): Gateway => {
      const site = new AwsSite(scope, `${name}-site`, {
        cidr: `${cidr}.0.0/16`,
        availabilityZone: "eu-central-1a",
        ami: "ami-1",
        management: { from: "198.51.100.0/24", publicKey: KEY },
      });
      return new Gateway(scope, name, {
        site,
        external: site.subnet(`${cidr}.1.0/24`),
        internal: site.subnet(`${cidr}.2.0/24`),
        nat: Nat.elasticIp(),
      });
    };
    const gateways = { left: gateway("left", "10.1"), right: gateway("right", "10.2") };
    new RouteBasedVpn(scope, "vpn1", { ...ends(gateways), presharedKey: "open-sesame" });
  }, options);

let result: SynthResult;

beforeAll(async () => {
  result = await synth(translated);
});

/** What a matcher says when it does not hold. */
function said(check: () => void): string {
  try {
    check();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("it holds");
}

describe("toHaveTunnel", () => {
  it("holds for what is so, and not for anything else", () => {
    expect(result).toHaveTunnel("vpn1");
    expect(result).toHaveTunnel("vpn1", {
      initiator: "left",
      responder: { gateway: "right", seenAs: "172.16.21.1", identity: "right@example.net" },
      nat: true,
      port: 4500,
    });
    expect(result).toHaveTunnel("vpn1", { initiator: { dials: "172.16.21.1", keepalive: 20 } });
    expect(result).not.toHaveTunnel("vpn2");
    expect(result).not.toHaveTunnel("vpn1", { initiator: "right" });
    expect(result).not.toHaveTunnel("vpn1", { responder: { seenAs: "192.0.2.99" } });
    expect(result).not.toHaveTunnel("vpn1", { port: 500 });
  });

  it("says which tunnels there are, or how the one of that name is", () => {
    expect(said(() => expect(result).toHaveTunnel("vpn2"))).toMatch(/only\n {2}vpn1$/);
    expect(said(() => expect(result).toHaveTunnel("vpn1", { initiator: "right" }))).toMatch(
      /vpn1: initiator right\nbut there is only\n {2}vpn1: .*initiator \(gateway left,/,
    );
    expect(said(() => expect(result).not.toHaveTunnel("vpn1"))).toContain("should be no tunnel");
  });

  it("says what it takes when it gets something else", () => {
    const promise = Promise.resolve(result) as unknown as SynthResult;
    expect(said(() => expect(promise).toHaveTunnel("vpn1"))).toMatch(/found a promise; .*await/);
  });
});

describe("toTranslate", () => {
  it("holds for a translation of the device, and not for another", () => {
    expect(result.devices["nat"]).toTranslate({ device: "right", to: "172.16.21.1" });
    expect(result.devices["nat"]).toTranslate({ kind: "static" });
    expect(result.devices["nat"]).not.toTranslate({ device: "left" });
    expect(result.devices["left"]).not.toTranslate({ kind: "static" });
  });

  it("says what the device translates, and which devices there are", () => {
    expect(said(() => expect(result.devices["nat"]).toTranslate({ device: "left" }))).toMatch(
      /device left\nbut there is only\n {2}kind static, device right, .*to 172\.16\.21\.1/,
    );
    expect(said(() => expect(result.devices["no"]).toTranslate({}))).toContain("left, right, nat");
  });
});

describe("toHaveRoute and toHaveRule", () => {
  it("hold for what AWS is to have, and not for anything else", () => {
    expect(result).toHaveRoute({ destination: "172.16.21.1/32", via: "nat" });
    expect(result).not.toHaveRoute({ destination: "172.16.21.1/32", via: "right" });
    expect(result).toHaveRule({
      device: "left",
      direction: "ingress",
      protocol: "udp",
      port: 4500,
    });
    expect(result).not.toHaveRule({ device: "left", protocol: "tcp" });
  });

  it("say what there is, what agrees most first", () => {
    expect(
      said(() => expect(result).toHaveRoute({ destination: "172.16.21.1/32", via: "right" })),
    ).toMatch(/only\n {2}site lab, .*destination 172\.16\.21\.1\/32, via nat/);
    expect(
      said(() => expect(result).toHaveRule({ device: "right", protocol: "udp", port: 501 })),
    ).toMatch(/only\n {2}site lab, device right, .*protocol udp/);
  });
});

describe("toReach", () => {
  const [LEFT, RIGHT] = ["10.1.11.0/24", "10.1.21.0/24"];

  it("holds for what the tunnel carries, and not for what nobody lets through", () => {
    expect(result).toReach(LEFT, RIGHT, { port: 22, encrypted: true });
    expect(result).toReach("10.1.21.9", "10.1.11.9", { protocol: "icmp" });
    expect(result).not.toReach(LEFT, RIGHT, { encrypted: false });
    expect(result).not.toReach(LEFT, "10.9.9.9");
  });

  it("holds where addresses are known only later, too", async () => {
    expect(await late({})).toReach("10.1.2.0/24", "10.2.2.0/24", { encrypted: true });
  });

  it("does not hold any more when one end's policy is taken away, and says where it ends", async () => {
    const closed = await synth((scope) => {
      const policy = "security policies from-zone vpn to-zone trust policy from-left";
      const gateways = twoGateways(scope, { right: { override: [`delete ${policy}`] } });
      new RouteBasedVpn(scope, "vpn1", { ...ends(gateways), presharedKey: "open-sesame" });
    });
    expect(closed).not.toReach(LEFT, RIGHT);
    expect(said(() => expect(closed).toReach(LEFT, RIGHT, { port: 22 }))).toMatch(
      /^10\.1\.11\.0\/24 should reach 10\.1\.21\.0\/24 by tcp port 22, but\n {2}left +in .*\n[^]*stopped at right: [^]*policy/,
    );
  });

  it("shows the whole way of what should not have got through", () => {
    expect(said(() => expect(result).not.toReach(LEFT, RIGHT, { encrypted: true }))).toMatch(
      /should not reach .* through a tunnel, but\n[^]*left +tunnel[^]*passes, and its answer comes back$/,
    );
  });

  it.each([
    ["office", RIGHT, {}, /no address: found "office"/],
    [LEFT, RIGHT, { protocol: "tpc" }, /unknown protocol: found "tpc"/],
    [LEFT, RIGHT, { port: 70_000 }, /wrong port: found 70000; allowed: 0 to 65535/],
  ])("refuses %s to %s %j", (from, to, wanted, message) => {
    expect(said(() => expect(result).toReach(from, to, wanted))).toMatch(message);
  });
});

describe("toHaveDiagnostic and toHaveNoDiagnostics", () => {
  it("hold for what is told, and not for anything else", async () => {
    expect(result).toHaveDiagnostic("weak", { severity: "warning" });
    expect(result).not.toHaveDiagnostic("weak", { severity: "error" });
    expect(result).not.toHaveDiagnostic("no-preshared-key");
    expect(result).not.toHaveNoDiagnostics();
    expect(await late({})).toHaveNoDiagnostics();
  });

  it("take the error of a wrong program", async () => {
    const failure: unknown = await synth((scope) => {
      const { left } = twoGateways(scope);
      new RouteBasedVpn(scope, "vpn1", { ...ends({ left, right: left }), presharedKey: "k" });
    }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ValidationError);
    expect(failure).toHaveDiagnostic("ends-one-gateway");
  });

  it("say what is told instead", () => {
    expect(said(() => expect(result).toHaveDiagnostic("no-preshared-key"))).toMatch(
      /no-preshared-key\nbut there is only\n {2}weak: /,
    );
    expect(said(() => expect(result).toHaveNoDiagnostics())).toContain("warning weak: ");
  });
});

describe("a late value", () => {
  it("shows by its name, and as what the test gives for it", async () => {
    const unknown = await late({});
    const [address] = unknown.tunnels.map(({ initiator }) => initiator.dials);
    expect(address).toBe("⟨stack/right/elastic-ip⟩");
    const known = await late({ values: { "right/elastic-ip": "203.0.113.7" } });
    expect(known).toHaveTunnel("vpn1", { initiator: { dials: "203.0.113.7" } });
    expect(known.devices["left"]).toHaveStatement("security ike gateway vpn1 address 203.0.113.7");
    expect(known).toHaveRule({ device: "left", cidr: "203.0.113.7/32" });
  });

  it("that there is not is refused with those there are", async () => {
    await expect(late({ values: { "centre/elastic-ip": "203.0.113.7" } })).rejects.toThrow(
      /centre\/elastic-ip is no late value: found none of that name; allowed: .*stack\/right\/elastic-ip/,
    );
  });
});

describe("a snapshot of a device", () => {
  it("has its statements, part by part, the same each time, and no secret", async () => {
    const text = JSON.stringify(result.devices["left"]);
    expect(text).not.toContain("open-sesame");
    expect(text.length).toBeLessThan(20_000);
    const parts = result.devices["left"]?.statements.map((each) => each.split(" ")[1]) ?? [];
    expect(parts.filter((part, at) => part !== parts[at - 1])).toEqual([...new Set(parts)]);
    expect(JSON.stringify((await synth(translated)).devices["left"])).toBe(text);
    expect(JSON.stringify([result.tunnels, result.aws])).not.toContain("open-sesame");
  });
});

describe("without a runner's expect", () => {
  it("the same words hold and fail", () => {
    const { left } = result.devices;
    plainExpect(left).toHaveStatement("security ike gateway vpn1 address 172.16.21.1");
    plainExpect(left).not.toHaveStatement("system no-redirects");
    plainExpect(result).toHaveTunnel("vpn1", { port: 4500 });
    expect(said(() => plainExpect(result).toHaveTunnel("vpn2"))).toContain("vpn1");
    expect(said(() => plainExpect(result).not.toHaveTunnel("vpn1"))).toContain("no tunnel");
    expect(said(() => plainExpect(left).toEqualStatements([]))).toContain("extra:");
  });
});
