// The doctor reads, says what it understood, and what an up would stop at.

import { readPlace, report } from "../../lib/cli/doctor";
import { FakeDevice, type FakeOptions } from "../device/fake-device";

let fake: FakeDevice;

async function examined(options: FakeOptions = {}) {
  fake = await FakeDevice.start(options);
  return await report({
    host: "127.0.0.1",
    port: fake.port,
    user: "lab",
    password: "lab123",
    acceptFirstHostKey: true,
  });
}

afterEach(() => fake.stop());

test("a device that is ready: model, release, host key, and no lock or change", async () => {
  const { text, isFine } = await examined();
  expect(text).toContain("vsrx, Junos 24.4R1.9");
  expect(text).toContain("ssh-ed25519 ");
  expect(isFine).toBe(true);
  expect(
    fake.received.filter((name) => /lock|load|commit$|commit-confirmed|check/.test(name)),
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

test("a device is named as ssh names it", async () => {
  fake = await FakeDevice.start();
  expect(readPlace("lab@192.0.2.1:830")).toEqual({ user: "lab", host: "192.0.2.1", port: 830 });
  expect(readPlace("lab@[2001:db8::1]")).toEqual({ user: "lab", host: "2001:db8::1" });
  expect(() => readPlace("192.0.2.1")).toThrow(/user@host/);
});
