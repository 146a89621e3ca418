// What a person says of a program beside its folder, and what the lab then sets.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { choiceOf } from "../../../lab/cli/choice";
import { findExample, settingsFor } from "../../../lab/cli/examples";
import { labCommand } from "../../../lab/cli/invocation";

const SECRETS = { passphrase: "p", presharedKey: "psk", publicKey: "pub", privateKey: "priv" };
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "vsrx-choice-"));
  mkdirSync(join(folder, "net"));
  const files = {
    "Pulumi.yaml": "name: net\nruntime: nodejs\n",
    "Pulumi.lab.yaml": "config:\n  net:office: 10.1.0.0/16\n",
    "Pulumi.prod.yaml":
      "config:\n  net:office: 10.9.0.0/16\n  net:token:\n    secure: v1:abc:def\n",
    "index.ts": "",
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, "net", name), text);
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const settings = (options: Parameters<typeof choiceOf>[0]) =>
  settingsFor(findExample("/nowhere", join(folder, "net"), choiceOf(options)), SECRETS);

test("without a word the file of the stack `lab` counts, another one's by --stack", () => {
  expect(settings({})).toMatchObject({ "net:office": { value: "10.1.0.0/16", secret: false } });
  expect(settings({ stack: "prod" })).toMatchObject({ "net:office": { value: "10.9.0.0/16" } });
  expect(() => settings({ stack: "test" })).toThrow("there are: lab, prod");
});

test("a setting of the command line comes before all others, the lab's own among them", () => {
  const config = ["office=10.2.0.0/16", "vsrxAmi=ami-1", "aws:region=eu-west-1", "note=a=b"];
  expect(settings({ config })).toMatchObject({
    "net:office": { value: "10.2.0.0/16" },
    "net:vsrxAmi": { value: "ami-1" },
    "net:availabilityZone": { value: "eu-west-1a" },
    "aws:region": { value: "eu-west-1" },
    "net:note": { value: "a=b" },
  });
});

test("a secret that only Pulumi could read is made up, the same each time, and stays one", () => {
  const token = settings({ stack: "prod" })["net:token"];
  expect(token).toMatchObject({ secret: true });
  expect(token?.value).toHaveLength(32);
  expect(settings({ stack: "prod" })["net:token"]).toEqual(token);
  expect(settings({ stack: "prod", config: ["token=mine"] })["net:token"]?.value).toBe("mine");
});

test("what is no setting is refused without being quoted, and secrets need a stack", () => {
  expect(() => choiceOf({ config: ["hunter2"] })).toThrow("KEY=VALUE");
  expect(() => choiceOf({ config: ["hunter2"] })).not.toThrow("hunter2");
  expect(() => choiceOf({ withSecrets: true })).toThrow("--stack NAME");
  expect(choiceOf({})).toBeUndefined();
});

test("hints quote the command that was typed", () => {
  const before = process.env.VSRX_LAB_COMMAND;
  delete process.env.VSRX_LAB_COMMAND;
  expect([labCommand(), labCommand("down")]).toEqual(["npm run lab", "npm run lab -- down"]);
  process.env.VSRX_LAB_COMMAND = "npx vsrx lab";
  expect([labCommand(), labCommand("down")]).toEqual(["npx vsrx lab", "npx vsrx lab down"]);
  if (before === undefined) delete process.env.VSRX_LAB_COMMAND;
  else process.env.VSRX_LAB_COMMAND = before;
});
