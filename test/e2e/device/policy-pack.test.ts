// The policy pack of examples/company-network, asked by Pulumi's real engine, in a preview of devices that nobody connects to.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { secret } from "@pulumi/pulumi";
import { suites, type VpnStack } from "../../../lib";
import { root } from "../lab";
import { Engine } from "./engine";
import { unreached } from "./unreached";

jest.setTimeout(120_000);

const policyPacks = [join(root, "examples/company-network/policy")];
const GOOD_KEY = "a key that is long enough for the company";
const PATH = process.env["PATH"] ?? "";
const bin = mkdtempSync(join(tmpdir(), "vsrx-policy-"));
let engine: Engine;

beforeAll(async () => {
  // Pulumi's installation brings pulumi-language-nodejs, which starts a pack. An engine that was built alone has none, and
  // then looks for this one (pulumi/pulumi, pkg/resource/plugin/analyzer_plugin.go).
  const starter = join(root, "node_modules/@pulumi/pulumi/cmd/run-policy-pack");
  const script = `#!/bin/sh\nexec '${process.execPath}' '${starter}' "$@"\n`;
  writeFileSync(join(bin, "pulumi-analyzer-policy-nodejs"), script, { mode: 0o755 });
  process.env["PATH"] = `${bin}${delimiter}${PATH}`;
  engine = await Engine.start();
});

afterAll(() => {
  engine.stop();
  process.env["PATH"] = PATH;
  rmSync(bin, { recursive: true, force: true });
});

const network = (key: string, ike: (typeof suites)[keyof typeof suites]) => (): VpnStack =>
  unreached({ presharedKey: secret(key), ike });

it("lets a network pass that keeps the company's rules", async () => {
  const program = network(GOOD_KEY, suites.modern);
  const { text, error } = await engine.run("preview", program, { policyPacks });
  expect(`${error?.message ?? ""}`).toBe("");
  expect(text).toMatch(/company@v\S+ \(local: /);
  expect(text).toMatch(/Configuration .*create/);
});

it("ends a preview with every fault, and says no key", async () => {
  const program = network("short, and secret", suites.classic);
  const { text, error } = await engine.run("preview", program, { policyPacks });
  expect(error).toBeDefined();
  expect(text).toMatch(/mandatory.*no-weak-suite/);
  expect(text).toContain("vpn1 has encryption-algorithm 3des-cbc");
  expect(text).toContain("the key of IKE policy vpn1 has fewer than 32 characters");
  expect(engine.output).not.toContain("short, and secret");
});

it("asks nothing of a preview without it", async () => {
  const { error } = await engine.run("preview", network("short, and secret", suites.classic));
  expect(error).toBeUndefined();
});
