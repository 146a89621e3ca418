// Reading text: what each format says, and errors that say where and what was meant.
import { ConfigTree, detectFormat, JunosSyntaxError } from "../../lib/junos";

function refusal(read: () => unknown): JunosSyntaxError {
  try {
    read();
  } catch (error) {
    if (error instanceof JunosSyntaxError) return error;
    throw error;
  }
  throw new Error("was accepted");
}

describe("set lines", () => {
  const set = (text: string): string[] => ConfigTree.fromSet(text).toSet();

  test("quoted words keep what is inside, and come back quoted where needed", () => {
    expect(set('set system login message "say \\"hi\\"; # {now}"')).toEqual([
      'set system login message "say \\"hi\\"; # {now}"',
    ]);
    expect(set('set system host-name "plain"')).toEqual(["set system host-name plain"]);
  });

  test("a list in brackets is several items", () => {
    expect(set("set security ike policy p proposals [ a b ]")).toEqual([
      "set security ike policy p proposals a",
      "set security ike policy p proposals b",
    ]);
  });

  test("lines after one with brackets are read on their own", () => {
    expect(
      set(
        "set security ike policy p proposals [ a b ]\nset security ike policy p proposals [ a c ]\nset security ike policy p mode main",
      ),
    ).toEqual([
      "set security ike policy p proposals a",
      "set security ike policy p proposals b",
      "set security ike policy p proposals c",
      "set security ike policy p mode main",
    ]);
  });

  test("several statements can share a line, as in Junos", () => {
    expect(
      set("set security ike gateway g dead-peer-detection always-send interval 10 threshold 3"),
    ).toEqual([
      "set security ike gateway g dead-peer-detection always-send",
      "set security ike gateway g dead-peer-detection interval 10",
      "set security ike gateway g dead-peer-detection threshold 3",
    ]);
  });

  test("setting another case of a choice takes the first away", () => {
    expect(
      set(
        "set security policies global policy p then deny\nset security policies global policy p then permit",
      ),
    ).toEqual(["set security policies global policy p then permit"]);
  });

  test("delete, deactivate, insert, rename, copy and edit act as in Junos", () => {
    const tree = ConfigTree.fromSet(
      [
        "edit security policies from-zone a to-zone b",
        "set policy one then permit",
        "set policy two then deny",
        "set policy three then reject",
        "insert policy three before policy one",
        "rename policy two to policy zwei",
        "copy policy one to policy four",
        "top",
        "deactivate security policies from-zone a to-zone b policy one",
        "delete security policies from-zone a to-zone b policy four",
        "set system host-name x",
        "delete system host-name",
      ].join("\n"),
    );
    expect(tree.get("security policies from-zone a to-zone b policy")?.names()).toEqual([
      "three",
      "one",
      "zwei",
    ]);
    expect(tree.toSet()).toContain("deactivate security policies from-zone a to-zone b policy one");
    expect(tree.get("system")).toBeUndefined();
  });

  test("deleting what isn't there is a warning, deleting what is protected an error", () => {
    const tree = ConfigTree.fromSet("set system host-name a\nprotect system");
    expect(tree.applySet("delete snmp")).toEqual(["line 1: statement not found: snmp"]);
    expect(refusal(() => tree.applySet("delete system host-name")).message).toMatch(/protected/);
  });

  test("errors carry line, column, the words around and a suggestion, and no secret", () => {
    const error = refusal(() =>
      ConfigTree.fromSet(
        'set system host-name a\nset security ike polcy p pre-shared-key ascii-text "s3cret"',
        { unknown: "refuse" },
      ),
    );
    expect([error.line, error.column, error.suggestion]).toEqual([2, 18, "policy"]);
    expect(error.message).toContain("near");
    expect(error.message).not.toContain("s3cret");
    for (const [line, secret] of [
      ["set security ike policy p pre-shared-key ascii-text hunter2 rest", "rest"],
      ["set security ike policy p pre-shared-key ascii-text hunter2 rest", "hunter2"],
      ["set security ike policy p pre-shared-key ascii-text hunter2 hexadecimal", "hunter2"],
    ] as const) {
      expect(refusal(() => ConfigTree.fromSet(line)).message).not.toContain(secret);
      expect(refusal(() => ConfigTree.fromCurly(`${line.slice(4)};`)).message).not.toContain(
        secret,
      );
    }
    expect(refusal(() => ConfigTree.fromSet("set system host-name")).message).toMatch(
      /line 1, column 12: "host-name" needs a value/,
    );
    expect(refusal(() => ConfigTree.fromSet("sett system host-name a")).suggestion).toBe("set");
    expect(refusal(() => ConfigTree.fromSet('set system host-name "a')).reason).toMatch(/quote/);
    expect(
      refusal(() => ConfigTree.fromSet("set security ike policy p mode main maim")).column,
    ).toBe(37);
  });
});

describe("curly text", () => {
  const read = (text: string): string[] => ConfigTree.fromCurly(text).toSet();

  test("comments, marks and lists", () => {
    expect(
      read(`
      ## Last changed: today
      system { host-name a; # the name
        /* who may log in */
        login { inactive: user x { class super-user; } }
      }
      security { ike { policy p { proposals [ a b ]; protect: pre-shared-key ascii-text "x y"; ## SECRET-DATA
      } } }`),
    ).toEqual([
      "set system host-name a",
      "set system login user x class super-user",
      "set security ike policy p proposals a",
      "set security ike policy p proposals b",
      'set security ike policy p pre-shared-key ascii-text "x y"',
      "edit system",
      'annotate login "who may log in"',
      "top",
      "deactivate system login user x",
      "protect security ike policy p pre-shared-key",
    ]);
  });

  test("is written as Junos writes it", () => {
    const text = [
      "interfaces {",
      "    ge-0/0/0 {",
      "        unit 0 {",
      "            family inet {",
      "                address 10.0.0.1/24;",
      "            }",
      "        }",
      "    }",
      "}",
      "routing-options {",
      "    static {",
      "        inactive: route 0.0.0.0/0 next-hop 10.0.0.254;",
      "    }",
      "}",
      "security {",
      "    policies {",
      "        from-zone a to-zone b {",
      "            policy p {",
      "                then {",
      "                    permit;",
      "                }",
      "            }",
      "        }",
      "    }",
      "    zones {",
      "        security-zone a {",
      "            interfaces {",
      "                ge-0/0/0.0;",
      "            }",
      "        }",
      "    }",
      "}",
      "",
    ].join("\n");
    expect(ConfigTree.fromCurly(text).toCurly()).toBe(text);
  });

  test("broken braces say which one", () => {
    expect(refusal(() => read("system {\n  host-name a;\n")).message).toMatch(
      /line 1, column 8: missing "}"/,
    );
    expect(refusal(() => read("system {\n  host-name a\n}")).message).toMatch(
      /line 3, column 1: missing ";"/,
    );
    expect(refusal(() => read("}")).message).toMatch(/line 1, column 1: "}" without/);
    expect(refusal(() => read("system { /* x")).message).toMatch(/comment/);
    expect(
      refusal(() => ConfigTree.fromCurly("system {\n  hots-name a;\n}", { unknown: "refuse" }))
        .suggestion,
    ).toBe("host-name");
  });
});

describe("XML", () => {
  const read = (inside: string): ConfigTree =>
    ConfigTree.fromXml(
      `<rpc-reply xmlns:j="urn:x"><configuration xmlns="urn:y">${inside}</configuration></rpc-reply>`,
    );

  test("is found inside an rpc, with namespaces, attributes and devices' own short forms", () => {
    expect(
      read(
        `
      <system><host-name>a &amp; b</host-name></system>
      <interfaces j:x="1"></interfaces>`.replace(' j:x="1"', ""),
      ).toSet(),
    ).toEqual(['set system host-name "a & b"']);
    expect(
      read(`<policy-options><policy-statement><name>p</name><term><name>t</name><from><route-filter><address>10.0.0.0/8</address><orlonger/></route-filter></from>
      <then><community><add/><community-name>c</community-name></community><accept/></then></term></policy-statement></policy-options>`).toSet(),
    ).toEqual([
      "set policy-options policy-statement p term t from route-filter 10.0.0.0/8 orlonger",
      "set policy-options policy-statement p term t then community add c",
      "set policy-options policy-statement p term t then accept",
    ]);
    expect(
      read(
        '<security><ike><policy inactive="inactive"><name>p</name><mode>main</mode></policy></ike></security>',
      ).toSet(),
    ).toEqual(["set security ike policy p mode main", "deactivate security ike policy p"]);
  });

  test("faults say where", () => {
    expect(
      refusal(() => read("<security><ike><policy><mode>main</mode></policy></ike></security>"))
        .message,
    ).toMatch(/must begin with its "name"/);
    expect(
      refusal(() =>
        read(
          "<system><services><netconf><ssh><port><x/></port></ssh></netconf></services></system>",
        ),
      ).message,
    ).toMatch(/holds a value/);
    expect(refusal(() => read('<system frob="1"/>')).message).toMatch(/unknown attribute "frob"/);
    expect(refusal(() => read("<system><host-name>a</system>")).message).toMatch(/not well-formed/);
    const near = refusal(() =>
      read(
        "<security><ike><policy><name>p</name><pre-shared-key><ascii-text>hunter2</ascii-text><hexadecimal/></pre-shared-key></policy></ike></security>",
      ),
    );
    expect(near.near).toContain("<ascii-text>…</ascii-text>");
    expect(refusal(() => read('<system insert="first"/>')).message).toMatch(/use set commands/);
    expect(refusal(() => ConfigTree.fromXml("<other/>")).message).toMatch(/no "configuration"/);
  });
});

test("the format of a text is recognised", () => {
  expect(detectFormat("  <configuration/>")).toBe("xml");
  expect(detectFormat("# note\nset system host-name a")).toBe("set");
  expect(detectFormat("system { host-name a; }")).toBe("curly");
  expect(detectFormat("version 24.4;\n")).toBe("curly");
});
