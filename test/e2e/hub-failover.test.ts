// Two branches that reach each other through their first hub: it dies, the second one takes over, and it comes back.
import { setTimeout as sleep } from "node:timers/promises";
import { Program, TestLab } from "./lab";

jest.setTimeout(400_000);

// Routing daemons have to start for an ordinary user too.
const lab = new TestLab("ordinary");
const program = new Program("hub-and-spoke");

const OTHERS = ["brno", "cork", "gent", "lyon", "oslo", "porto", "turin", "vaduz"];

const seconds = 300;
let bern = "";

beforeAll(async () => {
  program.edit(...OTHERS.map((name) => [`  "${name}",\n`, ""] as const));
  const { code, stderr, report } = await lab.up(program.folder, { seconds });
  expect(`${code} ${stderr}`).toMatch(/^0 /);
  expect(report.tunnels.map(({ verified }) => verified)).toEqual([true, true, true, true]);
  bern = await lab.address("bern-host");
});

afterAll(async () => {
  await lab.close();
  program.remove();
});

/** The hub that a branch's packets to another branch go by, in the words of the device. */
async function hubOf(branch: string): Promise<string> {
  const said = await lab.cli(`${branch}-gw`, "show route 10.0.0.0/8 protocol bgp");
  const neighbor = /\*\[BGP\/170\][^]*?to (\S+) via/.exec(said)?.[1] ?? "none";
  const peers = await lab.cli(`${branch}-gw`, `show bgp neighbor ${neighbor}`);
  return /Group: (\S+)/.exec(peers)?.[1] ?? "none";
}

/** Seconds until a branch goes by a hub, or the limit. */
async function secondsUntil(branch: string, hub: string, limit: number): Promise<number> {
  const began = Date.now();
  const passed = (): number => Math.round((Date.now() - began) / 1000);
  while ((await hubOf(branch)) !== hub && passed() < limit) await sleep(500);
  return passed();
}

const pingsWithin = (seconds: number): Promise<boolean> =>
  lab.pingsWithin("berlin-host", bern, seconds);

/** How often a ping through a branch's tunnel was answered by another branch's host on its way by this hub. */
async function passes(hub: string): Promise<boolean> {
  const seen = lab.exec(
    `${hub}-gw`,
    "timeout",
    "6",
    "tcpdump",
    "-lnni",
    "any",
    "icmp",
    "and",
    "host",
    bern,
  );
  await sleep(1500);
  await lab.ping("berlin-host", bern);
  return (await seen).stdout.includes("echo request");
}

test("both branches go by the first hub, and so does their traffic", async () => {
  expect(await secondsUntil("berlin", "east-hub", 60)).toBeLessThan(60);
  expect(await secondsUntil("bern", "east-hub", 60)).toBeLessThan(60);
  expect(await pingsWithin(30)).toBe(true);
  expect(await passes("east")).toBe(true);
  expect(await passes("west")).toBe(false);
  const peers = await lab.cli("berlin-gw", "show bgp summary");
  expect(peers.match(/ Establ$/gm)).toHaveLength(2);
});

test("the first hub dies without a word: the second one takes over when the hold time is over", async () => {
  const silent = `add table inet dead
    add chain inet dead in { type filter hook prerouting priority -500; policy drop; }
    add chain inet dead out { type filter hook postrouting priority 500; policy drop; }`;
  expect((await lab.exec("east-gw", "nft", silent)).code).toBe(0);
  const began = Date.now();
  // The hold time is 30 s; nothing depends on how fast this machine is.
  expect(await pingsWithin(120)).toBe(true);
  process.stdout.write(
    `traffic passes by the second hub after ${Math.round((Date.now() - began) / 1000)} s\n`,
  );
  expect(await hubOf("berlin")).toBe("west-hub");
  expect(await hubOf("bern")).toBe("west-hub");
  expect(await passes("west")).toBe(true);
  const peers = await lab.cli("berlin-gw", "show bgp summary");
  expect(peers).toMatch(/Down peers: 1/);
});

test("it stays dead until its tunnels are given up, and is used again once it is back", async () => {
  // Dead peers are found after 50 s: what comes back are new tunnels.
  const until = Date.now() + 150_000;
  const sas = async (): Promise<string> =>
    await lab.cli("berlin-gw", "show security ipsec security-associations");
  while ((await sas()).includes("Total active tunnels: 2") && Date.now() < until) await sleep(1000);
  expect(await sas()).toMatch(/Total active tunnels: 1/);
  expect(await pingsWithin(20)).toBe(true);
  expect((await lab.exec("east-gw", "nft", "delete table inet dead")).code).toBe(0);
  const back = await secondsUntil("berlin", "east-hub", 150);
  expect(await secondsUntil("bern", "east-hub", 150)).toBeLessThan(150);
  process.stdout.write(`by the first hub again after ${back} s\n`);
  expect(back).toBeLessThan(150);
  expect(await pingsWithin(60)).toBe(true);
  expect(await passes("east")).toBe(true);
});

test("a hub whose power is cut comes back by itself", async () => {
  expect((await lab.lab(["restart", "east-gw"])).code).toBe(0);
  const back = await secondsUntil("berlin", "east-hub", 150);
  expect(back).toBeLessThan(150);
  expect(await secondsUntil("bern", "east-hub", 150)).toBeLessThan(150);
  expect(await pingsWithin(60)).toBe(true);
  expect(await passes("east")).toBe(true);
});

test("a device whose process is killed leaves nothing that its next start does not end", async () => {
  const daemons =
    "ip netns pids east-gw | xargs -r ps -o pid=,comm= -p | grep -E 'zebra|bgpd' | sort";
  const before = (await lab.exec("east-gw", "sh", "-c", daemons)).stdout;
  expect(before.match(/zebra|bgpd/g)?.sort()).toEqual(["bgpd", "zebra"]);
  const device = "kill -9 $(ps -o ppid= -p $(cat /run/vsrx/east-gw.bgp/zebra.pid))";
  expect((await lab.exec("east-gw", "sh", "-c", device)).code).toBe(0);
  await sleep(1000);
  // Nobody is left to end them.
  expect((await lab.exec("east-gw", "sh", "-c", daemons)).stdout).toBe(before);
  expect((await lab.lab(["restart", "east-gw"])).code).toBe(0);
  expect(await secondsUntil("berlin", "east-hub", 150)).toBeLessThan(150);
  expect(await pingsWithin(60)).toBe(true);
  const after = (await lab.exec("east-gw", "sh", "-c", daemons)).stdout;
  expect(after.match(/zebra|bgpd/g)?.sort()).toEqual(["bgpd", "zebra"]);
  expect(after).not.toBe(before);
});
