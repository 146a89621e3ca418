// Requests that a release doesn't have by name.

import {
  Device,
  inactiveTunnels,
  natRules,
  readNatRules,
  requestEitherWay,
} from "../../lib/device";
import { FakeDevice } from "./fake-device";

const RULES =
  "<source-nat-rule-detail-information><source-nat-rule-entry><rule-set-name>out</rule-set-name><rule-name>r</rule-name><rule-translation-hits>7</rule-translation-hits></source-nat-rule-entry></source-nat-rule-detail-information>";
const UNKNOWN = (element: string): string =>
  `<rpc-error><error-type>protocol</error-type><error-tag>operation-failed</error-tag><error-severity>error</error-severity><error-message>syntax error</error-message><error-info><bad-element>${element}</bad-element></error-info></rpc-error>`;

let fake: FakeDevice;
let device: Device;

async function start(operational: Readonly<Record<string, string>>): Promise<void> {
  fake = await FakeDevice.start({ operational });
  const access = { user: "lab", password: "lab123", acceptFirstHostKey: true };
  device = new Device({ host: "127.0.0.1", port: fake.port, ...access });
}

afterEach(async () => {
  device.drop();
  await fake.stop();
});

test("are asked in the command line's words", async () => {
  const name = "get-source-nat-rule-sets-information";
  await start({ [name]: UNKNOWN(name), command: RULES });
  const asked: string[] = [];
  fake.onMessage = (message) => void asked.push(message);
  const { root } = await requestEitherWay(await device.session(), natRules("source"));
  expect(readNatRules(root)).toEqual([{ ruleSet: "out", rule: "r", hits: 7 }]);
  expect(asked.at(-1)).toContain(
    '<command format="xml">show security nat source rule all</command>',
  );
});

test("are asked by name where it is known, and no other refusal is taken for that", async () => {
  await start({
    "get-inactive-tunnels": UNKNOWN("x").replace("syntax error", "permission denied"),
  });
  const answer = requestEitherWay(await device.session(), inactiveTunnels("inet6"));
  await expect(answer).rejects.toThrow(/permission denied/);
  expect(fake.received).toEqual(["get-inactive-tunnels"]);
});
