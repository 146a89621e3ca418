// The questions of preflight, put to moto's server: that they are calls which EC2 and Service Quotas have. moto knows no terms, no price list and few quotas, so that its answers prove nothing more.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { openAccount } from "../../../lib/cli/preflight/sdk";
import { withPython } from "../../python";

const root = resolve(__dirname, "../../..");

interface Printed {
  readonly regions: readonly {
    readonly region: string;
    readonly findings: readonly {
      readonly check: string;
      readonly state: string;
      readonly what: string;
    }[];
    readonly costs: readonly { readonly kind: string; readonly hourly?: number }[];
  }[];
}

async function freePort(): Promise<number> {
  return await new Promise((found) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => found(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

withPython("test/aws/judge/requirements.txt", (python) => {
  let server: ChildProcess;
  let url = "";
  const before = { ...process.env };

  beforeAll(async () => {
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    const env = { AWS_ACCESS_KEY_ID: "testing", AWS_SECRET_ACCESS_KEY: "testing" };
    Object.assign(process.env, env, { AWS_ENDPOINT_URL: url, AWS_EC2_METADATA_DISABLED: "true" });
    const args = ["-m", "moto.server", "-H", "127.0.0.1", "-p", String(port)];
    server = spawn(python, args, { stdio: "ignore" });
    for (;;) {
      if (server.exitCode !== null) throw new Error("moto's server did not start");
      if (
        await fetch(`${url}/moto-api/data.json`).then(
          (reply) => reply.ok,
          () => false,
        )
      )
        break;
      await new Promise((go) => setTimeout(go, 100));
    }
  });

  afterAll(() => {
    server.kill();
    process.env = before;
  });

  it("are calls that it takes, and a dry run launches nothing", async () => {
    const account = await openAccount("us-east-1");
    try {
      expect(await account.image("ami-00000000000000000")).toBeUndefined();
      expect(await account.image("ami-12c6146b")).toMatchObject({
        state: "available",
        architecture: "x86_64",
      });
      expect(await account.offeredZones("c5.large")).toContain("us-east-1a");
      expect(await account.offeredZones("c5.lrage")).toEqual([]);
      expect(await account.vcpusOf("c5.large")).toBe(2);
      expect(await account.quota("vpc", "L-F678F1CE")).toBe(5);
      expect(await account.encryptsByDefault()).toBe(false);
      expect(await account.used()).toMatchObject({ vpcs: 1, elasticIps: 0, vcpus: 0 });
      expect(await account.hasMachineOf("abc")).toBe(false);
      const subnetId = await account.someSubnet("us-east-1a");
      expect(subnetId).toMatch(/^subnet-/);
      const launch = {
        image: "ami-12c6146b",
        type: "c5.large",
        zone: undefined,
        subnetId,
        httpTokens: "required",
        encrypted: true,
        disk: { device: "/dev/sda1", gigabytes: 20, kind: "gp2" },
      };
      expect(await account.dryRun(launch)).toMatchObject({ code: "DryRunOperation" });
      expect(await account.used()).toMatchObject({ interfaces: 0, vcpus: 0 });
      // It has neither: what can't be asked must not look like an answer.
      await expect(account.metadataDefaults()).rejects.toThrow();
      await expect(account.price({ kind: "nat-gateway" })).rejects.toThrow();
    } finally {
      account.close();
    }
  });

  it("`vsrx preflight --json` asks for an example, and leaves open what it got no answer to", () => {
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      [
        ...[
          "--import",
          "tsx",
          join(root, "lib/cli/main.ts"),
          "preflight",
          join(root, "examples/route-based"),
          "--json",
        ],
        ...[
          "--region",
          "us-east-1",
          "--config",
          "vsrxAmi=ami-12c6146b",
          "--config",
          "hostAmi=ami-00000000000000000",
        ],
        ...[
          "--config",
          "availabilityZone=us-east-1a",
          "--config",
          "managementFrom=198.51.100.0/24",
        ],
      ],
      {
        cwd: root,
        encoding: "utf8",
        env: { ...process.env, TSX_TSCONFIG_PATH: join(root, "tsconfig.json") },
      },
    );
    expect(`${status} ${stderr}`).toMatch(/^1 /);
    const [region, ...others] = (JSON.parse(stdout) as Printed).regions;
    expect(others).toEqual([]);
    const states = (check: string): readonly string[] => [
      ...new Set(region?.findings.filter((each) => each.check === check).map(({ state }) => state)),
    ];
    expect(states("image").toSorted()).toEqual(["blocked", "ok"]);
    expect(states("offering")).toEqual(["ok"]);
    expect(states("metadata")).toEqual(["unknown"]);
    expect(states("quota").toSorted()).toEqual(["ok", "unknown"]);
    expect(region?.costs.find(({ kind }) => kind === "machine c5.large")?.hourly).toBeCloseTo(
      0.255,
    );
    expect(
      region?.costs.find(({ kind }) => kind.startsWith("root disk of ami-0"))?.hourly,
    ).toBeUndefined();
  });
});
