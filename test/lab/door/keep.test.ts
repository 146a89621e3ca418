// What a failed test leaves of its lab: where, what is in it, and that no secret is.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lab } from "../../../lab/door";
import { keepIn, keptName } from "../../../lab/door/keep";

const folder = mkdtempSync(join(tmpdir(), "vsrx-keep-"));
afterAll(() => rmSync(folder, { recursive: true }));

it("is its log, answers to questions, and captures, without a secret", async () => {
  const own = join(folder, "lab");
  mkdirSync(join(own, "captures"), { recursive: true });
  writeFileSync(join(own, "captures/1-nat.pcap"), "packets");
  writeFileSync(join(own, "lab.log"), "srx1: pre-shared-key ascii-text open-sesame;\n");
  const target = join(folder, "kept");
  await keepIn(target, {
    folder: own,
    said: "$ up\n",
    captures: [],
    questions: {
      "srx1.conf": async () =>
        'set security ike policy p pre-shared-key ascii-text "$9$abcdef"\nset system host-name srx1\n',
      "srx2.conf": async () => await Promise.reject(new Error("srx2 does not answer")),
    },
  });
  const text = (name: string): string => readFileSync(join(target, name), "utf8");
  expect(readdirSync(target).sort()).toEqual(
    ["1-nat.pcap", "lab.log", "srx1.conf", "srx2.conf", "up.log"].sort(),
  );
  expect(text("srx1.conf")).toMatch(
    /pre-shared-key ascii-text "?\[secret\]"?\nset system host-name srx1/,
  );
  expect(text("srx2.conf")).toBe("not to be had: srx2 does not answer\n");
  expect(text("lab.log")).not.toContain("open-sesame");
  expect(text("1-nat.pcap")).toBe("packets");
});

it("has a name of its own each time", () => {
  expect(keptName("/a/shop", 1)).toMatch(/^shop-[\dTZ-]+-\d+-1$/);
  expect(keptName("/a/shop", 1)).not.toBe(keptName("/a/shop", 2));
});

describe("a test that keeps", () => {
  it("gets what its runner gives, and gives back what it returns", async () => {
    const test = lab.keeping((one: number, two: number) => one + two);
    expect(await test(1, 2)).toBe(3);
    // A runner takes a function with parameters for one that calls back.
    expect(test).toHaveLength(0);
  });

  it("fails as it is where no lab is up", async () => {
    const error = new Error("oh");
    await expect(lab.keeping(() => Promise.reject(error))()).rejects.toBe(error);
    expect(error.message).toBe("oh");
  });

  it("fails with the folder in its message and its stack, in every runner's way to fail", async () => {
    const project = join(folder, "shop");
    mkdirSync(project);
    const net = lab.empty({ project, keepIn: "kept" });
    try {
      for (const thrown of [new Error("oh"), "oh"]) {
        const failed: unknown = await lab
          .keeping(() => Promise.reject(thrown as Error))()
          .catch((error: unknown) => error);
        const { message, stack } = failed as Error;
        const [, place = ""] = /^oh\nlogs and captures of the lab: (\S+)$/.exec(message) ?? [];
        expect(place.startsWith(join(project, "kept/shop-"))).toBe(true);
        expect(readdirSync(place)).toEqual(["up.log"]);
        expect(stack).toContain(message);
      }
    } finally {
      await net.down();
    }
  });
});

it("a lab that is not up says so, whatever it is asked", async () => {
  await using net = lab.empty({ project: folder });
  await expect(net.exec("host1", ["true"])).rejects.toThrow(/does not run: it is not up/);
  await expect(net.status()).rejects.toThrow(/it is not up/);
});
