// What people's configurations hold and a reader easily gets wrong: nothing is lost, changed, or called wrong that Junos takes.
import { check, ConfigTree, diff, type CheckOptions } from "../../lib/junos";

const set = (...lines: string[]): string[] => ConfigTree.fromSet(lines.join("\n")).toSet();
const curly = (text: string): string[] => ConfigTree.fromCurly(text).toSet();
const squeezed = (text: string): string => text.replace(/\s+/g, " ");
const rules = (text: string, severity: string, options: CheckOptions = {}): string[] =>
  check(ConfigTree.parse(text), options)
    .filter((finding) => finding.severity === severity)
    .map(({ rule }) => rule);

describe("what is inactive stays inactive", () => {
  test.each([
    ["a list", "security { zones { security-zone t { inactive: interfaces { ge-0/0/0.0; } } } }"],
    ["a list of values", "protocols { bgp { group G { inactive: export [ P1 P2 ]; } } }"],
    [
      "a route filter",
      "policy-options { policy-statement p { term t { from { inactive: route-filter 192.0.2.0/24 orlonger; } } } }",
    ],
    [
      "a filter by a list",
      "policy-options { policy-statement p { term t { from { inactive: prefix-list-filter l exact; } } } }",
    ],
  ])("in XML, for %s", (_what, text) => {
    const tree = ConfigTree.fromCurly(text);
    expect(tree.toXml()).toContain('inactive="inactive"');
    expect(ConfigTree.fromXml(tree.toXml()).effective().toSet()).toEqual(tree.effective().toSet());
  });

  test("and only that kind of match of two", () => {
    const tree = ConfigTree.fromCurly(
      "policy-options { policy-statement p { from { route-filter 192.0.2.0/24 exact; inactive: route-filter 192.0.2.0/24 upto /28; } } }",
    );
    expect(ConfigTree.fromXml(tree.toXml()).effective().toSet()).toEqual([
      "set policy-options policy-statement p from route-filter 192.0.2.0/24 exact",
    ]);
  });

  test("nothing of an inactive route filter is left in force", () => {
    const tree = ConfigTree.fromSet(
      "set policy-options policy-statement p term t from route-filter 192.0.2.0/24 orlonger\ndeactivate policy-options policy-statement p term t from route-filter 192.0.2.0/24 orlonger",
    );
    expect(tree.effective().toSet().join()).not.toContain("192.0.2.0/24");
  });

  test("a mark in the middle of a line concerns what follows it", () => {
    expect(
      curly("policy-options { policy-statement p { from inactive: protocol bgp; then accept; } }"),
    ).toContain("deactivate policy-options policy-statement p from protocol");
  });
});

describe("values without keyword are not overwritten", () => {
  test.each([
    [
      "interfaces { xe-0/0/1 { gigether-options { 802.3ad { ae0; primary; } } } }",
      [
        "set interfaces xe-0/0/1 gigether-options 802.3ad ae0",
        "set interfaces xe-0/0/1 gigether-options 802.3ad primary",
      ],
    ],
    [
      "routing-options { autonomous-system 65001 asdot-notation; }",
      [
        "set routing-options autonomous-system 65001",
        "set routing-options autonomous-system asdot-notation",
      ],
    ],
  ])("%s", (text, lines) => expect(curly(text)).toEqual(lines));

  test.each([
    "set interfaces xe-0/0/1 gigether-options 802.3ad lacp force-up",
    "set policy-options condition c if-route-exists address-family inet table inet.0",
    "set policy-options policy-statement p then metric igp",
    "set policy-options policy-statement p then metric minimum-igp 5",
    "set interfaces ge-0/0/0 unit 0 family inet filter input precedence 10",
  ])("%s", (line) => {
    expect(set(line)).toEqual([line]);
    expect(rules(line, "error")).not.toContain("value");
  });

  test("as XML has them", () => {
    expect(
      ConfigTree.fromXml(
        "<configuration><routing-options><autonomous-system><as-number>65001</as-number><asdot-notation/></autonomous-system></routing-options></configuration>",
      ).toSet(),
    ).toEqual([
      "set routing-options autonomous-system 65001",
      "set routing-options autonomous-system asdot-notation",
    ]);
  });
});

describe("commands that move", () => {
  test("top and up carry out what follows them", () => {
    expect(set("edit interfaces ge-0/0/1", "top set system host-name r9")).toEqual([
      "set system host-name r9",
    ]);
    expect(
      set("edit security zones security-zone t", "up set security-zone u tcp-rst", "set tcp-rst"),
    ).toEqual([
      "set security zones security-zone u tcp-rst",
      "set security zones security-zone t tcp-rst",
    ]);
  });

  test("exit goes back to before the last edit, up leaves a whole level", () => {
    const unit = (port: string): string => `set interfaces ge-0/0/${port} unit 0 description x`;
    expect(set("edit interfaces ge-0/0/1", "set unit 0 description x", "exit", unit("2"))).toEqual([
      unit("1"),
      unit("2"),
    ]);
    expect(
      set(
        "edit interfaces ge-0/0/1 unit 0",
        "set description x",
        "up 2",
        "set ge-0/0/2 unit 0 description x",
      ),
    ).toEqual([unit("1"), unit("2")]);
  });
});

test("brackets need no blanks around what is in them", () => {
  expect(set("set vlans v members [v5 v6]")).toEqual(set("set vlans v members [ v5 v6 ]"));
  expect(
    set("set routing-options static route 0.0.0.0/0 next-hop [192.0.2.1 192.0.2.2]"),
  ).toHaveLength(2);
});

describe("curly text is as Junos writes it", () => {
  test("groups share a block", () => {
    expect(squeezed(ConfigTree.fromSet("set groups a system host-name x").toCurly())).toBe(
      "groups { a { system { host-name x; } } } ",
    );
  });

  test("one statement stands on the line of some words, several in a block", () => {
    const policy = "set policy-options policy-statement p from";
    const text = (...lines: string[]): string =>
      squeezed(ConfigTree.fromSet(lines.join("\n")).toCurly());
    expect(text(`${policy} protocol bgp`)).toContain("from protocol bgp;");
    expect(text(`${policy} protocol bgp`, `${policy} community C1`)).toContain(
      "from { protocol bgp; community C1; }",
    );
  });

  test("expressions of policies stand without quotes", () => {
    const text = "protocols { bgp { group g { import ( P ); export ( A && ! B ); } } }";
    expect(squeezed(ConfigTree.fromCurly(text).toCurly()).trim()).toBe(text);
    expect(rules(text, "error")).not.toContain("undefined-routing-policy");
  });
});

describe("comments", () => {
  test("are noted at the level of their statement", () => {
    const tree = ConfigTree.fromCurly("interfaces { /* uplink */ ge-0/0/0 { mtu 9000; } }");
    expect(tree.toSet().slice(1)).toEqual([
      "edit interfaces",
      "annotate ge-0/0/0 uplink".replace("uplink", '"uplink"'),
      "top",
    ]);
    expect(ConfigTree.fromSet(tree.toSet().join("\n")).toSet()).toEqual(tree.toSet());
  });

  test("come from a device's XML and go to it", () => {
    const text =
      '<configuration xmlns:junos="http://xml.juniper.net/junos/*/junos"><system><junos:comment>/* who */</junos:comment><host-name>a</host-name></system></configuration>';
    const tree = ConfigTree.fromXml(text);
    expect(tree.get("system host-name")?.comment).toBe("who");
    expect(tree.toXml()).toContain("<junos:comment>/* who */</junos:comment>");
  });
});

describe("is no error, as Junos takes it", () => {
  test.each([
    ["a word near to another", "set system services web-management http"],
    ["other words near to others", "set protocols ospf3 area 0.0.0.0 interface lo0.0"],
    [
      "an interface of OSPF that isn't configured",
      "set protocols ospf area 0.0.0.0 interface fxp0.0 disable",
    ],
    [
      "and one of a routing instance",
      "set routing-instances r instance-type virtual-router\nset routing-instances r interface ge-0/0/7.0",
    ],
    ["a host in a prefix list", "set policy-options prefix-list l 192.0.2.7"],
    ["a time server by name", "set system ntp boot-server time.example.net"],
    [
      "a native VLAN on a switched link",
      "set interfaces ge-0/0/1 native-vlan-id 5\nset interfaces ge-0/0/1 unit 0 family ethernet-switching interface-mode trunk",
    ],
    ["an interface with its unit", "set interfaces ge-0/0/0.0 family inet"],
  ])("%s", (_what, text) => expect(rules(text, "error")).toEqual([]));

  test("AutoVPN with pre-shared keys on iked", () => {
    const text = [
      "set security ike gateway g ike-policy p",
      "set security ike gateway g dynamic hostname example.net",
      "set security ike gateway g dynamic ike-user-type group-ike-id",
      "set security ike gateway g version v2-only",
      'set security ike policy p pre-shared-key ascii-text "x"',
    ].join("\n");
    expect(rules(text, "error", { ikeDaemon: "iked" })).not.toContain("v2-group-psk");
    expect(rules(text, "error", { ikeDaemon: "kmd" })).toContain("v2-group-psk");
    expect(rules(text, "error")).not.toContain("v2-group-psk");
  });

  test("the encrypted link between the nodes of a pair", () => {
    const text = [
      "set security ike gateway g ike-policy p",
      "set security ike gateway g version v2-only",
      "set security ipsec vpn v ha-link-encryption",
      "set security ipsec vpn v ike gateway g",
      "set security ipsec vpn v ike ipsec-policy q",
    ].join("\n");
    const found = rules(text, "error");
    expect(found).not.toContain("incomplete-gateway");
    expect(found).not.toContain("policy-based-v2");
  });

  test.each([
    [
      "attributes of others",
      '<system xmlns:x="urn:x" x:note="1" unsupported="unsupported"><host-name>a</host-name></system>',
    ],
    [
      "an empty description",
      "<interfaces><interface><name>ge-0/0/0</name><description></description></interface></interfaces>",
    ],
    [
      "a word as an element",
      "<security><policies><default-policy><permit-all/></default-policy></policies></security>",
    ],
  ])("%s in XML", (_what, inside) => {
    const tree = ConfigTree.fromXml(`<configuration>${inside}</configuration>`);
    expect(check(tree).filter(({ severity }) => severity === "error")).toEqual([]);
  });
});

test("blocks with nothing in them leave what is around them as it is in set lines", () => {
  const tree = ConfigTree.fromCurly("interfaces { ae3 { unit 7 { family inet { filter { } } } } }");
  expect(ConfigTree.fromCurly(tree.toCurly()).toSet()).toEqual(tree.toSet());
  expect(tree.toSet()).toEqual(["set interfaces ae3 unit 7 family inet"]);
});

test("a statement of the models that is longer on a device is kept", () => {
  const line = "set protocols evpn vni-options vni 14004 vrf-target import target:65320:7";
  expect(set(line)).toEqual([line]);
});

describe("a text with faults", () => {
  test("is read on: each fault is told, the rest is there", () => {
    const tree = ConfigTree.parse(
      "system {\n host-name;\n domain-name a.example;\n login { message a }\n}\nsnmp { location; contact c; }\n",
      { faulty: "skip" },
    );
    expect(tree.errors.map(({ line }) => line)).toEqual([2, 4, 6]);
    expect(tree.toSet()).toEqual(["set system domain-name a.example", "set snmp contact c"]);
  });

  test("of a device is kept word for word", () => {
    const lines = [
      "set system host-name a",
      "set interfaces ge-0/0/0 mtu 1500 no-such word",
      "set system domain-name b.example",
    ];
    const tree = ConfigTree.fromDevice(lines.join("\n"));
    expect(tree.toSet().sort()).toEqual([...lines].sort());
    expect(tree.errors).toHaveLength(1);
    expect(tree.statements().find(({ path }) => path[0] === "interfaces")).toMatchObject({
      path: ["interfaces", "ge-0/0/0", "mtu", "1500", "no-such", "word"],
      unchecked: true,
    });
    const without = ConfigTree.fromDevice([lines[0], lines[2]].join("\n"));
    expect(diff(tree, without)).toEqual(["delete interfaces ge-0/0/0 mtu 1500 no-such word"]);
    expect(diff(without, tree)).toEqual(["set interfaces ge-0/0/0 mtu 1500 no-such word"]);
    const applied = tree.clone();
    expect(applied.applySet(diff(tree, without))).toEqual([]);
    expect(applied.toSet()).toEqual(without.toSet());
  });

  test.each([
    ["of the same words", "policy-options condition c if-route-exists a b c"],
    ["of words before it", "policy-options condition c"],
    ["of something that there isn't", "system no-such a b"],
    ["that has an odd quote", "interfaces ge-0/0/2 description 'half a quote"],
  ])("keeps what is deactivated by a line %s", (_which, words) => {
    const lines = [
      "set system host-name a",
      "set policy-options condition c if-route-exists a b c",
      "set interfaces ge-0/0/2 description 'half a quote",
    ];
    const active = ConfigTree.fromDevice(lines.join("\n"));
    const tree = ConfigTree.fromDevice([...lines, `deactivate ${words}`].join("\n"));
    expect(tree.statements().filter(({ inactive }) => inactive === true)).toHaveLength(1);
    const again = ConfigTree.fromDevice(tree.toSet().join("\n"));
    expect(again.toSet().sort()).toEqual(tree.toSet().sort());
    const applied = active.clone();
    expect(applied.applySet(diff(active, tree))).toEqual([]);
    expect(applied.toSet().sort()).toEqual(tree.toSet().sort());
  });
});

describe("one statement in two spellings is one", () => {
  test.each([
    [
      "an IPv6 address of an interface",
      "set interfaces ge-0/0/0 unit 0 family inet6 address 2001:DB8:0::1/64",
      "set interfaces ge-0/0/0 unit 0 family inet6 address 2001:db8::1/64",
    ],
    [
      "an IPv6 route",
      "set routing-options rib inet6.0 static route 2001:DB8::/32 next-hop 2001:0db8::1",
      "set routing-options rib inet6.0 static route 2001:db8::/32 next-hop 2001:db8::1",
    ],
    [
      "a logical interface for its unit",
      "set interfaces ge-0/0/0.7 family inet mtu 1400",
      "set interfaces ge-0/0/0 unit 7 family inet mtu 1400",
    ],
  ])("%s", (_what, typed, shown) => {
    expect(set(typed)).toEqual([shown]);
    expect(set(typed, shown)).toEqual([shown]);
    expect(diff(ConfigTree.fromSet(typed), ConfigTree.fromSet(shown))).toEqual([]);
  });

  test("also for what is deleted", () => {
    expect(
      set(
        "set interfaces lo0 unit 0 family inet6 address 2001:db8::1/128",
        "delete interfaces lo0 unit 0 family inet6 address 2001:DB8::1/128",
      ),
    ).toEqual(["set interfaces lo0 unit 0 family inet6"]);
  });

  test("in every format and from objects", () => {
    const shown = "set security ike gateway g address 2001:db8::1";
    expect(curly("security { ike { gateway g { address 2001:DB8::1; } } }")).toEqual([shown]);
    const xml = ConfigTree.fromSet(shown).toXml().replace("2001:db8::1", "2001:0DB8::0:1");
    expect(ConfigTree.fromXml(xml).toSet()).toEqual([shown]);
    expect(
      ConfigTree.fromObject({
        security: { ike: { gateway: { g: { address: ["2001:DB8::1"] } } } },
      }).toSet(),
    ).toEqual([shown]);
  });
});

test("what devices have and their models leave out is known", () => {
  for (const line of [
    "set security ike traceoptions level 15",
    "set system services web-management http",
  ])
    expect(rules(line, "warning", { partial: true })).not.toContain("unknown-statement");
});

describe("text in braces has the form that devices show", () => {
  test.each([
    [
      "set system services web-management https system-generated-certificate",
      "web-management { https { system-generated-certificate; } }",
    ],
    ["set security policies default-policy permit-all", "default-policy { permit-all; }"],
    [
      "set security forwarding-options family inet6 mode flow-based",
      "forwarding-options { family { inet6 { mode flow-based; } } }",
    ],
    [
      "set security ike gateway g local-identity hostname a.example.net",
      "local-identity hostname a.example.net;",
    ],
    ["set security address-book global address lan 10.0.0.0/24", "address lan 10.0.0.0/24;"],
  ])("%s", (line, shown) => {
    const tree = ConfigTree.fromSet(line);
    expect(squeezed(tree.toCurly())).toContain(shown);
    expect(curly(tree.toCurly())).toEqual([line]);
  });
});

test("a family says something by being there, a container without contents nothing", () => {
  const family = "set interfaces ge-0/0/0 unit 0 family ethernet-switching";
  expect(set(family)).toEqual([family]);
  expect(ConfigTree.fromXml(ConfigTree.fromSet(family).toXml()).toSet()).toEqual([family]);
  expect(set("set system host-name a", "set security zones")).toEqual(["set system host-name a"]);
  expect(set("set interfaces ge-0/0/1 gigether-options")).toEqual(["set interfaces ge-0/0/1"]);
});

describe("what interfaces and prefix lists inherit", () => {
  const effective = (...lines: string[]): string[] =>
    ConfigTree.fromSet(lines.join("\n"))
      .effective()
      .toSet()
      .filter((line) => !/interface-range|apply-path/.test(line));

  test("each member of an interface range has what the range says, and keeps its own", () => {
    expect(
      effective(
        "set interfaces interface-range LAN member-range ge-0/0/1 to ge-0/0/3",
        "set interfaces interface-range LAN member ge-0/0/7",
        "set interfaces interface-range LAN mtu 9000",
        "set interfaces interface-range LATER member ge-0/0/7",
        "set interfaces interface-range LATER mtu 1500",
        "set interfaces interface-range LATER description later",
        "set interfaces ge-0/0/2 mtu 1400",
      ).sort(),
    ).toEqual([
      "set interfaces ge-0/0/1 mtu 9000",
      "set interfaces ge-0/0/2 mtu 1400",
      "set interfaces ge-0/0/3 mtu 9000",
      "set interfaces ge-0/0/7 description later",
      "set interfaces ge-0/0/7 mtu 9000",
    ]);
  });

  test.each([
    ["a set of numbers", "member ge-0/0/[2-3,7]", "ge-0/0/7"],
    ["any number", "member ge-0/0/*", "ge-0/0/47"],
    ["cards", "member-range ge-0/0/0 to ge-1/0/3", "ge-1/0/2"],
    ["one interface", "member xe-0/0/0", "xe-0/0/0"],
  ])("an interface by %s of a range is defined", (_what, member, name) => {
    const lines = [
      `set interfaces interface-range R ${member}`,
      "set interfaces interface-range R unit 0 family inet",
      `set security zones security-zone z interfaces ${name}.0`,
    ].join("\n");
    expect(rules(lines, "error")).toEqual([]);
    expect(rules(lines.replace(`${name}.0`, `${name}.1`), "error")).toEqual([
      "undefined-interface",
    ]);
  });

  test("a range has the forms that Junos writes", () => {
    const tree = ConfigTree.fromSet(
      "set interfaces interface-range R member-range ge-0/0/1 to ge-0/0/3",
    );
    expect(tree.toCurly()).toContain("member-range ge-0/0/1 to ge-0/0/3;");
    expect(tree.toXml()).toContain("<end-range>ge-0/0/3</end-range>");
    expect(ConfigTree.fromXml(tree.toXml()).toSet()).toEqual(tree.toSet());
  });

  test("more members than any device has are none, and stop nothing", () => {
    expect(
      effective(
        "set interfaces interface-range R member ge-*/*/*",
        "set interfaces interface-range R mtu 9000",
      ),
    ).toEqual([]);
  });

  test("a prefix list holds the networks that its path leads to", () => {
    expect(
      effective(
        'set policy-options prefix-list peers apply-path "protocols bgp group <*> neighbor <*>"',
        'set policy-options prefix-list own apply-path "interfaces <ge-*> unit <*> family inet address <*>"',
        "set protocols bgp group a neighbor 198.51.100.1",
        "set interfaces ge-0/0/0 unit 0 family inet address 192.0.2.9/24",
        "set interfaces st0 unit 0 family inet address 10.0.0.1/24",
      ).filter((line) => line.includes("prefix-list")),
    ).toEqual([
      "set policy-options prefix-list peers 198.51.100.1/32",
      "set policy-options prefix-list own 192.0.2.0/24",
    ]);
  });
});
