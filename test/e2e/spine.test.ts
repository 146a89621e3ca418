// The route-based example in the lab, from nothing to nothing: what it promises, and how it fails.
import { existsSync } from "node:fs";
import { Program, TestLab } from "./lab";
import { monitored } from "./monitoring";

jest.setTimeout(240_000);

const lab = new TestLab();
const program = new Program("route-based");

/** Where srx1 and srx2 begin in the example: a place to add a property. */
const SRX1 = 'new Gateway(scope, "srx1", {';
const SRX2 = 'new Gateway(scope, "srx2", {';

const up = async () => await lab.up(program.folder);

/** Everything that tcpdump sees at a node's link while something happens. */
async function capture(
  node: string,
  link: string,
  during: () => Promise<unknown>,
): Promise<string[]> {
  const seen = lab.exec(node, "timeout", "8", "tcpdump", "-lnni", link, "not", "arp");
  await new Promise((resolve) => setTimeout(resolve, 1500));
  await during();
  return (await seen).stdout.split("\n").filter((line) => line.includes(" IP "));
}

/**
 * Whether the responder's IKE daemon answers somebody who was never heard of before: from another port each
 * time, so that no tracked flow lets it in. A header of version 15 is answered with the versions there are (RFC 7296 2.5).
 */
async function answers(port: number): Promise<boolean> {
  const script = `
    const socket = require("node:dgram").createSocket("udp4");
    const header = Buffer.from("${"56".repeat(8)}${"00".repeat(9)}f02208000000000000001c", "hex");
    const packet = Buffer.concat([Buffer.alloc(${port === 4500 ? 4 : 0}), header]);
    socket.on("message", () => { console.log("answered"); process.exit(); });
    const send = () => socket.send(packet, ${port}, "172.16.21.1");
    socket.bind(0, send);
    setInterval(send, 500);
    setTimeout(() => process.exit(), 4000);`;
  return (await lab.exec("srx1", process.execPath, "-e", script)).stdout.includes("answered");
}

let host1 = "";
let host2 = "";
let responder = "";

beforeAll(async () => {
  const { code, stderr } = await up();
  if (code !== 0) throw new Error(`the example did not come up:\n${stderr}`);
  host1 = await lab.address("host1");
  host2 = await lab.address("host2");
  responder = await lab.address("srx2", "ge-0-0-0");
});

afterAll(async () => {
  await lab.close();
  program.remove();
});

describe("the example, once up", () => {
  it("has a verified tunnel with two endpoints on port 4500, because a NAT was found", async () => {
    const { tunnels } = await lab.status();
    expect(tunnels).toHaveLength(1);
    expect(tunnels[0]).toMatchObject({
      name: "vpn1",
      verified: true,
      natFound: true,
      endpoints: [
        {
          gateway: "srx1",
          privateAddress: expect.stringMatching(/^10\.1\.12\./) as string,
          port: 4500,
          identity: "branch_natt1@example.net",
          role: "initiator",
          state: "up",
        },
        {
          gateway: "srx2",
          privateAddress: responder,
          publicAddress: "172.16.21.1",
          port: 4500,
          identity: "responder_natt1@example.net",
          role: "responder",
          state: "up",
        },
      ],
    });
    for (const end of tunnels[0]?.endpoints ?? []) {
      expect(end.bytesIn).toBeGreaterThan(0);
      expect(end.bytesOut).toBeGreaterThan(0);
    }
  });

  it("names its nodes, and how other programs reach them", async () => {
    const { nodes } = await lab.status();
    const kinds = Object.fromEntries(nodes.map(({ name, kind }) => [name, kind]));
    expect(kinds).toEqual({
      operator: "operator",
      srx1: "gateway",
      srx2: "gateway",
      nat: "nat",
      host1: "host",
      host2: "host",
    });
    const management = nodes.find(({ name }) => name === "srx1")?.management;
    expect(management).toMatchObject({ port: 22, user: "pulumi" });
    expect(existsSync(management?.keyFile ?? "")).toBe(true);
    const greeting = `exec 3<>/dev/tcp/${management?.address}/22 && head -c 4 <&3`;
    expect((await lab.exec("operator", "bash", "-c", greeting)).stdout).toBe("SSH-");
  });

  it("answers in Junos operational mode", async () => {
    const text = await lab.cli("srx1", "show security ike security-associations");
    expect(text).toMatch(/172\.16\.21\.1/);
    expect(text).toMatch(/UP/);
  });

  it("ends without a word when its reader has seen enough", async () => {
    const { stdout, stderr } = await lab.firstLine(["exec", "host1", "--", "yes"]);
    expect({ stdout, stderr }).toEqual({ stdout: "y\n141\n", stderr: "" });
  });

  it("carries traffic, says vsrx status", async () => {
    const { code, stdout } = await lab.vsrx("status");
    expect(stdout).toMatch(
      /^ok +vpn1 +srx1 - srx2 +associations up \(UDP 4500\), traffic passed\n$/,
    );
    expect(code).toBe(0);
  });

  it("is scraped by a real Prometheus, with counters that grew and NAT rules that were hit, and no alert", async () => {
    expect(await lab.ping("host1", host2)).toBe(true);
    // All the while: an association that was made twice goes, with what it has counted.
    const pinging = lab.ping("host1", host2, 20);
    const { answers, exitCode, log } = await monitored(lab, [
      'vsrx_tunnel_up{job="vsrx"}',
      "vsrx_device_up",
      "vsrx_tunnel_decrypted_bytes_total > 0",
      "vsrx_nat_rule_hits_total > 0",
      "vsrx_tunnel_nat_detected",
      'ALERTS{alertname!="Watchdog"}',
    ]);
    await pinging;
    const [up, devices, bytes, hits, nat, alerts] = answers.map((series) =>
      series.map(({ metric, value }) => [
        metric["tunnel"] ?? metric["device"],
        metric["device"],
        value[1],
      ]),
    );
    expect(up).toEqual([["vpn1", undefined, "1"]]);
    expect(devices?.map(([device, , value]) => `${device} ${value}`).sort()).toEqual([
      "nat 1",
      "srx1 1",
      "srx2 1",
    ]);
    expect(bytes?.map(([, device]) => device).sort()).toEqual(["srx1", "srx2"]);
    expect(hits?.map(([device]) => device)).toContain("nat");
    expect(nat?.map(([, , value]) => value)).toEqual(["1", "1"]);
    expect(alerts).toEqual([]);
    expect(log).toBe("vsrx exporter: http://127.0.0.1:9550/metrics\n");
    expect(exitCode).toBe(0);
  });

  it("prints the same once, says vsrx status --metrics", async () => {
    const { code, stdout, stderr } = await lab.vsrx("status", "--metrics");
    expect(stdout).toMatch(/^vsrx_tunnel_up\{tunnel="vpn1"\} 1$/m);
    expect(`${code} ${stderr}`).toBe("0 ");
  });

  it("is drawn with its state and the address that NAT shows, without a secret", async () => {
    const { code, stdout } = await lab.lab(["picture"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^<svg [^]*<\/svg>\n$/);
    expect(stdout).toContain(">vpn1: passed, UDP 4500<");
    expect(stdout).toMatch(/>srx2: 10\.1\.31\.\d+ ↔ 172\.16\.21\.1</);
    const mermaid = await lab.lab(["picture", "--format", "mermaid"]);
    expect(mermaid.stdout).toMatch(/^flowchart LR\n[^]*vpn1: passed, UDP 4500/);
  });

  it("carries pings between the hosts as ESP in UDP, and nothing of them in clear", async () => {
    const lines = await capture("nat", "ge-0-0-0", async () => await lab.ping("host1", host2, 15));
    const esp = lines.filter((line) => line.includes(".4500: UDP-encap: ESP"));
    expect(esp.filter((line) => line.includes("> 172.16.21.1.4500")).length).toBeGreaterThanOrEqual(
      10,
    );
    expect(esp.filter((line) => line.includes("172.16.21.1.4500 >")).length).toBeGreaterThanOrEqual(
      10,
    );
    expect(lines.filter((line) => line.includes(host1) || line.includes(host2))).toEqual([]);
  });
});

describe("a second `up`", () => {
  it("changes nothing, says so, and verifies anew", async () => {
    const { code, report, stderr } = await up();
    expect({ code, changes: report.changes }).toEqual({ code: 0, changes: [] });
    expect(stderr).toMatch(/nothing changed/);
    expect(report.tunnels[0]?.verified).toBe(true);
  });

  it("updates the one resource that a changed leaf belongs to, and verifies the tunnel on it", async () => {
    program.edit([SRX1, `${SRX1} config: { system: { login: { message: "hands off" } } },`]);
    const { code, report, stderr } = await up();
    expect(`${code} ${stderr}`).toMatch(/^0 /);
    expect(report.changes?.map(({ operation, type, name }) => [operation, type, name])).toEqual([
      ["update", "vsrx:index:Configuration", "natt-srx1"],
      ["update", "vsrx:index:Tunnel", expect.stringContaining("vpn1")],
    ]);
    expect(await lab.cli("srx1", "show configuration system login message")).toMatch(/hands off/);
  });
});

describe("a route into the tunnel taken away on the device", () => {
  it("stops the ping, and does not send it out in clear", async () => {
    await lab.type(
      "srx1",
      "configure",
      "delete routing-options static route 10.1.21.0/24",
      "commit and-quit",
    );
    const lines = await capture("srx1", "ge-0-0-0", async () => {
      expect(await lab.ping("host1", host2)).toBe(false);
    });
    expect(lines.filter((line) => line.includes(host2))).toEqual([]);
    const [tunnel] = (await lab.status()).tunnels;
    expect(tunnel).toMatchObject({
      verified: false,
      problem: expect.stringMatching(/ping/) as string,
    });
    await lab.type("srx1", "configure", "rollback 1", "commit and-quit");
    expect(await lab.ping("host1", host2)).toBe(true);
  });
});

describe("one end's key changed behind the library's back", () => {
  it("fails the next `up`, which names authentication; nothing leaves in clear meanwhile", async () => {
    await lab.setKey("srx2", "vpn1", "another key altogether");
    await lab.clear("srx1", "srx2");
    const { code, stderr, report } = await up();
    expect(code).toBe(1);
    expect(stderr).toMatch(/authentication/i);
    expect(report.tunnels[0]?.verified).toBe(false);

    const lines = await capture("srx1", "ge-0-0-0", async () => {
      expect(await lab.ping("host1", host2)).toBe(false);
    });
    expect(lines.filter((line) => line.includes(host1) || line.includes(host2))).toEqual([]);
  });

  it("is the one cause that vsrx diagnose names, without either key", async () => {
    const { code, stdout } = await lab.vsrx("diagnose", "vpn1");
    expect(stdout).toMatch(
      /vpn1: one cause\n {2}IKE: .*different pre-shared keys.*\n {4}srx2: security ike policy vpn1 pre-shared-key/,
    );
    expect(stdout).not.toContain("another key altogether");
    expect(code).toBe(1);
  });

  it("is found by refresh, and put right by the `up` after it", async () => {
    expect((await lab.lab(["refresh"])).code).toBe(0);
    const { code, report, stderr } = await up();
    expect(`${code} ${stderr}`).toMatch(/^0 /);
    expect(report.changes?.map(({ name }) => name)).toContain("natt-srx2");
    expect(report.tunnels[0]?.verified).toBe(true);
  });
});

describe("a security rule taken out", () => {
  it("makes `up` verify again; the tracked flow survives, a new one does not", async () => {
    program.edit([
      SRX2,
      `${SRX2} transform: { securityGroupRule: (rule, { direction }) =>
        direction === "ingress" && rule.fromPort === 4500 ? undefined : rule },`,
    ]);
    const { code, report, stderr } = await up();
    expect(`${code} ${stderr}`).toMatch(/^0 /);
    expect(report.changes?.map(({ operation, type }) => `${operation} ${type}`)).toEqual(
      expect.arrayContaining([
        "delete aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
        "update vsrx:index:Tunnel",
      ]) as string[],
    );
    expect(await lab.ping("host1", host2)).toBe(true);
    expect([await answers(500), await answers(4500)]).toEqual([true, false]);
    program.restore();
    expect((await up()).report.tunnels[0]?.verified).toBe(true);
    expect(await answers(4500)).toBe(true);
  });
});

describe("AWS changed past the program, as in its console", () => {
  const rule = "SecurityGroupIngressRule/natt-srx2-ge-0-0-0-in-udp-4500-10-1-12-69-32";

  it("is named by vsrx diagnose: a rule that is gone, and the check of source and destination", async () => {
    expect((await lab.lab(["aws", "delete", rule])).code).toBe(0);
    const port = "NetworkInterface/natt-srx2-ge-0-0-1";
    expect((await lab.lab(["aws", "set", port, "sourceDestCheck=true"])).code).toBe(0);
    expect(await lab.ping("host1", host2)).toBe(false);
    const { code, stdout } = await lab.vsrx("diagnose", "vpn1");
    expect(stdout).toMatch(
      /vpn1: 2 causes[^]*path: AWS does not let UDP 4500 into srx2 from 10\.1\.12\.69\/32 as planned\n {4}srx2: AWS's security group rule \S+: gone\n/,
    );
    expect(stdout).toMatch(
      / {2}path: AWS drops what srx2 forwards: the source\/dest check of its interface is on\n/,
    );
    // Beside what AWS has filled in since, which is no difference.
    expect(stdout.match(/AWS's [a-z ]+/g)).toHaveLength(2);
    expect(code).toBe(1);
  });

  it("is put right by a refresh and the next `up`", async () => {
    expect((await lab.lab(["refresh"])).code).toBe(0);
    const { code, report, stderr } = await up();
    expect(`${code} ${stderr}`).toMatch(/^0 /);
    expect(report.tunnels[0]?.verified).toBe(true);
  });
});

describe("changed user data", () => {
  it("replaces that gateway alone, and the tunnel is verified on the new one", async () => {
    const other =
      "transform: { instance: (args) => ({ ...args, " +
      "userData: pulumi.interpolate`${args.userData}/* second edition */\\n` }) },";
    program.edit([SRX1, `${SRX1} ${other}`]);
    const { code, report, stderr } = await up();
    expect(`${code} ${stderr}`).toMatch(/^0 /);
    const instances = report.changes?.filter(({ type }) => type === "aws:ec2/instance:Instance");
    expect(new Set(instances?.map(({ name }) => name))).toEqual(new Set(["natt-srx1"]));
    expect(instances?.length).toBeGreaterThan(0);
    expect(report.tunnels[0]?.verified).toBe(true);
  });
});

describe("`down`", () => {
  it("leaves no process, no namespace and no file", async () => {
    const { code, stderr } = await lab.lab(["down"]);
    expect(`${code} ${stderr}`).toMatch(/^0 /);
    expect(lab.processes()).toEqual([]);
    expect(existsSync(lab.folder)).toBe(false);
  });
});
