// A host that the program names pings through the tunnel: what that proves, and what it doesn't.
import { type AddressInfo } from "node:net";
import { Server } from "ssh2";
import { DevicePool } from "../../lib/device";
import { sendProbe, withProbe } from "../../lib/provider/probe";
import { TunnelHandler } from "../../lib/provider/tunnel";
import { type PropertyMap, Secret } from "../../lib/rpc";
import { FakeDevice } from "../device/fake-device";
import { newKeyPair } from "../../lib/key-pair";
import { context } from "./harness";

const PASSWORD = "host-secret";
/** What the host's ping says, and what it was asked. */
let answer = "";
const asked: string[] = [];
/** Packets that both ends have counted. */
let packets = 0;

const host = new Server({ hostKeys: [newKeyPair().private] }, (client) => {
  client.on("error", () => undefined);
  client.on("authentication", (login) => {
    if (login.method === "password" && login.password === PASSWORD) login.accept();
    else login.reject(["password"]);
  });
  client.on("session", (accept) => {
    accept().on("exec", (allow, _reject, { command }) => {
      asked.push(command);
      if (answer.includes(" 3 received")) packets += 3;
      const channel = allow();
      channel.write(answer);
      channel.exit(answer.includes(" 0 received") ? 1 : 0);
      channel.end();
    });
  });
});

const SAS = {
  "get-ike-security-associations-information": `<ike-security-associations-information><ike-security-associations-block><ike-sa-index>1</ike-sa-index><ike-gw-name>gw1</ike-gw-name><ike-security-associations><ike-sa-state>UP</ike-sa-state></ike-security-associations></ike-security-associations-block></ike-security-associations-information>`,
  "get-security-associations-information": `<ipsec-security-associations-information><ipsec-security-associations-block><sa-block-state>up</sa-block-state><sa-tunnel-index>7</sa-tunnel-index><sa-vpn-name>vpn1</sa-vpn-name>${["inbound", "outbound"].map((way) => `<ipsec-security-associations><sa-direction>${way}</sa-direction><sa-spi>1</sa-spi><sa-state>installed</sa-state></ipsec-security-associations>`).join("")}</ipsec-security-associations-block></ipsec-security-associations-information>`,
  "get-inactive-tunnels": "<ipsec-unestablished-tunnel-information/>",
  "match-firewall-policies":
    "<firewall-policy-information><policy-information><policy-name>p</policy-name><policy-action><action-type>permit</action-type></policy-action></policy-information></firewall-policy-information>",
  "get-ipsec-statistics-information": () =>
    `<usp-ipsec-total-statistics-information><esp-statistics><esp-encrypted-packets>${packets}</esp-encrypted-packets><esp-decrypted-packets>${packets}</esp-decrypted-packets></esp-statistics></usp-ipsec-total-statistics-information>`,
};

const pool = new DevicePool();
let device: FakeDevice;

beforeAll(async () => {
  await new Promise<void>((done) => host.listen(0, "127.0.0.1", () => done()));
  device = await FakeDevice.start({ operational: SAS });
});

afterAll(async () => {
  await pool.close();
  await device.stop();
  await new Promise<void>((done) => host.close(() => done()));
});

beforeEach(() => {
  asked.length = 0;
  answer = "3 packets transmitted, 3 received, 0% packet loss";
});

const connection = (port: number, password: string) => ({
  ...{ host: "127.0.0.1", port, user: "lab" },
  ...{ password: new Secret(password), acceptFirstHostKey: true },
});

function inputs(password = PASSWORD): PropertyMap {
  const end = { zone: "untrust", inner: [] };
  return {
    name: "vpn1",
    endpoints: ["srx1", "srx2"].map((gateway) => ({
      gateway,
      connection: connection(device.port, "lab123"),
      vpn: "vpn1",
      ikeGateway: "gw1",
    })),
    expectNat: false,
    natRules: [],
    carries: {
      kind: "policy-based",
      pairs: [{ initiator: "10.1.11.0/24", responder: "10.1.21.0/24" }],
      ends: [end, end],
    },
    probe: {
      connection: connection((host.address() as unknown as AddressInfo).port, password),
      target: "10.1.21.10",
    },
    revisions: [],
    timeoutSeconds: 2,
  };
}

async function created(given: PropertyMap): Promise<{ state: PropertyMap; text: string }> {
  const request = { ...context("vsrx:index:Tunnel", "vpn1"), inputs: given, preview: false };
  const handler = new TunnelHandler(pool);
  const { state } = await handler.create({ ...request, timeoutSeconds: 0 });
  return { state, text: JSON.stringify(state.traffic) + request.logged.join("\n") };
}

test("answers that both ends have counted prove a policy-based tunnel", async () => {
  const { state } = await created(inputs());
  expect(state).toMatchObject({ verified: true, traffic: { verdict: "passed" } });
  expect(asked).toEqual(["ping -c 3 -i 0.3 -W 2 10.1.21.10"]);
});

test("a probe that came as one secret is understood too", async () => {
  const given = inputs();
  const { state } = await created({ ...given, probe: new Secret(given["probe"] as PropertyMap) });
  expect(state).toMatchObject({ traffic: { verdict: "passed" } });
});

test("no answer is a failure, in words that name host and target", async () => {
  answer = "3 packets transmitted, 0 received, 100% packet loss";
  await expect(created(inputs())).rejects.toThrow(
    /pings from the host 127\.0\.0\.1 to 10\.1\.21\.10 get no answer/,
  );
}, 20_000);

test("answers that went past the tunnel prove nothing", async () => {
  answer = "3 packets transmitted, 3 packets received, 0.0% packet loss";
  const { state } = await created(inputs());
  expect(state).toMatchObject({
    verified: false,
    traffic: { verdict: "not proven", reason: expect.stringContaining("did not grow") as string },
  });
});

test("a host that lets nobody in proves nothing, and no password is told", async () => {
  const { state, text } = await created(inputs("another-secret"));
  expect(state).toMatchObject({ traffic: { verdict: "not proven" } });
  expect(text).toMatch(/the host 127\.0\.0\.1 does not ping: /);
  expect(text).not.toMatch(/another-secret|host-secret/);
});

test("a host without a ping that counts proves nothing", async () => {
  answer = "sh: ping: not found";
  const given = { ...connection(0, PASSWORD), password: PASSWORD };
  const { port } = host.address() as unknown as AddressInfo;
  expect(
    await sendProbe({ connection: { ...given, port }, target: "10.1.21.10" }, undefined),
  ).toEqual({
    kind: "not sent",
    reason: "the host 127.0.0.1 has no ping that says what it received",
  });
});

test("of several pairs with the target none is proven by answers, and each is denied by silence", () => {
  const probe = { connection: { host: "h", user: "u" }, target: "10.1.21.10" };
  const pair = (initiator: string) => ({
    ...{ initiator, responder: "10.1.21.0/24" },
    verdict: "not proven" as const,
  });
  const pairs = [pair("10.1.11.0/24"), pair("10.1.12.0/24")];
  const verdicts = (result: Parameters<typeof withProbe>[2]): readonly string[] =>
    withProbe(pairs, probe, result, true).map(({ verdict }) => verdict);
  expect(verdicts({ kind: "answered" })).toEqual(["not proven", "not proven"]);
  expect(verdicts({ kind: "lost", reason: "lost" })).toEqual(["failed", "failed"]);
});

test("only an address comes near the host's shell", async () => {
  const given = inputs();
  const { failures } = await new TunnelHandler(pool).check({
    ...context("vsrx:index:Tunnel", "vpn1"),
    oldInputs: {},
    newInputs: { ...given, probe: { ...(given["probe"] as PropertyMap), target: "x; reboot" } },
  });
  expect(failures?.[0]?.reason).toContain("a probe's target must be an address");
});
