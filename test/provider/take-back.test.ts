// Commits that stay only when their tunnels come up: both ends wait for each other inside their windows, or both go back.

import { DevicePool } from "../../lib/device";
import { ConfigurationHandler } from "../../lib/provider/configuration";
import { type PropertyMap } from "../../lib/rpc";
import { FakeDevice } from "../device/fake-device";
import { ipsecTable } from "../device/published";
import { configurationInputs, context } from "./harness";

const TYPE = "vsrx:index:Configuration";
const VPN = { "security ipsec vpn vpn1 ike gateway": "gw1" };
const LINE = "set security ipsec vpn vpn1 ike gateway gw1";
const PEER = { address: "198.51.100.1", identity: "peer.example.net", index: 1 };
const NONE = "<ipsec-security-associations-information/>";

let fakes: FakeDevice[] = [];
let pool: DevicePool;
let handler: ConfigurationHandler;

/** Two ends of vpn1, whose association is there once both have it in their configuration. */
async function start(minute: number, family = "inet"): Promise<void> {
  const table = (): string =>
    fakes.length === 2 && fakes.every((fake) => fake.text().includes(LINE))
      ? ipsecTable("vpn1", [PEER])
      : NONE;
  const operational = { "get-security-associations-information": table };
  fakes = [
    await FakeDevice.start({ minute, operational }),
    await FakeDevice.start({ minute, operational }),
  ];
  for (const fake of fakes) {
    fake.answerOf = (operation, message) => {
      const asked = message.includes("<family>inet6</family>") ? "inet6" : "inet";
      return operation === "get-security-associations-information" && asked !== family
        ? NONE
        : undefined;
    };
  }
  pool = new DevicePool();
  handler = new ConfigurationHandler(pool, () => ({}), minute);
}

afterEach(async () => {
  await pool.close();
  await Promise.all(fakes.map((fake) => fake.stop()));
});

const given = (port: number, name: string): PropertyMap => {
  const { settings, ...inputs } = configurationInputs(port, VPN, { name });
  return {
    ...inputs,
    settings: { ...(settings as PropertyMap), probeVpns: ["vpn1"], concurrency: 1 },
  };
};

async function create({ port }: FakeDevice, name: string): Promise<unknown> {
  const request = { ...context(TYPE, name), inputs: given(port, name) };
  const made = handler.create({ ...request, preview: false, timeoutSeconds: 0 });
  return await made.catch((error: unknown) => error);
}

const two = (): [FakeDevice, FakeDevice] => fakes as [FakeDevice, FakeDevice];

test.each(["inet", "inet6"])(
  "two ends wait for each other, also when one device at a time is worked on: %s",
  async (family) => {
    await start(10_000, family);
    const [left, right] = two();
    const made = await Promise.all([create(left, "left"), create(right, "right")]);
    expect(made).toEqual([
      expect.objectContaining({ id: "left" }),
      expect.objectContaining({ id: "right" }),
    ]);
    for (const fake of fakes) expect(fake.received).toContain("commit");
  },
  20_000,
);

test("when one end refuses its half, the other one takes its own back, and says so", async () => {
  await start(2000);
  const [left, right] = two();
  right.checkErrors =
    "<rpc-error><error-severity>error</error-severity><error-message>no such gateway</error-message></rpc-error>";
  const [kept, refused] = await Promise.all([create(left, "left"), create(right, "right")]);
  expect(refused).toMatchObject({ message: expect.stringContaining("no such gateway") as string });
  const { message } = kept as Error;
  expect(message).toContain("is on its old configuration");
  expect(message).toContain("must be up before the commit is confirmed, and are not: vpn1");
  expect(message).toContain("Left undone");
  for (const fake of fakes) expect(fake.text()).not.toContain(LINE);
}, 20_000);

test("what is destroyed need not be up", async () => {
  await start(10_000);
  const [left, right] = two();
  const made = await Promise.all([create(left, "left"), create(right, "right")]);
  for (const [index, fake] of fakes.entries()) {
    const { id, state } = made[index] as { readonly id: string; readonly state: PropertyMap };
    const request = { ...context(TYPE, id), id, inputs: given(fake.port, id), state };
    await handler.delete({ ...request, timeoutSeconds: 0 });
    expect(fake.text()).not.toContain(LINE);
  }
}, 20_000);
