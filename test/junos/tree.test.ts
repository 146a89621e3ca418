// Trees: merging with origins, loading, groups, raw lines, placeholders, and showing changes.
import {
  compareText,
  ConfigTree,
  ConflictError,
  diff,
  encode9,
  fillPlaceholders,
  hasPlaceholder,
  JunosObjectError,
  parseStatementLine,
  placeholder,
  placeholdersIn,
  setLine,
  statementKey,
} from "../../lib/junos";

describe("merge", () => {
  test("two origins that disagree about a leaf are named with their values", () => {
    const tree = new ConfigTree().add({ system: { hostName: "a" } }, "gateway/base");
    expect(() => tree.add({ system: { hostName: "b" } }, "vpn/extra")).toThrow(ConflictError);
    expect(() => tree.add({ system: { hostName: "b" } }, "vpn/extra")).toThrow(
      /gateway\/base and vpn\/extra disagree about "system host-name": gateway\/base says "a", vpn\/extra says "b"/,
    );
    expect(tree.toSet()).toEqual(["set system host-name a"]);
  });

  test("a conflict leaves the tree as it was, and doesn't show secrets", () => {
    const tree = new ConfigTree().add(
      { security: { ike: { policy: { p: { preSharedKey: { asciiText: "first-secret" } } } } } },
      "one",
    );
    const again = (): unknown =>
      tree.add(
        {
          system: { hostName: "x" },
          security: { ike: { policy: { p: { preSharedKey: { asciiText: "second-secret" } } } } },
        },
        "two",
      );
    expect(again).toThrow(/\[secret\]/);
    expect(again).not.toThrow(/(first|second)-secret/);
    expect(tree.toSet()).toHaveLength(1);
  });

  test("two cases of a choice are a disagreement too", () => {
    const tree = new ConfigTree().add(
      { security: { policies: { global: { policy: { p: { then: { permit: {} } } } } } } },
      "one",
    );
    expect(() =>
      tree.add(
        { security: { policies: { global: { policy: { p: { then: { deny: {} } } } } } } },
        "two",
      ),
    ).toThrow(/one says permit, two says deny/);
  });

  test("agreement, and one origin saying it again, are no conflict; an override wins and is shown", () => {
    const tree = new ConfigTree()
      .add({ system: { hostName: "a" } }, "one")
      .add({ system: { hostName: "a" } }, "two")
      .add({ system: { hostName: "b" } }, "one");
    expect(
      tree.add({ system: { hostName: "c" } }, "person", { override: true }).statements(),
    ).toEqual([
      {
        path: ["system", "host-name"],
        value: "c",
        origin: "person (override)",
        secret: false,
        unchecked: false,
      },
    ]);
  });

  test("an unknown property is refused with its place and what was meant", () => {
    const wrong = { security: { ike: { gateway: { gw1: { natKeepAlive: 20 } } } } } as object;
    expect(() => ConfigTree.fromObject(wrong)).toThrow(JunosObjectError);
    expect(() => ConfigTree.fromObject(wrong)).toThrow(
      /security ike gateway gw1: unknown property "natKeepAlive"; did you mean "natKeepalive"\?/,
    );
  });

  test("names that mean something to JavaScript are names like others", () => {
    const entries = JSON.parse(
      '{"__proto__": {"class": "operator"}, "constructor": {"class": "read-only"}}',
    ) as Record<string, object>;
    const tree = ConfigTree.fromObject({ system: { login: { user: entries } } });
    expect(tree.toSet()).toEqual([
      "set system login user __proto__ class operator",
      "set system login user constructor class read-only",
    ]);
    expect(Object.keys(tree.toObject().system?.login?.user ?? {})).toEqual([
      "__proto__",
      "constructor",
    ]);
    expect(({} as { class?: string }).class).toBeUndefined();
  });
});

describe("raw lines", () => {
  test("outside the schema they are kept, marked unchecked, merged and compared", () => {
    const tree = new ConfigTree().addRaw(
      ["set class-of-service forwarding-classes queue 0 best-effort", "system host-name a"],
      "person",
    );
    expect(
      tree.statements().map(({ path, unchecked, origin }) => [path.join(" "), unchecked, origin]),
    ).toEqual([
      ["class-of-service forwarding-classes queue 0", true, "person"],
      ["system host-name", false, "person"],
    ]);
    expect(diff(new ConfigTree(), tree)).toEqual([
      "set class-of-service forwarding-classes queue 0 best-effort",
      "set system host-name a",
    ]);
    expect(ConfigTree.fromCurly(tree.toCurly()).toSet()).toEqual(tree.toSet());
  });
});

describe("load", () => {
  const start = "system { host-name a; services { ssh; netconf { ssh; } } }";

  test("merge adds", () => {
    const tree = ConfigTree.fromCurly(start);
    tree.load({ format: "text", action: "merge" }, "system { domain-name x; }");
    expect(tree.toSet()).toContain("set system domain-name x");
    expect(tree.toSet()).toContain("set system services ssh");
  });

  test("replace obeys replace: and delete:", () => {
    const tree = ConfigTree.fromCurly(start);
    tree.load(
      { action: "replace" },
      "system { delete: host-name; replace: services { ssh { port 2222; } } }",
    );
    expect(tree.toSet()).toEqual(["set system services ssh port 2222"]);
  });

  test("override puts the text in place of everything", () => {
    const tree = ConfigTree.fromCurly(start);
    tree.load({ action: "override" }, "system { host-name b; }");
    expect(tree.toSet()).toEqual(["set system host-name b"]);
  });

  test("XML operations delete and replace", () => {
    const tree = ConfigTree.fromCurly(start);
    tree.load(
      { format: "xml" },
      '<configuration><system><host-name operation="delete"/><services operation="replace"><ssh/></services></system></configuration>',
    );
    expect(tree.toSet()).toEqual(["set system services ssh"]);
  });

  test("set applies commands and returns warnings", () => {
    const tree = ConfigTree.fromCurly(start);
    expect(tree.load({ action: "set" }, "delete snmp\nset system host-name c")).toEqual([
      "line 1: statement not found: snmp",
    ]);
    expect(tree.get("system")?.text("host-name")).toBe("c");
  });
});

describe("groups", () => {
  const effective = (text: string): string[] => ConfigTree.fromSet(text).effective().toSet();

  test("are inherited where they are applied, and what stands there wins", () => {
    expect(
      effective(
        [
          "set groups g system host-name from-group",
          "set groups g system domain-name x",
          "set system host-name own",
          "set apply-groups g",
        ].join("\n"),
      ),
    ).toEqual(["set system host-name own", "set system domain-name x"]);
  });

  test("wildcards match names that are there, and make none", () => {
    expect(
      effective(
        [
          "set groups g interfaces <ge-*> mtu 9000",
          "set groups g interfaces <ge-*> unit <*> family inet mtu 1400",
          "set interfaces ge-0/0/1 unit 0",
          "set interfaces st0 unit 0",
          "set interfaces apply-groups g",
        ].join("\n"),
      ),
    ).toEqual([
      "set interfaces ge-0/0/1 unit 0 family inet mtu 1400",
      "set interfaces ge-0/0/1 mtu 9000",
      "set interfaces st0 unit 0",
    ]);
  });

  test("the first of several wins, apply-groups-except takes one out, inactive ones don't count", () => {
    expect(
      effective(
        [
          "set groups a system host-name a",
          "set groups b system host-name b",
          "set groups b system domain-name b",
          "set apply-groups [ a b ]",
        ].join("\n"),
      ),
    ).toEqual(["set system host-name a", "set system domain-name b"]);
    expect(
      effective(
        "set groups a system host-name a\nset apply-groups a\nset system apply-groups-except a\nset system domain-name x",
      ),
    ).toEqual(["set system domain-name x"]);
    expect(
      effective("set system host-name a\nset system domain-name b\ndeactivate system host-name"),
    ).toEqual(["set system domain-name b"]);
  });

  test("groups can apply groups", () => {
    expect(
      effective(
        "set groups inner system domain-name x\nset groups outer apply-groups inner\nset groups outer system host-name y\nset apply-groups outer",
      ),
    ).toEqual(["set system host-name y", "set system domain-name x"]);
  });
});

describe("difference", () => {
  const trees = (a: string[], b: string[]): [ConfigTree, ConfigTree] => [
    ConfigTree.fromSet(a.join("\n")),
    ConfigTree.fromSet(b.join("\n")),
  ];
  const names = (list: string): string[] =>
    [...list].map((name) => `set security policies global policy ${name} then permit`);

  test("one moved entry is one insert", () => {
    expect(diff(...trees(names("abcde"), names("eabcd")))).toEqual([
      "insert security policies global policy e before policy a",
    ]);
    expect(diff(...trees(names("abcde"), names("acdbe")))).toEqual([
      "insert security policies global policy b after policy d",
    ]);
  });

  test("what vanishes as a whole is one delete, and nothing beside it", () => {
    expect(
      diff(
        ...trees(
          [
            "set system services ssh port 22",
            "set system services netconf ssh",
            "set system host-name a",
          ],
          ["set system host-name a"],
        ),
      ),
    ).toEqual(["delete system services"]);
    expect(
      diff(
        ...trees(
          [
            "set security ike policy p proposals a",
            "set security ike policy p proposals b",
            "set security ike policy p proposals c",
          ],
          ["set security ike policy p proposals d"],
        ),
      ),
    ).toEqual(["delete security ike policy p proposals", "set security ike policy p proposals d"]);
  });

  test("one secret in two forms is no difference", () => {
    const line = (key: string): string[] => [
      `set security ike policy p pre-shared-key ascii-text "${key}"`,
    ];
    expect(diff(...trees(line("hello"), line(encode9("hello"))))).toEqual([]);
    expect(diff(...trees(line("hello"), line(encode9("other"))))).toHaveLength(1);
  });

  test("is shown as Junos shows it, without secrets", () => {
    const text = compareText(
      ...trees(
        [
          "set system host-name a",
          "set security ike policy p mode main",
          "set security ike policy p pre-shared-key ascii-text old-secret",
        ],
        [
          "set system host-name b",
          "set security ike policy p mode main",
          "set security ike policy p pre-shared-key ascii-text new-secret",
          "set security ike policy q mode main",
        ],
      ),
    );
    expect(text).toBe(
      [
        "[edit system]",
        "-  host-name a;",
        "+  host-name b;",
        "[edit security ike]",
        "+  policy q {",
        "+      mode main;",
        "+  }",
        "[edit security ike policy p pre-shared-key]",
        '-  ascii-text "[secret]";',
        '+  ascii-text "[secret]";',
        "",
      ].join("\n"),
    );
  });
});

describe("placeholders", () => {
  const address = placeholder("srx2.publicAddress");

  test("travel through keys and values and are filled later", () => {
    const tree = ConfigTree.fromObject({
      security: {
        ike: { gateway: { gw1: { address: [address], natKeepalive: placeholder("n") } } },
      },
    });
    const lines = tree.toSet();
    expect(lines).toEqual([
      `set security ike gateway gw1 address ${address}`,
      `set security ike gateway gw1 nat-keepalive ${placeholder("n")}`,
    ]);
    expect(lines.flatMap(placeholdersIn)).toEqual(["srx2.publicAddress", "n"]);
    expect(
      fillPlaceholders(lines.join("\n"), { "srx2.publicAddress": "203.0.113.7", n: "20" }),
    ).toContain("address 203.0.113.7");
  });

  test("a missing value is named, another's value never shown", () => {
    expect(() => fillPlaceholders(`${address} ${placeholder("key")}`, { key: "s3cret" })).toThrow(
      /srx2\.publicAddress/,
    );
    expect(() =>
      fillPlaceholders(`${address} ${placeholder("key")}`, { key: "s3cret" }),
    ).not.toThrow(/s3cret/);
    expect(hasPlaceholder("plain")).toBe(false);
    expect(() => placeholder("")).toThrow(RangeError);
  });
});

test("a statement's key leaves the value out, its line has it", () => {
  const statement = parseStatementLine('security ike policy p pre-shared-key ascii-text "$x"');
  expect(statement).toEqual({
    path: ["security", "ike", "policy", "p", "pre-shared-key", "ascii-text"],
    value: "$x",
    secret: true,
    unchecked: false,
  });
  expect(statementKey(statement)).toBe("security ike policy p pre-shared-key ascii-text");
  expect(setLine(statement)).toBe('set security ike policy p pre-shared-key ascii-text "$x"');
  expect(
    statementKey(parseStatementLine("set security address-book global address a 10.0.0.0/8")),
  ).toBe("security address-book global address a");
});
