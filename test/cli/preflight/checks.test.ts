// What preflight makes of AWS's answers, and that no answer is never taken for a good one.
import type { Account, UsedAnswer } from "../../../lib/cli/preflight/account";
import { examine } from "../../../lib/cli/preflight/checks";
import { costsOf } from "../../../lib/cli/preflight/costs";
import type { Finding } from "../../../lib/cli/preflight/findings";
import type { PlannedInstance, RegionPlan } from "../../../lib/cli/preflight/plan";
import type { Held } from "../../../lib/cli/preflight/quotas";
import { accountOf, EMPTY, IMAGE } from "./account";

const VSRX: PlannedInstance = {
  name: "gw",
  type: "c5.large",
  image: "ami-1",
  zone: "eu-central-1a",
  subnetId: undefined,
  kind: "vsrx",
  httpTokens: "optional",
  encrypted: undefined,
};

const PLAN: RegionPlan = {
  region: "eu-central-1",
  instances: [VSRX],
  vpcs: 1,
  internetGateways: 1,
  elasticIps: 2,
  interfaces: 3,
  groups: 3,
  natGateways: { "eu-central-1a": 1 },
  rules: { group: "gw-ge-0-0-0", count: 6 },
  otherAccounts: [],
};

async function found(answers: Partial<Account> = {}, plan: Partial<RegionPlan> = {}) {
  const { findings } = await examine({ ...PLAN, ...plan }, accountOf(answers));
  return findings;
}

const fails = (name: string) => (): Promise<never> =>
  Promise.reject(Object.assign(new Error("no"), { name }));

it("an account that has everything has nothing but ok", async () => {
  const findings = await found();
  expect(findings.filter(({ state }) => state !== "ok")).toEqual([]);
  const checks = new Set(findings.map(({ check }) => check));
  expect([...checks].sort()).toEqual(
    ["encryption", "image", "metadata", "offering", "permissions", "quota", "terms"].sort(),
  );
});

describe("what AWS does not answer", () => {
  it.each<[keyof Account, Finding["check"]]>([
    ["image", "image"],
    ["image", "permissions"],
    ["offeredZones", "offering"],
    ["used", "quota"],
    ["vcpusOf", "quota"],
    ["quota", "quota"],
    ["metadataDefaults", "metadata"],
    ["encryptsByDefault", "encryption"],
    ["someSubnet", "permissions"],
    ["dryRun", "permissions"],
    ["hasMachineOf", "permissions"],
  ])("%s leaves %s unknown, with AWS's reason", async (question, check) => {
    const findings = await found({ [question]: fails("UnauthorizedOperation") });
    const of = findings.filter((each) => each.check === check);
    expect(of.map(({ state }) => state)).toEqual(of.map(() => "unknown"));
    expect(of.length).toBeGreaterThan(0);
    expect(findings.some(({ what }) => what.includes("UnauthorizedOperation"))).toBe(true);
  });

  it("is no ok for what only the deployment knows", async () => {
    const instances = [{ ...VSRX, image: "⟨vsrxAmi⟩", zone: undefined }];
    const findings = await found({}, { instances });
    const states = Object.fromEntries(findings.map(({ check, state }) => [check, state]));
    expect(states).toMatchObject({ image: "unknown", offering: "unknown", permissions: "unknown" });
    expect(states["terms"]).toBeUndefined();
  });

  it("is another account's where a provider has credentials of its own", async () => {
    const findings = await found({}, { otherAccounts: ["far"] });
    expect(findings).toContainEqual(
      expect.objectContaining({
        check: "permissions",
        state: "unknown",
        fix: "run preflight with those credentials too",
      }),
    );
  });
});

describe("what stops an up", () => {
  it.each<[string, Partial<Account>, Finding["check"], RegExp]>([
    [
      "terms that are not accepted",
      {
        dryRun: () =>
          Promise.resolve({
            code: "OptInRequired",
            message: "visit aws.amazon.com/marketplace/pp?sku=x",
          }),
      },
      "terms",
      /not accepted: visit aws\.amazon\.com\/marketplace/,
    ],
    [
      "a launch that is not allowed",
      {
        dryRun: () => Promise.resolve({ code: "UnauthorizedOperation", message: "explicit deny" }),
      },
      "permissions",
      /not allowed: explicit deny/,
    ],
    [
      "a type that the product does not take",
      {
        dryRun: () =>
          Promise.resolve({ code: "UnsupportedOperation", message: "not for this product" }),
      },
      "permissions",
      /UnsupportedOperation: not for this product/,
    ],
    [
      "a zone without the type",
      { offeredZones: () => Promise.resolve(["eu-central-1b"]) },
      "offering",
      /eu-central-1a has no c5\.large; eu-central-1b have it/,
    ],
    [
      "an image that is not there",
      { image: () => Promise.resolve(undefined) },
      "image",
      /ami-1 is not there/,
    ],
    [
      "an image for another processor",
      { image: () => Promise.resolve({ ...IMAGE, architecture: "arm64" }) },
      "image",
      /for arm64/,
    ],
    [
      "a quota that is used up",
      { used: () => Promise.resolve({ ...EMPTY, elasticIps: 4 }), quota: () => Promise.resolve(5) },
      "quota",
      /elastic IPs: 4 there, 2 more wanted, and the quota is 5/,
    ],
    [
      "NAT gateways of the zone",
      { used: () => Promise.resolve({ ...EMPTY, natGateways: { "eu-central-1a": 100 } }) },
      "quota",
      /NAT gateways in eu-central-1a/,
    ],
    [
      "tokens that the account enforces",
      { metadataDefaults: () => Promise.resolve({ enforced: "enabled" }) },
      "metadata",
      /IMDSv2/,
    ],
  ])("%s", async (_, answers, check, text) => {
    const blocked = (await found(answers)).filter(({ state }) => state === "blocked");
    expect(blocked.map((each) => each.check)).toContain(check);
    expect(blocked.map(({ what }) => what).join("\n")).toMatch(text);
    // The last word on each is a way out, or AWS's own.
    expect(
      blocked.every(({ fix, what }) => fix !== undefined || what.includes("Unsupported")),
    ).toBe(true);
  });

  it("is not unencrypted disks: that is a warning", async () => {
    const findings = await found({ encryptsByDefault: () => Promise.resolve(false) });
    expect(findings.filter(({ state }) => state === "warning").map(({ check }) => check)).toEqual([
      "encryption",
    ]);
    const encrypted = await found(
      { encryptsByDefault: () => Promise.resolve(false) },
      { instances: [{ ...VSRX, encrypted: true }] },
    );
    expect(encrypted.every(({ state }) => state === "ok")).toBe(true);
  });
});

describe("a stack that is up", () => {
  const FULL = { ...EMPTY, vpcs: 5, elasticIps: 5, natGateways: { "eu-central-1a": 5 }, vcpus: 8 };
  const quotas = async (held: Held | undefined, used: UsedAnswer = FULL) => {
    const answers = { used: () => Promise.resolve(used), quota: () => Promise.resolve(5) };
    const { findings } = await examine({ ...PLAN, instances: [VSRX] }, accountOf(answers), held);
    return findings.filter(({ check }) => check === "quota");
  };
  const blocked = (findings: readonly Finding[]): readonly string[] =>
    findings.filter(({ state }) => state === "blocked").map(({ what }) => what);

  it("is not counted twice: a full account holds what is there already", async () => {
    expect(blocked(await quotas(undefined)).join("\n")).toMatch(
      /VPCs: 5 there, 1 more wanted, and the quota is 5[^]*virtual CPUs[^]*NAT gateways in eu-central-1a/,
    );
    const machines = Array.from({ length: 4 }, () => VSRX);
    expect(blocked(await quotas({ ...PLAN, instances: machines }))).toEqual([
      expect.stringMatching(
        /^rules of one direction in gw-ge-0-0-0: 6 wanted, and the quota is 5$/,
      ),
    ]);
  });

  it("that is to grow wants what it lacks", async () => {
    const held = { ...PLAN, elasticIps: 1 };
    const [ip] = blocked(await quotas(held)).filter((what) => what.startsWith("elastic IPs"));
    expect(ip).toBe(
      "elastic IPs: 4 there beside the stack's own, 2 more wanted, and the quota is 5",
    );
  });

  it("of whose things a person took some away has never less than nothing", async () => {
    expect(await quotas(PLAN, EMPTY)).toContainEqual(
      expect.objectContaining({ state: "ok", what: "VPCs: 1 wanted of 5" }),
    );
  });
});

it("a dry run that says nothing of terms proves nothing: they are unknown until a machine of the product is there", async () => {
  const findings = await found({ hasMachineOf: () => Promise.resolve(false) });
  expect(
    findings.filter(({ state }) => state !== "ok").map(({ check, state }) => [check, state]),
  ).toEqual([["terms", "unknown"]]);
});

describe("costs", () => {
  const lines = async (answers: Partial<Account> = {}, plan: Partial<RegionPlan> = {}) =>
    await costsOf({ ...PLAN, ...plan }, accountOf(answers), new Map([["ami-1", IMAGE]]));

  it("are by kind, the vSRX fee beside the machine's and without a number of ours", async () => {
    const price = (): Promise<number> => Promise.resolve(0.1);
    expect(await lines({ price })).toEqual([
      { kind: "machine c5.large", count: 1, hourly: 0.1, from: "AWS's price list" },
      { kind: "NAT gateway", count: 1, hourly: 0.1, from: "AWS's price list" },
      { kind: "public IPv4 address", count: 2, hourly: 0.2, from: "AWS's price list" },
      {
        kind: "root disk of 20 GB gp2",
        count: 1,
        hourly: (0.1 * 20) / 730,
        from: "AWS's price list",
      },
      expect.objectContaining({ kind: "vSRX fee, beside the machine's", hourly: undefined }),
    ]);
  });

  it("are those of a dated table where the price list can't be asked, and unknown where that has none", async () => {
    const price = fails("AccessDeniedException");
    const [machine, gateway, address, disk] = await lines({ price }, { region: "us-east-1" });
    expect(machine).toMatchObject({ hourly: 0.085 });
    expect(machine?.from).toMatch(/^20\d\d-\d\d-\d\d, /);
    expect(gateway).toMatchObject({ hourly: 0.045 });
    expect(address).toMatchObject({ hourly: 0.01 });
    expect(disk).toMatchObject({ hourly: undefined });
    expect(disk?.from).toMatch(/AccessDenied/);
    const [elsewhere] = await lines({ price }, { region: "sa-east-1" });
    expect(elsewhere).toMatchObject({ hourly: undefined });
  });
});
