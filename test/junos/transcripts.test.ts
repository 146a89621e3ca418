// What people have of their devices: terminal sessions, labels between outputs, captures of NETCONF, texts of a level.
import { ConfigTree, devicesIn } from "../../lib/junos";

const set = (text: string, options = {}): string[] => ConfigTree.parse(text, options).toSet();

describe("a terminal session", () => {
  test("of set lines loses its prompts and its commands, and tells which", () => {
    const tree = ConfigTree.parse(
      [
        "Last login: Mon Nov 24 10:00:00 2025 from 192.0.2.1",
        "--- JUNOS 24.4R1.9 built 2024-12-12 10:00:00 UTC",
        "{primary:node0}",
        "user@srx1-node0> show configuration | display set | no-more ",
        "set version 24.4R1.9",
        "set system host-name srx1",
        "",
        "{primary:node0}",
        "user@srx1-node0> exit",
      ].join("\n"),
    );
    expect(tree.toSet()).toEqual(["set version 24.4R1.9", "set system host-name srx1"]);
    expect(tree.left.map(({ line }) => line)).toContain(4);
    expect(tree.get("system host-name")?.line).toBe(6);
  });

  test("whose first line is the command is still set lines", () => {
    expect(set("show configuration | display set\nset system host-name a\n")).toEqual([
      "set system host-name a",
    ]);
  });

  test("with text in braces knows the level that was asked for", () => {
    expect(
      set(
        "root@srx1> show configuration security zones \nsecurity-zone trust {\n    tcp-rst;\n}\n\nroot@srx1> ",
      ),
    ).toEqual(["set security zones security-zone trust tcp-rst"]);
  });

  test("in configuration mode knows the level that it is at", () => {
    const text = [
      "root@srx1> configure ",
      "Entering configuration mode",
      "",
      "[edit]",
      "root@srx1# edit security zones ",
      "",
      "[edit security zones]",
      "root@srx1# set security-zone trust tcp-rst ",
      "",
      "[edit security zones]",
      "root@srx1# top set system host-name srx1 ",
      "",
      "[edit security zones]",
      "root@srx1# show security-zone trust ",
      "interfaces {",
      "    ge-0/0/0.0;",
      "}",
      "",
      "[edit security zones]",
      "root@srx1# commit and-quit ",
      "commit complete",
      "Exiting configuration mode",
    ].join("\n");
    expect(set(text)).toEqual([
      "set security zones security-zone trust tcp-rst",
      "set security zones security-zone trust interfaces ge-0/0/0.0",
      "set system host-name srx1",
    ]);
  });

  test("with what other commands print says nothing of it", () => {
    expect(
      set(
        "a@r> show interfaces terse\nInterface               Admin Link Proto\nge-0/0/0                up    up\na@r> show configuration system\nhost-name r;\na@r> ",
      ),
    ).toEqual(["set system host-name r"]);
  });

  test("page by page loses what stands between the pages", () => {
    expect(
      set(
        "a@r> show configuration\nsystem {\n---(more 50%)---\r                    \r    host-name r;\n}\n",
      ),
    ).toEqual(["set system host-name r"]);
  });

  test.each([
    ["XML", "<configuration><system><host-name>r</host-name></system></configuration>", "xml"],
    ["JSON", '{ "configuration": { "system": { "host-name": "r" } } }', "json"],
  ])("of %s is read like any other", (_what, text, display) => {
    expect(
      set(`{master:0}\na@r> show configuration | display ${display}\n${text}\n\n{master:0}\na@r> `),
    ).toEqual(["set system host-name r"]);
  });

  test("without configuration is refused, and so is one with several devices of which none is named", () => {
    expect(() => set("a@r> show version\nHostname: r\n")).toThrow(/without configuration/);
    const two =
      "srx1:\nset system host-name a\n=== srx2 ===\nset system host-name b\nset system no-redirects\n";
    expect(devicesIn(two)).toEqual(["srx1", "srx2"]);
    expect(() => set(two)).toThrow(/several devices.*srx1, srx2/);
    expect(set(two, { device: "srx2" })).toEqual([
      "set system host-name b",
      "set system no-redirects",
    ]);
  });
});

test("a plain configuration holds no devices, whatever it looks like", () => {
  const text =
    'system {\n    host-name a;\n    login {\n        message "user@srx> show configuration\\n";\n    }\n}\n';
  expect(devicesIn(text)).toEqual([]);
  expect(ConfigTree.parse(text).left).toEqual([]);
});

test("the messages of a NETCONF session that hold configuration are read", () => {
  const hello =
    '<hello xmlns="urn:ietf:params:xml:ns:netconf:base:1.0"><session-id>1</session-id></hello>';
  const reply = (inner: string): string =>
    `<rpc-reply><configuration>${inner}</configuration></rpc-reply>`;
  expect(
    set(
      [
        hello,
        reply("<system><host-name>a</host-name></system>"),
        "<rpc-reply><ok/></rpc-reply>",
        reply("<snmp><name>b</name></snmp>"),
        "",
      ].join("\n]]>]]>\n"),
    ),
  ).toEqual(["set system host-name a", "set snmp name b"]);
});

describe("text of a level", () => {
  test("is read where it belongs, in braces and as set lines", () => {
    const at = { at: "security zones" };
    expect(set("security-zone t { tcp-rst; }", at)).toEqual([
      "set security zones security-zone t tcp-rst",
    ]);
    expect(set("set security-zone t tcp-rst", at)).toEqual([
      "set security zones security-zone t tcp-rst",
    ]);
  });

  test("has its faults at its own lines", () => {
    expect(() => set("set security-zone", { at: "security zones" })).toThrow(
      /line 1, column 5: "security-zone" needs a name/,
    );
  });
});

describe("commands of configuration mode", () => {
  test("can be cut short, and what changes nothing is passed over", () => {
    expect(
      set(
        "set system host-name a\nset system no-redirects\ndel system no-redirects\ncommit check\nrun show version\nexit\nquit",
      ),
    ).toEqual(["set system host-name a"]);
  });

  test("replace a pattern in names and values of the level", () => {
    expect(
      set(
        "set interfaces ge-0/0/1 description ge-0/0/1\nset system host-name ge-0/0/1\nedit interfaces\nreplace pattern ge-0/0/1 with xe-1/0/1\n",
      ),
    ).toEqual(["set interfaces xe-1/0/1 description xe-1/0/1", "set system host-name ge-0/0/1"]);
    expect(set("set system host-name aXb\nreplace pattern (a)X(b) with \\2-\\1")).toEqual([
      "set system host-name b-a",
    ]);
    expect(() => set("replace pattern (a+)+b with c")).toThrow(/write it simpler/);
  });

  test("delete what a wildcard matches, and set a range", () => {
    expect(
      set(
        "wildcard range set interfaces ge-0/0/[0-2,5] unit 0\nwildcard delete interfaces ge-0/0/[12]",
      ),
    ).toEqual(["set interfaces ge-0/0/0 unit 0", "set interfaces ge-0/0/5 unit 0"]);
  });

  test("that bring what the text doesn't hold are refused", () => {
    expect(() => set("set system host-name a\nrollback 1")).toThrow(/unknown command/);
  });
});
