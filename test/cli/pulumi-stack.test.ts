// A stack looked at through Pulumi itself: found in the folder's project, and left as it is.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PulumiStack } from "../../lib/cli/pulumi-stack";

const folder = mkdtempSync(join(tmpdir(), "vsrx-stack-"));
const before = { ...process.env };

const pulumi = (...words: string[]): string =>
  execFileSync("pulumi", [...words, "--non-interactive"], {
    cwd: folder,
    encoding: "utf8",
    env: process.env,
  });

beforeAll(() => {
  Object.assign(process.env, {
    PULUMI_BACKEND_URL: `file://${folder}`,
    PULUMI_HOME: join(folder, "home"),
    PULUMI_CONFIG_PASSPHRASE: "for a test",
    PULUMI_SKIP_UPDATE_CHECK: "true",
  });
  writeFileSync(join(folder, "Pulumi.yaml"), "name: empty\nruntime: yaml\n");
  for (const name of ["one", "two"]) pulumi("stack", "init", name);
  pulumi("stack", "select", "one");
}, 60_000);

afterAll(() => {
  process.env = before;
  rmSync(folder, { recursive: true, force: true });
});

test("the selected one is read, another one by its name, and the choice stays", async () => {
  expect((await PulumiStack.open(undefined, folder)).name).toBe("one");
  const two = await PulumiStack.open("two", folder);
  expect(await two.exported()).toMatchObject({ version: 3, deployment: {} });
  await two.previewRefresh([], () => undefined);
  expect(pulumi("stack", "--show-name").trim()).toBe("one");
}, 60_000);

test("what is wrong is said in Pulumi's words, without the rest of its output", async () => {
  const none = PulumiStack.open("three", folder).then((stack) => stack.exported());
  await expect(none).rejects.toThrow(/^the stack can't be exported: no stack named 'three' found$/);
  await expect(PulumiStack.open(undefined, tmpdir())).rejects.toThrow(
    /^the stack can't be read: could not detect current project: [^\n]*$/,
  );
}, 60_000);

test("without Pulumi's command line that is said", async () => {
  const { PATH } = process.env;
  process.env["PATH"] = folder;
  try {
    await expect(PulumiStack.open("one", folder)).rejects.toThrow(
      "there is no program pulumi on the PATH; install Pulumi's command line",
    );
  } finally {
    process.env["PATH"] = PATH;
  }
}, 60_000);
