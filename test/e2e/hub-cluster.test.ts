// The guide's third example in the lab: what its responder reports, and a chassis cluster whose nodes take turns under traffic.
import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { join } from "node:path";
import { root, TestLab } from "./lab";

jest.setTimeout(300_000);

const lab = new TestLab();
const HUB = "HQ-cluster";

beforeAll(async () => {
  const { code, stderr, report } = await lab.up("guide-dynamic-endpoint", { seconds: 240 });
  expect(`${code} ${stderr}`).toMatch(/^0 /);
  expect(report.tunnels).toMatchObject([{ verified: true, natFound: true }]);
});

afterAll(async () => await lab.close());

/** The cookies and SPIs of the hub's associations, which a new negotiation would change. */
async function associations(): Promise<string> {
  const ike = await lab.cli(HUB, "show security ike security-associations");
  const ipsec = await lab.cli(HUB, "show security ipsec security-associations");
  const cookies = ike.match(/^\d+ +UP +[\da-f]{16} +[\da-f]{16}/gm) ?? [];
  const spis = ipsec.match(/ESP:\S+ +[\da-f]{8}/g) ?? [];
  expect(cookies).toHaveLength(1);
  expect(spis.length).toBeGreaterThan(0);
  return [...cookies, ...spis].join("\n");
}

/** The status of a redundancy group's two nodes, without the blanks between. */
async function group(number: number): Promise<string[]> {
  const text = await lab.cli(HUB, "show chassis cluster status");
  const block = text.split(`Redundancy group: ${number} `)[1]?.split("\n\n")[0] ?? "";
  return (block.match(/^node.*$/gm) ?? []).map((line) => line.replaceAll(/ +/g, " "));
}

async function until(what: string, holds: () => Promise<boolean>, seconds = 30): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`not within ${seconds} s: ${what}`);
    await sleep(300);
  }
}

/** A node that has just lost its group holds still for a second before it is secondary. */
async function groupBecomes(...lines: readonly string[]): Promise<void> {
  let seen: string[] = [];
  const looks = async (): Promise<boolean> => {
    seen = await group(1);
    return seen.join("\n") === lines.join("\n");
  };
  await until(lines.join("; "), looks).catch(() => undefined);
  expect(seen).toEqual(lines);
}

/** Pings from behind the branch to behind the cluster until it is told to end; answers how many of them were lost. */
class Pings {
  private readonly child: ChildProcess;
  private output = "";
  private readonly done: Promise<void>;

  constructor() {
    const main = join(root, "dist/lab/cli/main.js");
    const ping = ["ping", "-n", "-i", "0.1", "-W", "2", "-c", "1200", "192.179.1.20"];
    this.child = spawn(process.execPath, [main, "exec", "branch-pc", "--", ...ping], {
      env: { ...process.env, VSRX_LAB_DIR: lab.folder },
      stdio: ["ignore", "pipe", "inherit"],
    });
    this.child.stdout?.on("data", (chunk: Buffer) => (this.output += chunk.toString()));
    this.done = new Promise((resolve) => this.child.once("close", () => resolve()));
  }

  get received(): number {
    return this.output.match(/bytes from/g)?.length ?? 0;
  }

  /** Waits for some more answers: traffic flows now. */
  async more(count: number): Promise<void> {
    const before = this.received;
    await until(`${count} more pings are answered`, () =>
      Promise.resolve(this.received >= before + count),
    );
  }

  /** Sequence numbers between the first and the last answer that had none. */
  async lost(): Promise<number> {
    this.child.kill("SIGINT");
    await this.done;
    const answered = [...this.output.matchAll(/icmp_seq=(\d+)/g)].map((found) => Number(found[1]));
    return Math.max(...answered) - Math.min(...answered) + 1 - new Set(answered).size;
  }
}

/** Frames with the hosts' addresses on one of the cluster's ports during some seconds. */
async function frames(port: string): Promise<number> {
  const { stdout } = await lab.exec(
    HUB,
    ...["timeout", "2", "tcpdump", "-nnl", "-i", port, "icmp and host 192.179.1.20"],
  );
  return stdout.match(/ICMP echo/g)?.length ?? 0;
}

describe("the responder", () => {
  it("knows the peer by the NAT's address, a rewritten port, its role and its name", async () => {
    const text = await lab.cli(HUB, "show security ike security-associations detail");
    expect(text).toMatch(/IKE peer 100\.10\.1\.253/);
    expect(text).toMatch(/Role: Responder, State: UP/);
    expect(text).toMatch(/branch\.example\.net/);
    const port = Number(/Remote: 100\.10\.1\.253:(\d+)/.exec(text)?.[1]);
    expect(port).toBeGreaterThan(0);
    expect([500, 4500]).not.toContain(port);

    const xml = await lab.cli(HUB, "show security ike security-associations detail | display xml");
    const field = (name: string): string[] =>
      [...xml.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, "g"))].map((each) => each[1] ?? "");
    expect(new Set(field("ike-sa-remote-address"))).toEqual(new Set(["100.10.1.253"]));
    expect(field("ike-sa-state")).toEqual(["UP"]);
    expect(field("ike-sa-role")).toContain("Responder");
    expect(new Set(field("ike-sa-remote-port"))).toEqual(new Set([String(port)]));
    expect(xml).toContain("branch.example.net");
    // Each node's own; the tunnel is on one of them.
    expect(field("re-name")).toEqual(["node0", "node1"]);
  });
});

describe("the cluster", () => {
  it("shows both nodes, and its ports", async () => {
    expect(await group(0)).toEqual(["node0 1 primary no no None", "node1 1 secondary no no None"]);
    expect(await group(1)).toEqual([
      "node0 220 primary no no None",
      "node1 149 secondary no no None",
    ]);
    const ports = await lab.cli(HUB, "show chassis cluster interfaces");
    expect(ports).toMatch(/reth0 +Up +1\n/);
    expect(ports).toMatch(/reth4 +Down +Not configured/);
    for (const port of ["ge-0/0/1", "ge-0/0/2", "ge-8/0/1", "ge-8/0/2"]) {
      expect(ports).toMatch(new RegExp(`${port} +255 +Up +/ Up +1\n`));
    }
    expect(await lab.cli(HUB, "set chassis cluster cluster-id 1 node 0 reboot")).toMatch(
      /the lab forms the cluster from the committed configuration/,
    );
  });

  it("fails over by hand and back: the tunnel stays, traffic goes on by the other node's ports", async () => {
    const before = await associations();
    const pings = new Pings();
    await pings.more(10);
    expect(await frames("ge-0-0-1")).toBeGreaterThan(0);
    const began = Date.now();
    const said = await lab.cli(HUB, "request chassis cluster failover redundancy-group 1 node 1");
    process.stdout.write(`failover by hand took ${Date.now() - began} ms\n`);
    expect(said).toMatch(/^node1:\n-+\nInitiated manual failover for redundancy group 1\n$/);
    await pings.more(10);
    await groupBecomes("node0 220 secondary no yes None", "node1 255 primary no yes None");
    expect(await group(0)).toEqual(["node0 1 primary no no None", "node1 1 secondary no no None"]);
    expect(await frames("ge-8-0-1")).toBeGreaterThan(0);
    const links = (await lab.exec(HUB, "ip", "-br", "link")).stdout;
    for (const port of ["ge-0-0-1", "ge-0-0-2"])
      expect(links).toMatch(new RegExp(`${port}\\S* +DOWN`));
    for (const port of ["ge-8-0-1", "ge-8-0-2"])
      expect(links).toMatch(new RegExp(`${port}\\S* +UP`));
    expect(await associations()).toBe(before);

    // Once is enough until somebody resets it.
    expect(
      await lab.cli(HUB, "request chassis cluster failover redundancy-group 1 node 0"),
    ).toMatch(/^error: Manual failover is not permitted/);
    expect(await lab.cli(HUB, "request chassis cluster failover reset redundancy-group 1")).toMatch(
      /Successfully reset manual failover for redundancy group 1/,
    );
    // Without preempt it stays where it is.
    await sleep(2500);
    expect(await group(1)).toEqual([
      "node0 220 secondary no no None",
      "node1 149 primary no no None",
    ]);
    await lab.cli(HUB, "request chassis cluster failover redundancy-group 1 node 0");
    await pings.more(10);
    await groupBecomes("node0 255 primary no yes None", "node1 149 secondary no yes None");
    expect(await associations()).toBe(before);
    const lost = await pings.lost();
    process.stdout.write(`two failovers by hand cost ${lost} pings of ten a second\n`);
    expect(lost).toBeLessThan(30);
    await lab.cli(HUB, "request chassis cluster failover reset redundancy-group 1");
  });

  it("fails over by itself when a monitored port loses its link, and stays when it comes back", async () => {
    const before = await associations();
    const pings = new Pings();
    await pings.more(10);
    await lab.exec(HUB, "ip", "link", "set", "ge-0-0-1", "down");
    await groupBecomes("node0 0 secondary no no IF", "node1 149 primary no no None");
    expect(await lab.cli(HUB, "show chassis cluster interfaces")).toMatch(
      /ge-0\/0\/1 +255 +Down \/ Down +1\n/,
    );
    await pings.more(10);
    // To a node that is not fit nobody can fail over.
    expect(
      await lab.cli(HUB, "request chassis cluster failover redundancy-group 1 node 0"),
    ).toMatch(/^error: .*priority 0/);
    await lab.exec(HUB, "ip", "link", "set", "ge-0-0-1", "up");
    await groupBecomes("node0 220 secondary no no None", "node1 149 primary no no None");
    await sleep(2500);
    expect((await group(1))[1]).toBe("node1 149 primary no no None");
    expect((await lab.exec(HUB, "ip", "-br", "link")).stdout).toMatch(/ge-0-0-1\S* +DOWN/);
    const lost = await pings.lost();
    process.stdout.write(`a lost link cost ${lost} pings of ten a second\n`);
    expect(await associations()).toBe(before);
  });

  it("commits on both nodes, and fails over when the configuration switches a port off", async () => {
    const before = await associations();
    const said = await lab.type(
      HUB,
      "configure",
      "set interfaces ge-8/0/2 disable",
      "commit synchronize",
      "exit",
    );
    expect(said).toContain(
      "node0: \nconfiguration check succeeds\nnode1: \ncommit complete\nnode0: \ncommit complete\n",
    );
    await groupBecomes("node0 220 primary no no None", "node1 0 secondary no no IF");
    expect(await lab.ping("branch-pc", "192.179.1.20")).toBe(true);
    await lab.type(HUB, "configure", "rollback 1", "commit", "exit");
    await groupBecomes("node0 220 primary no no None", "node1 149 secondary no no None");
    expect(await associations()).toBe(before);
  });

  it("stays as it is under a second `up`", async () => {
    const { code, stderr, report } = await lab.up("guide-dynamic-endpoint", { seconds: 240 });
    expect(`${code} ${stderr}`).toMatch(/^0 /);
    expect(report.changes).toEqual([]);
    expect(report.tunnels).toMatchObject([{ verified: true }]);
  });
});
