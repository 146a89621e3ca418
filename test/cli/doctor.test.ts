// The doctor reads, says what it understood, and what an up would stop at.

import { devicesIn } from "../../lib/cli/stack-devices";
import { readPlace, report, type Report } from "../../lib/cli/doctor";
import { FakeDevice, type FakeOptions } from "../device/fake-device";

let fake: FakeDevice | undefined;

async function examined(options: FakeOptions = {}): Promise<Report & { fake: FakeDevice }> {
  fake = await FakeDevice.start(options);
  const found = await report({
    host: "127.0.0.1",
    port: fake.port,
    user: "lab",
    password: "lab123",
    acceptFirstHostKey: true,
  });
  return { ...found, fake };
}

afterEach(async () => {
  await fake?.stop();
  fake = undefined;
});

test("a device that is ready: model, release, host key, and no lock or change", async () => {
  const { text, isFine, fake: device } = await examined();
  expect(text).toContain("vsrx, Junos 24.4R1.9");
  expect(text).toContain("ssh-ed25519 ");
  expect(isFine).toBe(true);
  expect(
    device.received.filter((name) => /lock|load|commit$|commit-confirmed|check/.test(name)),
  ).toEqual([]);
});

test("what an up would stop at, and what isn't understood, is told", async () => {
  const { text, isFine } = await examined({
    operational: {
      "get-pic-information":
        "<fpc-information><fpc><slot>0</slot><state>Present</state></fpc></fpc-information>",
    },
  });
  expect(isFine).toBe(false);
  expect(text).toMatch(/cards\s+│ blocks\s+│ none is online yet/);
  expect(text).toMatch(/IKE SAs\s+│ unknown/);
});

test.each([
  ["junos-ike", "iked"],
  ["junos", "kmd"],
])("the package %s means %s", async (name, daemon) => {
  const { text } = await examined({
    operational: {
      "get-software-information": `<software-information><package-information><name>${name}</name></package-information></software-information>`,
    },
  });
  expect(text).toMatch(new RegExp(`IKE daemon\\s+│ fine\\s+│ ${daemon}`));
});

test("its capture has every reply, errors included, and no host name", async () => {
  const { capture } = await examined({ configuration: "set system host-name canary" });
  expect(capture.exchanges.length).toBeGreaterThan(10);
  expect(capture.exchanges.some(({ reply }) => reply.includes("<rpc-error>"))).toBe(true);
  expect(JSON.stringify(capture)).not.toContain("canary");
  expect(capture.capabilities).toContain("urn:ietf:params:netconf:base:1.0");
});

test("a device is named as ssh names it", () => {
  expect(readPlace("lab@192.0.2.1:830")).toEqual({ user: "lab", host: "192.0.2.1", port: 830 });
  expect(readPlace("lab@[2001:db8::1]")).toEqual({ user: "lab", host: "2001:db8::1" });
  expect(() => readPlace("192.0.2.1")).toThrow(/user@host/);
});

describe("a stack's devices", () => {
  const secret = (value: unknown): object => ({
    "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
    plaintext: JSON.stringify(value),
  });
  const state = (connection: object): object => ({
    deployment: {
      resources: [
        { type: "pulumi:pulumi:Stack" },
        {
          type: "vsrx:index:Configuration",
          inputs: { name: "srx1", connection },
          outputs: { hostKey: "ssh-ed25519 AAAA" },
        },
      ],
    },
  });
  const access = { host: "192.0.2.1", user: "pulumi" };

  test("come with their credentials and the host key that was pinned", () => {
    const expected = [
      {
        name: "srx1",
        connection: { ...access, privateKey: "KEY", hostKey: "ssh-ed25519 AAAA" },
      },
    ];
    expect(devicesIn(state({ ...access, privateKey: secret("KEY") }))).toEqual(expected);
    expect(devicesIn(state(secret({ ...access, privateKey: secret("KEY") })))).toEqual(expected);
  });

  test("need the secrets in clear", () => {
    const encrypted = { "4dabf18193072939515e22adb298388d": "1b…", ciphertext: "v1:…" };
    expect(() => devicesIn(state({ ...access, privateKey: encrypted }))).toThrow(/--show-secrets/);
  });
});
