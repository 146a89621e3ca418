// What a hub must withstand: branches with the same private address, one that joins, one with a wrong key, one that
// moves, and what a branch sends while its tunnel is down.
import { setTimeout as sleep } from "node:timers/promises";
import { hubUp } from "./hub-up";
import { Program, type Ran, TestLab } from "./lab";
import { type Pings, pingedDuring } from "./pings";

jest.setTimeout(400_000);

const lab = new TestLab();
const program = new Program("test/e2e/programs/hub");

/** Host behind the hub. */
const TARGET = "10.9.0.9";

/** As the program has it, at both ends. */
const DPD_SECONDS = 5 * 2;

beforeAll(() => hubUp(lab, program));

afterAll(async () => {
  await lab.close();
  program.remove();
});

/** The hub's IKE SAs that are up: cookies and the peer's address and port, by the peer's name. */
async function peers(): Promise<
  Record<string, { cookies: string; address: string; port: number }>
> {
  const text = await lab.cli("hq", "show security ike security-associations detail");
  const found = text
    .split(/^(?=IKE peer )/m)
    .filter((part) => part.includes("State: UP"))
    .map((part) => {
      const at = /Remote: ([\d.]+):(\d+)/.exec(part);
      return [
        /Peer ike-id: (\S+)/.exec(part)?.[1] ?? "",
        {
          cookies: /Initiator cookie: .*/.exec(part)?.[0] ?? "",
          address: at?.[1] ?? "",
          port: Number(at?.[2]),
        },
      ] as const;
    });
  return Object.fromEntries(found);
}

interface Pair {
  /** Of the hub's tunnel with this branch. */
  readonly index: string;
  readonly spis: string;
  readonly gateway: string;
}

/** The hub's IPsec SAs, by the name of the VPN. */
async function pairs(): Promise<Record<string, Pair>> {
  const text = await lab.cli("hq", "show security ipsec security-associations detail");
  const found = text
    .split(/^(?=ID: )/m)
    .filter((part) => part.includes("SPI: "))
    .map((part) => [
      /VPN Name: (\S+)/.exec(part)?.[1] ?? "",
      {
        index: /^ID: (\d+)/.exec(part)?.[1] ?? "",
        spis: (part.match(/bound, SPI: [\da-f]+/g) ?? []).join(" "),
        gateway: /Remote Gateway: (\S+)/.exec(part)?.[1] ?? "",
      },
    ]);
  return Object.fromEntries(found) as Record<string, Pair>;
}

/** Decrypted packets of one of the hub's tunnels. */
async function decrypted({ index }: Pair): Promise<number> {
  const text = await lab.cli("hq", `show security ipsec statistics index ${index}`);
  return Number(/Decrypted packets: +(\d+)/.exec(text)?.[1]);
}

/** How many of some pings were answered. */
async function answers(from: string, count: number, interval = 0.2): Promise<number> {
  const { stdout } = await lab.exec(
    from,
    ...`ping -nq -c ${count} -i ${interval} -W 1 ${TARGET}`.split(" "),
  );
  return Number(/(\d+) received/.exec(stdout)?.[1] ?? 0);
}

const answered = (from: string, seconds: number): Promise<boolean> =>
  lab.pingsWithin(from, TARGET, seconds);

/** What is seen of a LAN, or of the hub's, on a node's link during some seconds. */
async function inClear(node: string, link: string, lan: string): Promise<Ran> {
  const filter = `net ${lan} or net 10.9.0.0/24`;
  return await lab.exec(node, ...`timeout 5 tcpdump -nnl -i ${link} ${filter}`.split(" "));
}

/** Captures on both sides of the branch's NAT device while its host sends to the hub's network. */
async function expectSilence(branch: string, nat: string, lan: string): Promise<void> {
  const within = inClear(branch, "ge-0-0-1", lan);
  const outside = [
    inClear(branch, "ge-0-0-0", lan),
    inClear(nat, "ge-0-0-1", lan),
    inClear(nat, "ge-0-0-0", lan),
  ];
  await sleep(1500);
  expect(await answers(`host-${branch}`, 10)).toBe(0);
  // The host did send, and the captures did listen.
  expect((await within).stdout).toMatch(/> 10\.9\.0\.9: ICMP echo request/);
  for (const { stdout, stderr } of await Promise.all(outside)) {
    expect(stderr).toMatch(/listening on ge-0-0-[01]/);
    expect(stdout.trim()).toBe("");
  }
}

it("two branches with the same private address are not mixed up", async () => {
  const seen = await peers();
  expect(Object.keys(seen).sort()).toEqual(["a", "b"]);
  expect(seen["a"]?.address).toBe("198.18.1.2");
  expect(seen["b"]?.address).toBe("198.18.2.2");
  for (const name of ["a", "b"]) {
    expect((await lab.exec(name, "ip", "-br", "address", "show", "ge-0-0-0")).stdout).toContain(
      "192.168.1.2/24",
    );
    expect([500, 4500]).not.toContain(seen[name]?.port);
  }
  const sas = await pairs();
  const [a, b] = [sas["selectors-a"], sas["selectors-b"]];
  if (a === undefined || b === undefined) throw new Error(`not both up: ${JSON.stringify(sas)}`);
  expect([a.gateway, b.gateway]).toEqual(["198.18.1.2", "198.18.2.2"]);
  // Each host's packets are counted on its own branch's SA, and on no other.
  for (const [host, own, other] of [
    ["host-a", a, b],
    ["host-b", b, a],
  ] as const) {
    const before = [await decrypted(own), await decrypted(other)];
    expect(await answers(host, 7)).toBe(7);
    expect([await decrypted(own), await decrypted(other)]).toEqual([
      (before[0] ?? 0) + 7,
      before[1],
    ]);
  }
  for (const address of ["10.1.1.9", "10.1.2.9"])
    expect(await lab.ping("host-hq", address)).toBe(true);
});

/** One branch's next key, in force. */
const NEXT_KEY = [
  "presharedKey: keyOf(each.name), dpd",
  `presharedKey: each === a ? { current: keyOf("a"), next: keyOf("a, the next"), inForce: "next" } : keyOf(each.name), dpd`,
] as const;

it("another key of one branch loses no ping of any, and is what its next negotiation takes", async () => {
  const before = { ike: await peers(), ipsec: await pairs() };
  program.edit(NEXT_KEY);
  let changed: readonly string[] = [];
  const up = async (): Promise<void> => {
    const { code, stderr, report } = await lab.up(program.folder, { seconds: 300 });
    expect(`${code} ${stderr}`).toMatch(/^0 /);
    changed = (report.changes ?? []).map(({ operation, name }) => `${operation} ${name}`).sort();
  };
  const of: Record<string, Pings> = {};
  const pinged = (host: string, work: () => Promise<void>) => async (): Promise<void> => {
    of[host] = await pingedDuring(lab, { from: host, to: TARGET }, work);
  };
  await pinged("host-a", pinged("host-b", up))();
  process.stdout.write(`a hub's branch gets another key: ${JSON.stringify(of)}\n`);
  expect(of).toMatchObject({ "host-a": { lost: 0 }, "host-b": { lost: 0 } });
  expect(of["host-a"]?.sent).toBeGreaterThanOrEqual(20);
  // The branch itself, and its tunnel.
  expect(changed.filter((each) => each.includes("selectors-a"))).toHaveLength(1);
  // IKE goes on with what it agreed on under the former key (RFC 7296, 2.15).
  const after = { ike: await peers(), ipsec: await pairs() };
  expect(after.ike).toMatchObject(before.ike);
  await lab.clear("a");
  expect(await answered("host-a", 60)).toBe(true);
  expect((await peers())["a"]?.cookies).not.toBe(before.ike["a"]?.cookies);
  expect((await pairs())["selectors-b"]).toEqual(before.ipsec["selectors-b"]);
});

it("a branch that joins by a second `up` leaves the others' tunnels as they are", async () => {
  const before = { ike: await peers(), ipsec: await pairs() };
  program.edit(NEXT_KEY, [
    "// later: a branch joins",
    `const c = new Gateway(scope, "c", {
      existing: reach("c"),
      external: { network: b.external.network, interface: "ge-0/0/0", address: "192.168.1.3/24" },
      internal: { interface: "ge-0/0/1", address: "10.1.3.1/24" },
      routes: { "0.0.0.0/0": "192.168.1.1" },
    });
    new DynamicEndpointGateway(scope, "static", { gateway: hq, dpd, routing: "static" })
      .connect(c, { presharedKey: keyOf("c"), dpd });`,
  ]);
  const { code, stderr, report } = await lab.up(program.folder, { seconds: 300 });
  expect(`${code} ${stderr}`).toMatch(/^0 /);
  expect(report.tunnels).toHaveLength(3);
  for (const tunnel of report.tunnels)
    expect(tunnel).toMatchObject({ verified: true, natFound: true });
  const after = { ike: await peers(), ipsec: await pairs() };
  // Two branches behind one NAT device differ by its ports.
  expect(after.ike["c"]?.address).toBe(after.ike["b"]?.address);
  expect(after.ike["c"]?.port).not.toBe(after.ike["b"]?.port);
  expect(after.ike).toMatchObject(before.ike);
  for (const vpn of ["selectors-a", "selectors-b"])
    expect(after.ipsec[vpn]?.spis).toBe(before.ipsec[vpn]?.spis);
});

describe("a branch with a wrong key", () => {
  const KEY = "security ike policy static pre-shared-key ascii-text";

  beforeAll(async () => {
    await lab.type("c", "configure", `set ${KEY} "not the key of c"`, "commit", "exit");
    await lab.clear("c");
    const end = Date.now() + 60_000;
    while ((await peers())["c"] !== undefined && Date.now() < end) await sleep(500);
  });

  it("never comes up, and does not disturb the others", async () => {
    const before = { ike: await peers(), ipsec: await pairs() };
    expect(Object.keys(before.ike).sort()).toEqual(["a", "b"]);
    // It tries all the while.
    const attempts = lab.exec("c", "timeout", "15", "tcpdump", "-nnl", "-i", "ge-0-0-0", "udp");
    const counts = await Promise.all(["host-a", "host-b"].map((host) => answers(host, 60)));
    expect(counts).toEqual([60, 60]);
    const sent = (await attempts).stdout.match(/192\.168\.1\.3\.\d+ > 198\.18\.0\.2/g)?.length ?? 0;
    process.stdout.write(`the branch with the wrong key sent ${sent} packets of IKE in 15 s\n`);
    expect(sent).toBeGreaterThan(1);
    const after = { ike: await peers(), ipsec: await pairs() };
    expect(after.ike).toEqual(before.ike);
    for (const vpn of ["selectors-a", "selectors-b"])
      expect(after.ipsec[vpn]?.spis).toBe(before.ipsec[vpn]?.spis);
    expect(after.ipsec["static-c"]).toBeUndefined();
  });

  it("is named by `up`, with authentication as the reason", async () => {
    const { code, stderr, report } = await lab.up(program.folder, { seconds: 300 });
    expect(code).toBe(1);
    const wrong = report.tunnels.find(({ name }) => name === "static-c");
    expect(wrong).toMatchObject({ verified: false });
    expect(wrong?.problem).toMatch(/authentication failed/);
    expect(stderr).toMatch(/static-c: NOT verified: .*authentication failed/);
    for (const name of ["selectors-a", "selectors-b"]) {
      expect(report.tunnels.find((tunnel) => tunnel.name === name)).toMatchObject({
        verified: true,
      });
    }
  });

  it("sends nothing in clear meanwhile, with static routes", async () => {
    await expectSilence("c", "nat-b", "10.1.3.0/24");
  });

  it("comes up once its key is right", async () => {
    await lab.type("c", "configure", "rollback 1", "commit", "exit");
    expect(await answered("host-c", 60)).toBe(true);
  });
});

it("a branch whose NAT gets another address comes back by itself", async () => {
  const [before, others] = [await peers(), await pairs()];
  await lab.type(
    "nat-a",
    "configure",
    "delete interfaces ge-0/0/0 unit 0 family inet address 198.18.1.2/29",
    "set interfaces ge-0/0/0 unit 0 family inet address 198.18.1.3/29",
    "commit",
    "exit",
  );
  const began = Date.now();
  expect(await answered("host-a", DPD_SECONDS + 60)).toBe(true);
  process.stdout.write(
    `back ${Math.round((Date.now() - began) / 1000)} s after its NAT's address changed; a dead peer is known after ${DPD_SECONDS} s\n`,
  );
  // Its next probe may show the hub the new address, or it begins anew: both will do.
  const after = await peers();
  expect(after["a"]?.address).toBe("198.18.1.3");
  // The others notice nothing.
  for (const name of ["b", "c"]) expect(after[name]).toEqual(before[name]);
  expect((await pairs())["selectors-b"]).toEqual(others["selectors-b"]);
});

it("branches that reach no hub send nothing in clear, and come back with it", async () => {
  const cut =
    "add table inet cut; add chain inet cut in { type filter hook prerouting priority -400; }; add rule inet cut in udp dport { 500, 4500 } drop";
  await lab.exec("hq", "nft", cut);
  for (const name of ["a", "c"]) {
    const end = Date.now() + 90_000;
    const isUp = async (): Promise<boolean> =>
      (await lab.cli(name, "show security ike security-associations")).includes(" UP ");
    while ((await isUp()) && Date.now() < end) await sleep(500);
    expect(await isUp()).toBe(false);
  }
  // Traffic selectors, whose route is there only as long as the tunnel, and static routes.
  await expectSilence("a", "nat-a", "10.1.1.0/24");
  await expectSilence("c", "nat-b", "10.1.3.0/24");
  await lab.exec("hq", "nft", "delete table inet cut");
  for (const host of ["host-a", "host-b", "host-c"]) expect(await answered(host, 90)).toBe(true);
});
