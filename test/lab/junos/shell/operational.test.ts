// Operational commands and requests of a device, without a server around them.

import { answer } from "../../../../lab/junos/commands";
import { runCommand } from "../../../../lab/junos/shell";
import { parseRequest } from "../../../../lab/junos/netconf/request";
import { Refusal } from "../../../../lab/junos/messages";
import { type DeviceView } from "../../../../lab/junos/device-view";
import { readIkeSas, readIpsecTunnels } from "../../../../lib/device/replies/ike";
import { readCommitLog, readSystemInformation } from "../../../../lib/device/replies/system";
import { parseXml } from "../../../../lib/device/xml";
import { ConfigTree } from "../../../../lib/junos";
import { bringUp, CONFIGURATION, testView } from "../test-view";

const text = async (line: string, view: DeviceView = testView().view): Promise<string> =>
  (await runCommand(line, view)).text;

const ask = (source: string, view: DeviceView = testView().view): Promise<string> => {
  const args = parseRequest(source);
  return answer({ name: args.name, args }, view);
};

const reply = async (source: string, view?: DeviceView): Promise<ReturnType<typeof parseXml>> =>
  parseXml(`<rpc-reply xmlns:junos="j">${await ask(source, view)}</rpc-reply>`);

describe("words", () => {
  test("may be shortened as far as they are the only ones", async () => {
    const { view, plane } = testView();
    bringUp(plane);
    expect(await text("sh sec ike sec", view)).toBe(
      await text("show security ike security-associations", view),
    );
    expect(await text("sh sec ike sec", view)).toMatch(/^6000001 UP /m);
  });

  test.each([
    ["foo", "error: unknown command: foo\n"],
    ["show foo", "error: syntax error, expecting <command>: foo\n"],
    ["show security", "error: syntax error, expecting <command>\n"],
    ["show s", "error: 's' is ambiguous\n"],
    ["show version nonsense", "error: syntax error: nonsense\n"],
    ["ping", "error: missing argument\n"],
    ["show version | frobnicate", "error: syntax error: frobnicate\n"],
    ["show version | match", "error: missing argument\n"],
    ["show security ike security-associations index x", "error: invalid numeric value: 'x'\n"],
    ["show configuration nowhere", "error: syntax error: nowhere\n"],
    ["show system rollback 50", "error: invalid numeric value: '50'\n"],
    ["show system rollback 7", "error: rollback 7 does not exist\n"],
  ])("%s is refused", async (line, expected) => {
    expect(await text(line)).toBe(expected);
  });

  test("NETCONF has the refusal as an error", async () => {
    const { view } = testView();
    const asked = runCommand("show version invoke-on all-routing-engines", view, { strict: true });
    await expect(asked).rejects.toBeInstanceOf(Refusal);
    await expect(asked).rejects.toThrow("syntax error");
  });
});

describe("pipes", () => {
  test.each([
    ["match ikE | count", "Count: 11 lines\n"],
    ["match zones | except trust", ""],
    ["match host-name | trim 4", "system host-name srx1\n"],
    ["last 1", "set security zones security-zone trust interfaces ge-0/0/1.0\n"],
    ["find nowhere", "\nPattern not found\n"],
    ['match "set system host" | no-more', "set system host-name srx1\n"],
    ["match (", ""],
  ])("%s", async (pipe, expected) => {
    expect(await text(`show configuration | display set | ${pipe}`)).toBe(expected);
  });
});

describe("show configuration", () => {
  test("as set lines is what was loaded", async () => {
    const lines = await text("show configuration | display set");
    expect(lines.trim().split("\n")).toEqual(ConfigTree.fromSet(CONFIGURATION).toSet());
  });

  test("as XML and as text it is the same configuration again", async () => {
    const expected = ConfigTree.fromSet(CONFIGURATION).toSet();
    expect(ConfigTree.fromXml(await text("show configuration | display xml")).toSet()).toEqual(
      expected,
    );
    expect(
      ConfigTree.fromXml((await runCommand("show configuration", testView().view)).xml).toSet(),
    ).toEqual(expected);
    const curly = await text("show configuration");
    expect(curly).toMatch(
      /^## Last commit: 2026-11-23 01:21:33 UTC by lab\nversion 24\.4R1\.9;\nsystem \{/,
    );
    expect(ConfigTree.fromCurly(curly.replace(/^version.*$/m, "")).toSet()).toEqual(expected);
  });

  test("a part stands without the words that lead to it", async () => {
    expect(await text("show configuration security ike gateway gw1")).toBe(
      "ike-policy pol1;\naddress 172.16.21.1;\nlocal-identity hostname srx1.example;\nexternal-interface ge-0/0/0.0;\n",
    );
    expect(await text("show configuration system host-name")).toBe("host-name srx1;\n");
    expect(await text("show configuration interfaces ge-0/0/0 unit 0")).toBe(
      "family inet {\n    address 10.1.12.10/24;\n}\n",
    );
  });

  test("secrets are marked", async () => {
    expect(await text("show configuration security ike policy pol1")).toContain(
      'ascii-text "$9$LbKxVs2gJUDkgoz36CuOLx7-VY"; ## SECRET-DATA\n',
    );
  });

  test("compares with what was before", async () => {
    const changes = await text("show configuration system | compare rollback 1");
    expect(changes).toMatch(/^\[edit system\]\n- {2}host-name old;\n\+ {2}host-name srx1;/);
    expect(await text("show configuration | compare rollback 0")).toBe("");
    expect(await text("show system rollback 1")).toBe("system {\n    host-name old;\n}\n");
    expect(await text("show system rollback 0 compare 1")).toContain("+  host-name srx1;");
  });
});

describe("JSON", () => {
  test("of a configuration has lists as arrays with names", async () => {
    const json = JSON.parse(await text("show configuration | display json")) as Record<
      string,
      unknown
    >;
    expect(json).toMatchObject({
      configuration: {
        system: { "host-name": "srx1", services: { ssh: [null], netconf: { ssh: [null] } } },
        security: { ike: { policy: [{ name: "pol1", mode: "main", proposals: ["p1"] }] } },
      },
    });
  });

  test("of a report has every element as an array", async () => {
    const expected = {
      "software-information": [
        { "host-name": [{ data: "srx1" }], "os-name": [{ data: "junos-es" }] },
      ],
    };
    expect(JSON.parse(await text("show version | display json"))).toMatchObject(expected);
    expect(
      JSON.parse((await reply('<get-software-information format="json"/>')).text),
    ).toMatchObject(expected);
    expect((await reply('<get-software-information format="text"/>')).children).toMatchObject([
      { name: "output", text: expect.stringContaining("Hostname: srx1") as string },
    ]);
  });
});

describe("interfaces and routes", () => {
  test("st0.0 and what is routed into it follow the tunnel", async () => {
    const { view, plane } = testView();
    expect(await text("show interfaces terse st0", view)).toMatch(
      /^st0\.0 +up +down inet +10\.1\.100\.1\/24$/m,
    );
    expect(await text("show route 10.1.21.5", view)).toMatch(/^0\.0\.0\.0\/0 .*Static\/5/m);
    bringUp(plane);
    expect(await text("show interfaces terse st0.0", view)).toMatch(/^st0\.0 +up +up +inet /m);
    expect(await text("show route 10.1.21.5 table inet.0", view)).toMatch(
      /^10\.1\.21\.0\/24 .*\n +> {2}via st0\.0$/m,
    );
  });

  test("one unit's reply stands without its interface", async () => {
    const xml = await ask(
      "<get-interface-information><interface-name>ge-0/0/0.0</interface-name><terse/></get-interface-information>",
    );
    expect(xml).toContain("<logical-interface><name>ge-0/0/0.0</name>");
    expect(xml).not.toContain("physical-interface");
  });

  test("an interface that is not there is refused", async () => {
    expect(await text("show interfaces ge-0/0/7")).toBe("error: device ge-0/0/7 not found\n");
  });

  test("ge interfaces are missing until packets are forwarded", async () => {
    const { view } = testView();
    const booting = { ...view, forwardingReady: false };
    expect(await text("show interfaces terse", booting)).not.toContain("ge-0/0/0");
    expect(await text("show system alarms", booting)).toContain("FPC 0 offline");
    expect(await text("show interfaces terse", view)).toContain("ge-0/0/0");
  });

  test("a traffic selector's route is there while its association is", async () => {
    const { view, plane } = testView(
      `${CONFIGURATION}set security ipsec vpn vpn1 traffic-selector ts local-ip 10.1.11.0/24 remote-ip 10.9.0.0/16\n`,
    );
    bringUp(plane);
    const ipsec = plane.reported.ipsec.map((sa) => ({ ...sa, remoteSelector: "10.9.0.0/16" }));
    plane.reported = { ...plane.reported, ipsec };
    expect(await text("show route 10.9.1.1 table inet.0", view)).toMatch(
      /^10\.9\.0\.0\/16 +\*\[ARI-TS\/5\]\n +> {2}via st0\.0$/m,
    );
  });

  test("in words, with what stands on each", async () => {
    expect(await text("show interfaces ge-0/0/0")).toBe(
      "Physical interface: ge-0/0/0, Enabled, Physical link is Up\n  Logical interface ge-0/0/0.0\n    Flags: Up\n    Protocol inet\n        Local: 10.1.12.10/24\n",
    );
  });

  test("the management instance has its own table", async () => {
    expect(await text("show route table mgmt_junos.inet.0")).toMatch(
      /Access-internal\/12.*\n +> {2}to 10\.1\.0\.1 via fxp0\.0/,
    );
  });
});

describe("policies and the log", () => {
  const POLICY = "set security policies from-zone trust to-zone untrust policy";
  const lines = [
    `${POLICY} lan match source-address any destination-address lan2 application any`,
    `${POLICY} lan then permit tunnel ipsec-vpn vpn1`,
    `${POLICY} rest match source-address any destination-address any application [ junos-ssh junos-ping ]`,
    `${POLICY} rest then deny`,
    "set security policies global policy last match source-address any destination-address any application any",
    "set security policies global policy last then reject",
  ];

  test("policies stand in the order in which they are tried", async () => {
    const { view } = testView(`${CONFIGURATION}${lines.join("\n")}\n`);
    expect(await text("show security policies", view)).toBe(
      `Default policy: deny-all
From zone: trust, To zone: untrust
  Policy: lan, State: enabled, Index: 4, Scope Policy: 0, Sequence number: 1
    Source addresses: any
    Destination addresses: lan2
    Applications: any
    Action: permit, tunnel
    Tunnel: vpn1
  Policy: rest, State: enabled, Index: 5, Scope Policy: 0, Sequence number: 2
    Source addresses: any
    Destination addresses: any
    Applications: junos-ssh, junos-ping
    Action: deny
Global policies:
  Policy: last, State: enabled, Index: 6, Scope Policy: 0, Sequence number: 1
    Source addresses: any
    Destination addresses: any
    Applications: any
    Action: reject
`,
    );
    expect(
      await text("show security policies from-zone trust policy-name rest | count", view),
    ).toBe("Count: 7 lines\n");
    expect(
      await ask("<get-firewall-policies><to-zone>untrust</to-zone></get-firewall-policies>", view),
    ).toContain("<tunnel-name>vpn1</tunnel-name>");
  });

  test("the IKE daemon's log has the tunnel's events", async () => {
    const { view, plane } = testView();
    bringUp(plane);
    expect(await text("show log kmd", view)).toMatch(
      /^(?:\w+ \d+ [\d:]+ srx1 kmd\[\d+\]: KMD_PM_SA_ESTABLISHED: .*\n){2}.* KMD_VPN_UP_ALARM_USER: VPN vpn1 from 172\.16\.21\.1 is up\..*\n$/,
    );
    expect(await text("show log nothing", view)).toBe("error: could not resolve file: nothing\n");
  });
});

describe("requests", () => {
  test("are read by the library's client", async () => {
    const { view, plane } = testView();
    bringUp(plane);
    const ike = readIkeSas(
      await reply(
        "<get-ike-security-associations-information><detail/></get-ike-security-associations-information>",
        view,
      ),
    );
    expect(ike).toMatchObject([{ gateway: "gw1", up: true, localPort: 4500, remotePort: 4500 }]);
    const ipsec = readIpsecTunnels(
      await reply(
        "<get-security-associations-information><detail/></get-security-associations-information>",
        view,
      ),
    );
    expect(ipsec).toMatchObject([{ vpn: "vpn1", up: true, port: 4500, bindInterface: "st0.0" }]);
    expect(readSystemInformation(await reply("<get-system-information/>", view))).toMatchObject({
      model: "vsrx",
      release: "24.4R1.9",
      hostName: "srx1",
    });
    expect(readCommitLog(await reply("<get-commit-information/>", view))).toMatchObject([
      { sequence: 0, user: "lab", log: "first tunnel" },
      { sequence: 1 },
    ]);
  });

  test.each([
    ["<get-nothing/>", "get-nothing"],
    ["<get-route-information><colour>red</colour></get-route-information>", "colour"],
  ])("%s is refused by name", async (source, element) => {
    await expect(ask(source)).rejects.toMatchObject({
      messages: [{ severity: "error", text: "syntax error", element }],
    });
  });

  test("a device that is no cluster says so", async () => {
    await expect(ask("<get-chassis-cluster-status/>")).rejects.toThrow(
      "Chassis cluster is not enabled.",
    );
  });

  test("clear reaches the forwarding plane", async () => {
    const { view, plane } = testView();
    bringUp(plane);
    await text("clear security ike security-associations 172.16.21.1", view);
    await text("clear security ipsec security-associations index 131073", view);
    await text("clear security flow session all", view);
    expect(plane.cleared).toEqual([
      { kind: "ike", gateway: "gw1" },
      { kind: "ipsec", index: 131073 },
      { kind: "sessions" },
    ]);
  });
});
