// The example on real AWS, with a user's own account: only when asked for, because it costs money.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LocalWorkspace } from "@pulumi/pulumi/automation";
import { root } from "./lab";

/** What has to be said about an account before anything can be made in it. */
const NEEDED = [
  "VSRX_AWS_REGION",
  "VSRX_AWS_ZONE",
  "VSRX_AMI",
  "VSRX_HOST_AMI",
  "VSRX_MANAGEMENT_FROM",
  "VSRX_PRIVATE_KEY_FILE",
] as const;

const wanted = process.env["VSRX_REAL_AWS"] === "1";
const realIt = wanted ? it : it.skip;

function setting(name: (typeof NEEDED)[number]): string {
  const value = process.env[name];
  if (value !== undefined && value !== "") return value;
  throw new Error(`set ${name}; this test needs ${NEEDED.join(", ")} and AWS credentials`);
}

/** The public half of the key, from OpenSSH's own tool: the file may be in any of its forms. */
function publicKeyOf(file: string): string {
  const { status, stdout, stderr } = spawnSync("ssh-keygen", ["-y", "-f", file], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`ssh-keygen can't read ${file}: ${stderr}`);
  return stdout.trim();
}

realIt(
  `comes up on AWS and is destroyed${wanted ? "" : " (skipped: costs money; VSRX_REAL_AWS=1 runs it)"}`,
  async () => {
    const keyFile = setting("VSRX_PRIVATE_KEY_FILE");
    const folder = mkdtempSync(join(tmpdir(), "vsrx-real-aws-"));
    mkdirSync(join(folder, "state"));
    // The project as it stands at the root: the same Pulumi.yaml that `pulumi up` reads.
    const stack = await LocalWorkspace.createOrSelectStack(
      { stackName: "real-aws-test", workDir: root },
      {
        envVars: {
          PULUMI_BACKEND_URL: `file://${join(folder, "state")}`,
          PULUMI_CONFIG_PASSPHRASE: "a state that lives as long as this test",
        },
      },
    );
    const own = (key: string) => `vsrx-route-based:${key}`;
    try {
      await stack.setAllConfig({
        "aws:region": { value: setting("VSRX_AWS_REGION") },
        [own("availabilityZone")]: { value: setting("VSRX_AWS_ZONE") },
        [own("vsrxAmi")]: { value: setting("VSRX_AMI") },
        [own("hostAmi")]: { value: setting("VSRX_HOST_AMI") },
        [own("managementFrom")]: { value: setting("VSRX_MANAGEMENT_FROM") },
        [own("publicKey")]: { value: publicKeyOf(keyFile) },
        [own("privateKey")]: { value: readFileSync(keyFile, "utf8"), secret: true },
        [own("presharedKey")]: {
          value: `test-${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`,
          secret: true,
        },
      });
      const { outputs } = await stack.up({ onOutput: (text) => process.stderr.write(text) });
      expect(outputs["endpoints"]?.value).toEqual([
        expect.objectContaining({ tunnel: "vpn1", verified: true, natFound: true }),
      ]);
      const again = await stack.up();
      const { same, ...others } = again.summary.resourceChanges ?? {};
      expect(same).toBeGreaterThan(0);
      expect(others).toEqual({});
    } finally {
      await stack.destroy({ onOutput: (text) => process.stderr.write(text) });
      await stack.workspace.removeStack("real-aws-test");
      rmSync(join(root, "Pulumi.real-aws-test.yaml"), { force: true });
      rmSync(folder, { recursive: true, force: true });
    }
  },
  90 * 60_000,
);
