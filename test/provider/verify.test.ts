// The Tunnel resource: what it takes for "up", and what it says when something is missing.

import { DevicePool } from "../../lib/device";
import { TunnelHandler } from "../../lib/provider/tunnel";
import { hasSecret, type PropertyMap, Secret, UNKNOWN } from "../../lib/rpc";
import { FakeDevice } from "../device/fake-device";
import { context } from "./harness";

const TYPE = "vsrx:index:Tunnel";

/** One end's device, with a tunnel that is up until a test says otherwise. */
class End {
  ikeUp = true;
  ipsecUp = true;
  port = 4500;
  localIdentity: string;
  remoteIdentity: string;
  event = "IKE SA negotiation successfully completed";
  answers = true;
  /** Whether pings grow the counters. */
  isBound = false;
  counts = true;
  hits = 5;
  private packets = 10;

  private constructor(
    readonly name: string,
    identity: string,
    peer: string,
  ) {
    this.localIdentity = identity;
    this.remoteIdentity = peer;
  }

  static async start(
    name: string,
    identity: string,
    peer: string,
  ): Promise<End & { device: FakeDevice }> {
    const end = new End(name, identity, peer);
    const device = await FakeDevice.start({
      operational: {
        "get-ike-security-associations-information": () => end.ike(),
        "get-security-associations-information": () => end.ipsec(),
        "get-inactive-tunnels": () => end.inactive(),
        "get-ipsec-statistics-information": () =>
          `<usp-ipsec-total-statistics-information><esp-statistics><esp-encrypted-packets>${end.packets}</esp-encrypted-packets><esp-decrypted-packets>${end.packets}</esp-decrypted-packets></esp-statistics></usp-ipsec-total-statistics-information>`,
        "get-static-nat-rule-information": () =>
          `<static-nat-rule-information><static-nat-rule-entry><rule-name>to-srx2</rule-name><rule-set-name>rs</rule-set-name><rule-translation-hits>${end.hits}</rule-translation-hits></static-nat-rule-entry></static-nat-rule-information>`,
        ping: () => end.ping(),
      },
    });
    return Object.assign(end, { device });
  }

  private ike(): string {
    if (!this.ikeUp) return "<ike-security-associations-information/>";
    return `<ike-security-associations-information><ike-security-associations-block><ike-sa-remote-address>172.16.21.1</ike-sa-remote-address>
      <ike-sa-index>1</ike-sa-index><ike-gw-name>gw1</ike-gw-name><ike-security-associations><ike-sa-role>Initiator</ike-sa-role><ike-sa-state>UP</ike-sa-state>
      <ike-sa-local-port>${this.port}</ike-sa-local-port><ike-sa-remote-port>31000</ike-sa-remote-port>
      <ike-sa-phase2-information><ike-sa-local-id>${this.localIdentity}</ike-sa-local-id><ike-sa-remote-id>${this.remoteIdentity}</ike-sa-remote-id></ike-sa-phase2-information>
      </ike-security-associations></ike-security-associations-block></ike-security-associations-information>`;
  }

  private ipsec(): string {
    if (!this.ipsecUp) return "<ipsec-security-associations-information/>";
    const sa = (direction: string): string =>
      `<ipsec-security-associations><sa-direction>${direction}</sa-direction><sa-spi>1</sa-spi><sa-state>installed</sa-state></ipsec-security-associations>`;
    return `<ipsec-security-associations-information><ipsec-security-associations-block><sa-block-state>up</sa-block-state><sa-tunnel-index>7</sa-tunnel-index>
      <sa-vpn-name>vpn1</sa-vpn-name>${this.isBound ? "<sa-bind-interface>st0.2</sa-bind-interface>" : ""}${sa("inbound")}${sa("outbound")}</ipsec-security-associations-block></ipsec-security-associations-information>`;
  }

  private inactive(): string {
    if (this.ipsecUp) return "<ipsec-unestablished-tunnel-information/>";
    return `<ipsec-unestablished-tunnel-information><ipsec-security-associations-block><sa-vpn-name>vpn1</sa-vpn-name><ipsec-security-associations><sa-tunnel-index>7</sa-tunnel-index>
      <sa-tunnel-event>${this.event}</sa-tunnel-event><sa-tunnel-event-num-times>4</sa-tunnel-event-num-times></ipsec-security-associations></ipsec-security-associations-block></ipsec-unestablished-tunnel-information>`;
  }

  private ping(): string {
    if (this.counts) this.packets += 3;
    return `<ping-results><probe-results-summary><probes-sent>3</probes-sent><responses-received>${this.answers ? 3 : 0}</responses-received></probe-results-summary>${this.answers ? "<ping-success/>" : "<ping-failure>no response</ping-failure>"}</ping-results>`;
  }
}

type Started = Awaited<ReturnType<typeof End.start>>;
let first: Started;
let second: Started;
let nat: Started;
let pool: DevicePool;
let handler: TunnelHandler;

beforeEach(async () => {
  [first, second, nat] = await Promise.all([
    End.start("srx1", "branch@example.net", "hub@example.net"),
    End.start("srx2", "hub@example.net", "branch@example.net"),
    End.start("nat", "", ""),
  ]);
  pool = new DevicePool();
  handler = new TunnelHandler(pool);
});

afterEach(async () => {
  await pool.close();
  await Promise.all([first, second, nat].map((end) => end.device.stop()));
});

const connection = (end: Started): PropertyMap => ({
  host: "127.0.0.1",
  port: end.device.port,
  user: "lab",
  password: new Secret("lab123"),
  acceptFirstHostKey: true,
});

function inputs(more: PropertyMap = {}): PropertyMap {
  const end = (
    device: Started,
    role: string,
    value: string,
    peer: string,
    ping: string,
  ): PropertyMap => ({
    gateway: device.name,
    connection: connection(device),
    vpn: "vpn1",
    ikeGateway: "gw1",
    role,
    privateAddress: "10.1.12.4",
    peerAddress: "172.16.21.1",
    identity: { type: "user-at-hostname", value },
    peerIdentity: { type: "user-at-hostname", value: peer },
    pingTarget: ping,
  });
  return {
    name: "vpn1",
    endpoints: [
      end(first, "initiator", "branch@example.net", "hub@example.net", "10.1.100.2"),
      end(second, "responder", "hub@example.net", "branch@example.net", "10.1.100.1"),
    ],
    expectNat: true,
    natRules: [
      {
        device: "nat",
        connection: connection(nat),
        kind: "static",
        ruleSet: "rs",
        rule: "to-srx2",
      },
    ],
    revisions: ["1"],
    timeoutSeconds: 1,
    ...more,
  };
}

const create = async (given: PropertyMap, request = context(TYPE, "vpn1")) =>
  (await handler.create({ ...request, inputs: given, preview: false, timeoutSeconds: 0 })).state;

test("a tunnel that is up at both ends and carries traffic is verified", async () => {
  const state = await create(inputs());
  expect(state).toMatchObject({
    verified: true,
    natFound: true,
    endpoints: [
      { state: "up", port: 4500 },
      { state: "up", port: 4500 },
    ],
  });
  expect(JSON.stringify(state)).not.toContain("lab123");
});

test("pings of an end whose tunnel interface stands in a routing instance are sent from there", async () => {
  const [one, other] = inputs()["endpoints"] as [PropertyMap, PropertyMap];
  const pings: string[][] = [first, second].map(({ device }) => {
    const heard: string[] = [];
    device.onMessage = (message) => void (message.includes("<ping>") && heard.push(message));
    return heard;
  });
  await create(inputs({ endpoints: [{ ...one, instance: "shop" }, other] }));
  const named = pings.map((heard) => heard.map((each) => each.includes("<routing-instance>shop<")));
  expect(named.map((each) => new Set(each))).toEqual([new Set([true]), new Set([false])]);
});

test("what is told holds no way to log in, so that nobody has to hide it", async () => {
  const state = await create(inputs());
  expect(hasSecret(state.endpoints)).toBe(false);
  expect(JSON.stringify([state.endpoints, state.natRules])).not.toContain("connection");
});

test("no counter is among the outputs: verifying twice gives the same", async () => {
  const first = await create(inputs());
  const again = await handler.update({
    ...context(TYPE, "vpn1"),
    id: "vpn1",
    oldInputs: inputs(),
    oldState: first,
    newInputs: inputs(),
    preview: false,
    timeoutSeconds: 0,
  });
  expect(again).toEqual(first);
});

test("without NAT nothing was found, and the port says so", async () => {
  first.port = 500;
  second.port = 500;
  expect(await create(inputs({ expectNat: false, natRules: [] }))).toMatchObject({
    natFound: false,
    endpoints: [{ port: 500 }, { port: 500 }],
  });
});

test("a NAT that the program doesn't know of is a warning", async () => {
  const request = context(TYPE, "vpn1");
  await create(inputs({ expectNat: false }), request);
  expect(request.logged.join("\n")).toContain("warning: vpn1: IKE found a NAT");
});

describe("it is not up, and the error says", () => {
  test.each<[string, () => void, RegExp]>([
    [
      "the device's own last words",
      () => Object.assign(second, { ikeUp: false, ipsecUp: false, event: "Authentication failed" }),
      /srx2 \(responder\): no IKE SA with 172\.16\.21\.1, gateway gw1; the device says: Authentication failed \(4 times\)/,
    ],
    [
      "who has no IPsec SA",
      () => Object.assign(first, { ipsecUp: false, event: "No proposal chosen" }),
      /srx1 \(initiator\): the IKE SA with 172\.16\.21\.1 is UP, but no IPsec SA of VPN vpn1; the device says: No proposal chosen/,
    ],
    [
      "that the expected NAT was not found",
      () => Object.assign(first, { port: 500 }),
      /srx1 \(initiator\): IKE stayed on UDP port 500: it found no NAT/,
    ],
    [
      "a wrong identity",
      () => Object.assign(first, { remoteIdentity: "10.1.31.4" }),
      /its peer calls itself 10\.1\.31\.4 instead of hub@example\.net/,
    ],
    [
      "that pings get no answer",
      () => Object.assign(first, { answers: false }),
      /srx1: the tunnel is up, but a ping to 10\.1\.100\.2 through it gets no answer \(no response\)/,
    ],
    [
      "whose counters stood still",
      () => Object.assign(second, { counts: false }),
      /srx2: pings went out, but its ESP counters did not grow both ways\n {2}srx2: encrypted 10 to 10/,
    ],
    [
      "an unused NAT rule",
      () => Object.assign(nat, { hits: 0 }),
      /nat: nothing has used static NAT rule to-srx2 of rule set rs/,
    ],
  ])("%s", async (_what, spoil, message) => {
    spoil();
    await expect(create(inputs())).rejects.toThrow(message);
  });

  test("and the tunnel's name and how long was waited", async () => {
    first.ikeUp = false;
    await expect(create(inputs())).rejects.toThrow(/^Tunnel vpn1 is not up after 1 s:\n/);
  });
});

describe("networks that the gateways have no address in", () => {
  const inner = (net: string) => ({
    address: `${net}.11.10`,
    network: `${net}.11.0/24`,
    zone: "trust",
  });
  const near = "10.1.50.0/24";
  const carries: PropertyMap = {
    kind: "route-based",
    pairs: ["10.1.11.0/24", near].map((initiator) => ({ initiator, responder: "10.2.11.0/24" })),
    ends: [
      { zone: "vpn", inner: [inner("10.1")], hosts: ["10.1.50.9"] },
      { zone: "vpn", inner: [inner("10.2")] },
    ],
  };

  /** What is found where a host answers, or doesn't; who was pinged by the second end. */
  async function found(given: PropertyMap, hostAnswers: boolean) {
    const pinged: string[] = [];
    for (const { device } of [first, second]) {
      device.answerOf = (operation, message) => {
        if (operation === "match-firewall-policies")
          return "<multi-routing-engine-results><policy-information><action-type>permit</action-type><policy-name>p</policy-name></policy-information></multi-routing-engine-results>";
        if (operation === "get-route-information")
          return "<route-information><route-table><table-name>inet.0</table-name><rt><rt-destination>10.0.0.0/8</rt-destination><rt-entry><current-active/><nh><via>st0.1</via></nh></rt-entry></rt></route-table></route-information>";
        const host = /<host>([^<]*)</.exec(message)?.[1] ?? "";
        if (operation === "ping" && device === second.device) pinged.push(host);
        return operation === "ping" && host === "10.1.50.9" && !hostAnswers
          ? "<ping-results><probe-results-summary><probes-sent>3</probes-sent><responses-received>0</responses-received></probe-results-summary><ping-failure>no response</ping-failure></ping-results>"
          : undefined;
      };
    }
    const request = context(TYPE, "vpn1");
    const state = await create(inputs({ carries: given }), request);
    const { verdict, pairs } = state.traffic as { verdict: string; pairs: PropertyMap[] };
    const logged = request.logged.filter((line) => line.includes("is not proven"));
    return { verified: state.verified, verdict, pair: pairs[1]?.verdict, logged, pinged };
  }

  test("are proven by a host of the stack that answers", async () => {
    expect(await found(carries, true)).toEqual({
      verified: true,
      verdict: "passed",
      pair: "passed",
      logged: [],
      pinged: ["10.1.11.10", "10.1.50.9", "10.1.100.1"],
    });
  });

  test("are named where the host is silent", async () => {
    const { logged, ...rest } = await found(carries, false);
    expect(rest).toMatchObject({ verified: true, verdict: "passed", pair: "not proven" });
    expect(logged.join()).toContain(
      "vpn1: 10.1.50.0/24 - 10.2.11.0/24 is not proven: 10.1.50.9 did not answer",
    );
  });

  test("are not proven by a backup, whose pings are answered by way of another tunnel, and by nothing else", async () => {
    const backup = { ...carries, isStandby: true };
    expect(await found(backup, true)).toMatchObject({ verified: true, verdict: "passed" });
    Object.assign(first, { counts: false });
    expect(await found(backup, true)).toMatchObject({ verified: false, verdict: "not proven" });
    await expect(found(carries, true)).rejects.toThrow(/counters did not grow/);
  });

  test("are not proven by a backup whose own pings pass, as long as routes lead elsewhere", async () => {
    for (const each of [first, second]) Object.assign(each, { isBound: true });
    const standby = await found({ ...carries, isStandby: true }, true);
    expect(standby).toMatchObject({ verified: false, verdict: "not proven", pair: "not proven" });
  });

  test("are named where nobody is known", async () => {
    const ends = [inner("10.1"), inner("10.2")].map((each) => ({ zone: "vpn", inner: [each] }));
    const { logged, ...rest } = await found({ ...carries, ends }, true);
    expect(rest).toMatchObject({ verified: true, pair: "not proven" });
    expect(logged.join()).toContain("nobody is known there to ping");
  });
});

describe("long packets that must not be cut", () => {
  /** Sizes that were sent; those above `most` are lost. */
  async function sent(most: number): Promise<{ sizes: readonly number[]; error: string }> {
    const sizes: number[] = [];
    first.device.answerOf = (operation, message) => {
      if (operation !== "ping" || !message.includes("<do-not-fragment/>")) return undefined;
      const size = Number(/<size>(\d+)</.exec(message)?.[1]);
      sizes.push(size);
      if (size <= most) return undefined;
      return "<ping-results><probe-results-summary><probes-sent>3</probes-sent><responses-received>0</responses-received></probe-results-summary><ping-failure>no response</ping-failure></ping-results>";
    };
    const end = { zone: "vpn", inner: [] };
    const carries = { kind: "route-based", pairs: [], ends: [end, end], tcpMss: 1350 };
    const error = await create(inputs({ carries })).then(() => "", String);
    return { sizes: sizes.slice(0, 3), error };
  }

  test("go alone where they pass", async () => {
    expect(await sent(1500)).toEqual({ sizes: [1362], error: "" });
  });

  test.each([
    [600, 1362],
    [100, 512],
  ])("that are lost above %p bytes are told by the shortest that is lost", async (most, told) => {
    const { sizes, error } = await sent(most);
    expect(sizes).toEqual([1362, 56, 512]);
    expect(error).toContain(
      `srx1: echo requests of ${told} bytes to 10.1.100.2 that must not be cut`,
    );
  });

  test("of which not even the shortest is answered say nothing", async () => {
    expect(await sent(0)).toEqual({ sizes: [1362, 56], error: "" });
  });
});

test("a tunnel that comes up in time is waited for", async () => {
  first.ikeUp = false;
  setTimeout(() => (first.ikeUp = true), 300);
  expect(await create(inputs())).toMatchObject({ verified: true });
});

describe("an instance of the stack that boots", () => {
  const oldInputs = (): PropertyMap => {
    const [own, peer] = inputs().endpoints as PropertyMap[];
    const instance = { ...connection(first), instance: "i-1" };
    return inputs({ endpoints: [{ ...own, connection: instance }, peer ?? {}] });
  };
  const updated = async (newInputs: PropertyMap) => {
    const oldState = await create(oldInputs());
    await pool.close();
    first.device.closed = () => true;
    setTimeout(() => (first.device.closed = () => false), 1500);
    return await handler.update({
      ...context(TYPE, "vpn1"),
      id: "vpn1",
      oldInputs: oldInputs(),
      oldState,
      newInputs,
      preview: false,
      timeoutSeconds: 0,
    });
  };

  test("is waited for after it was stopped and started; the tunnel's seconds begin then", async () => {
    const state = await updated({ ...oldInputs(), revisions: ["1", "c5.2xlarge"] });
    expect(state).toMatchObject({ verified: true });
  });

  test("may refuse a login at no other time", async () => {
    await expect(updated({ ...oldInputs(), timeoutSeconds: 2 })).rejects.toThrow(
      "refuses the login",
    );
  });
});

test("a peer that somebody else runs is not asked", async () => {
  const [own, peer] = inputs().endpoints as PropertyMap[];
  const state = await create(
    inputs({ endpoints: [own ?? {}, { ...peer, connection: undefined }] }),
  );
  expect(state).toMatchObject({ verified: true, endpoints: [{ port: 4500 }, { port: 4500 }] });
  expect(second.device.logins).toBe(0);
});

describe("with a peer that somebody else runs", () => {
  /** @param foreign how many ends are theirs */
  function theirs(foreign: 1 | 2, more: PropertyMap = {}): PropertyMap {
    const [own, peer] = inputs().endpoints as PropertyMap[];
    return inputs({
      endpoints: [
        foreign === 1 ? (own ?? {}) : { ...own, connection: undefined },
        { ...peer, connection: undefined },
      ],
      natRules: [],
      ...more,
    });
  }

  const diff = async (state: PropertyMap, given: PropertyMap) =>
    (
      await handler.diff({
        ...context(TYPE, "vpn1"),
        id: "vpn1",
        oldInputs: given,
        oldState: state,
        newInputs: given,
      })
    ).changes.map(({ path }) => path.join("."));

  test("a tunnel that is not up yet is a warning, and is looked at again", async () => {
    Object.assign(first, { ikeUp: false, ipsecUp: false, event: "No response from peer" });
    const request = context(TYPE, "vpn1");
    const given = theirs(1);
    const state = await create(given, request);
    expect(state).toMatchObject({
      verified: false,
      natFound: false,
      endpoints: [
        { state: "down", port: 4500 },
        { state: "down", port: 4500 },
      ],
    });
    const said = request.logged.filter((line) => line.startsWith("warning")).join("\n");
    expect(said).toMatch(/Tunnel vpn1 is not up after 1 s:\n {2}srx1 \(initiator\): no IKE SA/);
    expect(said).toContain("No response from peer");
    expect(said).toContain("srx2 is run by somebody else: hand over the lines");
    expect(await diff(state, given)).toEqual(["verified"]);
    Object.assign(first, { ikeUp: true, ipsecUp: true });
    const later = await handler.update({
      ...context(TYPE, "vpn1"),
      id: "vpn1",
      oldInputs: given,
      oldState: state,
      newInputs: given,
      preview: false,
      timeoutSeconds: 0,
    });
    expect(later).toMatchObject({ verified: true, natFound: true });
    expect(await diff(later, given)).toEqual([]);
  });

  test("a device of ours that does not answer is an error all the same", async () => {
    const given = theirs(1);
    await first.device.stop();
    await expect(create(given)).rejects.toThrow(/Tunnel vpn1 is not up after 1 s:\n {2}srx1: /);
  });

  test("with both ends in other hands nobody is asked, and nothing is said to be up", async () => {
    const request = context(TYPE, "vpn1");
    const given = theirs(2);
    // Waiting would take longer than a test may.
    const state = await create({ ...given, timeoutSeconds: 3600 }, request);
    expect(state.verified).toBe(false);
    expect(request.logged.join("\n")).toContain("srx1 and srx2 are run by somebody else");
    expect(await diff(state, given)).toEqual([]);
    const found = await handler.read({
      ...context(TYPE, "vpn1"),
      id: "vpn1",
      inputs: given,
      state,
    });
    expect(found?.state.verified).toBe(false);
  });
});

test("a preview asks nobody", async () => {
  const { state } = await handler.create({
    ...context(TYPE, "vpn1"),
    inputs: inputs({ revisions: [UNKNOWN] }),
    preview: true,
    timeoutSeconds: 0,
  });
  expect(state).toMatchObject({
    verified: UNKNOWN,
    natFound: UNKNOWN,
    endpoints: [{ state: UNKNOWN }, { state: UNKNOWN }],
  });
  expect(first.device.logins).toBe(0);
});

test("any changed revision verifies again; a refresh that finds it down does too", async () => {
  const given = inputs();
  const state = await create(given);
  const diff = async (oldState: PropertyMap, newInputs: PropertyMap) =>
    (
      await handler.diff({
        ...context(TYPE, "vpn1"),
        id: "vpn1",
        oldInputs: given,
        oldState,
        newInputs,
      })
    ).changes.map(({ path }) => path.join("."));
  expect(await diff(state, given)).toEqual([]);
  expect(await diff(state, inputs({ revisions: ["2"] }))).toEqual(["revisions.0"]);
  second.ikeUp = false;
  const found = await handler.read({ ...context(TYPE, "vpn1"), id: "vpn1", inputs: given, state });
  expect(found?.state.verified).toBe(false);
  expect(await diff(found?.state ?? {}, given)).toEqual(["verified"]);
});

test("wrong inputs are refused by their place, and no value is shown", async () => {
  const { failures } = await handler.check({
    ...context(TYPE, "vpn1"),
    oldInputs: {},
    newInputs: inputs({ endpoints: [] }),
  });
  expect(failures).toEqual([
    {
      property: "tunnel",
      reason: "endpoints must be the two ends of the tunnel: found 0; allowed: 2 [input-value]",
    },
  ]);
});
