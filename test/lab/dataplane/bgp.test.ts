// BGP as a configuration asks for it, policies as route maps, and the words for the routing daemon; without a daemon.

import { contains, rangeOf } from "../../../lib/net";
import { fc } from "../../random";
import { compile, type DataplanePlan } from "../../../lab/dataplane";
import type { BgpPlan } from "../../../lab/dataplane/bgp";
import { changes, configuration } from "../../../lab/dataplane/bgp/render";
import { learnedRoutes, seconds } from "../../../lab/dataplane/bgp/report";
import { reachOf } from "../../../lab/dataplane/bgp/speaker";
import { ConfigTree } from "../../../lib/junos";

const BASE = `
set interfaces ge-0/0/0 unit 0 family inet address 192.0.2.1/24
set interfaces st0 unit 0 family inet address 169.254.1.1/30
set routing-options autonomous-system 64512
set protocols bgp group up type external
set protocols bgp group up neighbor 192.0.2.2 peer-as 65001
`;

function compiled(more = "", base = BASE): { plan: DataplanePlan; warnings: readonly string[] } {
  const { plan, warnings } = compile(ConfigTree.fromSet(`${base}\n${more}`), {
    interfaces: ["ge-0/0/0"],
  });
  return { plan, warnings: warnings.map(({ path, message }) => `${path}: ${message}`) };
}

function bgp(more = "", base = BASE): BgpPlan {
  const { plan } = compiled(more, base);
  if (plan.bgp === undefined) throw new Error("there is no BGP");
  return plan.bgp;
}

/** Names say what is in them, which tests of what is in them need not. */
const plain = (line: string): string => line.replaceAll(/~[0-9a-f]{8}/g, "");

const lines = (more = ""): readonly string[] => configuration(bgp(more)).map(plain);

/** The entries of a route map as their lines, without its name. */
function map(name: string, more: string): readonly string[] {
  const all = lines(more);
  const first = all.findIndex((line) => line.startsWith(`route-map ${name} `));
  const rest = all.slice(first);
  const end = rest.findIndex(
    (line) => /^(route-map|router)/.test(line) && !line.startsWith(`route-map ${name} `),
  );
  return rest
    .slice(0, end)
    .filter((line) => line !== "exit")
    .map((line) => line.replace(`route-map ${name} `, ""));
}

describe("sessions", () => {
  test("without BGP there is no plan for it", () => {
    expect(
      compiled("", "set interfaces ge-0/0/0 unit 0 family inet address 192.0.2.1/24").plan.bgp,
    ).toBeUndefined();
    expect(compiled("delete protocols bgp group up neighbor 192.0.2.2").plan.bgp).toBeUndefined();
  });

  test("over a tunnel interface end with it, unless other ways could lead to the neighbour", () => {
    const tunnels = (more: string): readonly (string | undefined)[] =>
      bgp(more).neighbors.map(({ tunnel }) => tunnel);
    const vpn = "set protocols bgp group vpn neighbor 169.254.1.2 peer-as";
    expect(tunnels(`${vpn} 65002`)).toEqual([undefined, "st0.0"]);
    expect(tunnels(`${vpn} 64512`)).toEqual([undefined, undefined]);
    expect(tunnels(`${vpn} 65002\nset protocols bgp group vpn multihop ttl 4`)).toEqual([
      undefined,
      undefined,
    ]);
  });

  test("have Junos's timers unless they are given, and the innermost level counts", () => {
    expect(lines()).toContain("neighbor 192.0.2.2 timers 30 90");
    const given = lines(`set protocols bgp hold-time 60
      set protocols bgp group up hold-time 30
      set protocols bgp group up neighbor 192.0.2.2 hold-time 9`);
    expect(given).toContain("neighbor 192.0.2.2 timers 3 9");
    expect(lines("set protocols bgp group up hold-time 30")).toContain(
      "neighbor 192.0.2.2 timers 10 30",
    );
  });

  test("carry what the neighbour is", () => {
    const told = lines(`set protocols bgp group up local-address 192.0.2.1
      set protocols bgp group up passive
      set protocols bgp group up multihop ttl 4
      set protocols bgp group in type internal
      set protocols bgp group in neighbor 192.0.2.9`);
    for (const line of [
      "router bgp 64512",
      "neighbor 192.0.2.2 remote-as 65001",
      "neighbor 192.0.2.2 update-source 192.0.2.1",
      "neighbor 192.0.2.2 passive",
      "neighbor 192.0.2.2 ebgp-multihop 4",
      "neighbor 192.0.2.9 remote-as 64512",
    ]) {
      expect(told).toContain(line);
    }
    expect(told).toContain("neighbor 192.0.2.2 next-hop-self");
    expect(told).not.toContain("neighbor 192.0.2.9 next-hop-self");
  });

  test("a neighbour on a link is one hop away; over a tunnel the lab has two more", () => {
    const told = lines("set protocols bgp group up neighbor 169.254.1.2 peer-as 65002");
    expect(told.filter((line) => line.includes("multihop"))).toEqual([
      "neighbor 169.254.1.2 ebgp-multihop 3",
    ]);
  });

  test("the router's id is given, or the loopback interface's, or the first address", () => {
    expect(bgp().routerId).toBe("192.0.2.1");
    const loopback = "set interfaces lo0 unit 0 family inet address 10.9.9.9/32";
    expect(bgp(loopback).routerId).toBe("10.9.9.9");
    expect(bgp(`${loopback}\nset routing-options router-id 10.8.8.8`).routerId).toBe("10.8.8.8");
  });
});

describe("warnings", () => {
  test("a plain configuration has none", () => {
    expect(compiled("set protocols bgp group up family inet unicast").warnings).toEqual([]);
  });

  test.each([
    ["set protocols bgp group up family inet6 unicast", "protocols bgp group up family inet6"],
    ["set protocols bgp group up cluster 1.1.1.1", "protocols bgp group up cluster"],
    [
      "set protocols bgp group up bfd-liveness-detection minimum-interval 300",
      "protocols bgp group up bfd-liveness-detection",
    ],
    [
      "set protocols bgp group up neighbor 192.0.2.2 authentication-key x",
      "protocols bgp group up neighbor 192.0.2.2 authentication-key",
    ],
    ["set protocols bgp preference 180", "protocols bgp preference"],
    [
      "set protocols bgp group up neighbor 2001:db8::2 peer-as 65003",
      "protocols bgp group up neighbor 2001:db8::2",
    ],
    ["set protocols bgp group up export nowhere", "policy-options policy-statement nowhere"],
    [
      `set policy-options policy-statement p term t from as-path some
       set policy-options as-path some "65.*"
       set protocols bgp group up import p`,
      "policy-options policy-statement p term t from as-path",
    ],
    [
      `set policy-options policy-statement p term t then preference 9
       set protocols bgp group up import p`,
      "policy-options policy-statement p term t then preference",
    ],
    [
      `set policy-options policy-statement p term t to neighbor 192.0.2.2
       set protocols bgp group up export p`,
      "policy-options policy-statement p term t to",
    ],
  ])("%s is named with its path", (more, path) => {
    expect(compiled(more).warnings.join("\n")).toContain(`${path}: `);
  });

  test("a key does not stand in its warning", () => {
    const { warnings } = compiled("set protocols bgp group up authentication-key secret-word");
    expect(warnings.join()).toMatch(/authentication-key/);
    expect(warnings.join()).not.toMatch(/secret-word/);
  });

  test("OSPF is still not spoken", () => {
    expect(compiled("set protocols ospf area 0 interface ge-0/0/0.0").warnings.join()).toMatch(
      /protocols ospf: /,
    );
  });
});

describe("policies", () => {
  test("without any, BGP routes are announced and everything is taken", () => {
    expect(map("out-192.0.2.2", "")).toEqual(["permit 10", "match tag 3", "deny 20"]);
    expect(map("in-192.0.2.2", "")).toEqual(["permit 10", "set tag 3", "deny 20"]);
  });

  test("what the library renders: some prefixes of some sources, nothing else", () => {
    const more = `
      set policy-options policy-statement out term protected from protocol direct
      set policy-options policy-statement out term protected from protocol static
      set policy-options policy-statement out term protected from protocol bgp
      set policy-options policy-statement out term protected from route-filter 10.1.0.0/24 exact
      set policy-options policy-statement out term protected then metric 5
      set policy-options policy-statement out term protected then accept
      set policy-options policy-statement out term others then reject
      set protocols bgp group up export out`;
    const filter = "match ip address prefix-list out.protected";
    expect(map("out-192.0.2.2", more).slice(0, 13)).toEqual([
      ...["permit 10", "match tag 1", filter, "set metric 5"],
      ...["permit 20", "match tag 2", filter, "set metric 5"],
      ...["permit 30", "match tag 3", filter, "set metric 5"],
      "deny 40",
    ]);
    expect(lines(more).filter((line) => line.startsWith("ip prefix-list out."))).toEqual([
      "ip prefix-list out.protected seq 10 permit 10.1.0.0/24",
    ]);
  });

  test("a term that does not decide changes the route and goes on, to the next term or the next policy", () => {
    const more = `
      set policy-options policy-statement first term a then metric 5
      set policy-options policy-statement first term b from metric 5
      set policy-options policy-statement first term b then local-preference 50
      set policy-options policy-statement first term b then next policy
      set policy-options policy-statement first term c then reject
      set policy-options policy-statement second then accept
      set protocols bgp group up import [ first second ]`;
    expect(map("in-192.0.2.2", more)).toEqual([
      ...["permit 10", "set metric 5", "on-match goto 20"],
      ...["permit 20", "match metric 5", "set local-preference 50", "on-match goto 40"],
      "deny 30",
      ...["permit 40", "set tag 3"],
      ...["permit 50", "set tag 3"],
      "deny 60",
    ]);
  });

  test("a neighbour's own policies replace its group's", () => {
    const more = `
      set policy-options policy-statement yes then accept
      set policy-options policy-statement no then reject
      set protocols bgp group up export yes
      set protocols bgp group up neighbor 192.0.2.2 export no`;
    expect(map("out-192.0.2.2", more)[0]).toBe("deny 10");
  });

  test("a term with a condition that is not carried out matches nothing", () => {
    const more = `
      set policy-options policy-statement p term t from community c
      set policy-options policy-statement p term t then reject
      set policy-options community c members 65000:1
      set protocols bgp group up import p`;
    expect(map("in-192.0.2.2", more)).toEqual(["permit 10", "set tag 3", "deny 20"]);
  });

  test.each([
    ['then as-path-prepend "64512 64512"', "set as-path prepend 64512 64512"],
    ["then as-path-expand last-as count 3", "set as-path prepend last-as 3"],
    ["then metric add 7", "set metric +7"],
    ["then local-preference subtract 7", "set local-preference -7"],
    ["then origin igp", "set origin igp"],
    ["then next-hop peer-address", "set ip next-hop peer-address"],
  ])("%s is %s", (words, line) => {
    const more = `set policy-options policy-statement p term t ${words}
      set protocols bgp group up import p`;
    expect(map("in-192.0.2.2", more)).toContain(line);
  });

  test("a next hop of its own is said to neighbours of the same AS; others hear of no other", () => {
    const more = `set policy-options policy-statement p then next-hop self
      set protocols bgp group up export p
      set protocols bgp group in type internal
      set protocols bgp group in export p
      set protocols bgp group in neighbor 192.0.2.9`;
    expect(map("out-192.0.2.2", more).join()).not.toMatch(/next-hop/);
    expect(
      map("out-192.0.2.9", `${more}\nset protocols bgp group in local-address 192.0.2.1`),
    ).toContain("set ip next-hop 192.0.2.1");
    expect(compiled(more).warnings.join()).toMatch(/policy-statement p then next-hop: /);
  });

  test("prefix lists of the configuration are filters too", () => {
    const list = (words: string): readonly string[] =>
      lines(`set policy-options prefix-list l 10.1.0.0/16
        set policy-options policy-statement p term t from ${words}
        set policy-options policy-statement p term t then reject
        set protocols bgp group up import p`).filter((line) =>
        line.startsWith("ip prefix-list p.t"),
      );
    expect(list("prefix-list l")).toEqual(["ip prefix-list p.t seq 10 permit 10.1.0.0/16"]);
    expect(list("prefix-list-filter l orlonger")).toEqual([
      "ip prefix-list p.t seq 10 permit 10.1.0.0/16 le 32",
    ]);
  });
});

describe("route filters", () => {
  interface Filter {
    readonly prefix: string;
    readonly how: string;
  }

  /** What Junos's documentation says of route filters, word by word. */
  function wanted(filters: readonly Filter[], route: string): boolean {
    const length = Number(route.split("/")[1]);
    const around = filters.filter(({ prefix }) => {
      return (
        Number(prefix.split("/")[1]) <= length &&
        contains(rangeOf(prefix), route.split("/")[0] ?? "")
      );
    });
    const longest = Math.max(...around.map(({ prefix }) => Number(prefix.split("/")[1])));
    return around
      .filter(({ prefix }) => Number(prefix.split("/")[1]) === longest)
      .some(({ how }) => {
        if (how === "exact") return length === longest;
        if (how === "orlonger") return true;
        if (how === "longer") return length > longest;
        const [, kind, low, high] =
          /^(upto|prefix-length-range) \/(\d+)(?:-\/(\d+))?$/.exec(how) ?? [];
        return kind === "upto"
          ? length <= Number(low)
          : length >= Number(low) && length <= Number(high);
      });
  }

  /** What the routing daemon makes of a prefix list: the first line that matches decides, and none refuses. */
  function permitted(list: BgpPlan["lists"][number] | undefined, route: string): boolean {
    const length = Number(route.split("/")[1]);
    const line = list?.lines.find(({ prefix, from, to }) => {
      const own = Number(prefix.split("/")[1]);
      if (length < own || !contains(rangeOf(prefix), route.split("/")[0] ?? "")) return false;
      const low = from ?? own;
      const high = to ?? (from === undefined ? own : 32);
      return length >= low && length <= high;
    });
    return line?.action === "permit";
  }

  const length = fc.integer({ min: 8, max: 32 });
  /** Few bits vary, so that filters lie in each other. */
  const prefix = fc
    .tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 }), length)
    .map(([b, d, own]) => {
      const number = (10 << 24) | (b << 22) | (d << 6);
      const first = (own === 32 ? number : (number >>> (32 - own)) << (32 - own)) >>> 0;
      return `${[24, 16, 8, 0].map((shift) => (first >>> shift) & 255).join(".")}/${own}`;
    });
  const how = fc.oneof(
    fc.constantFrom("exact", "orlonger", "longer"),
    length.map((own) => `upto /${own}`),
    fc
      .tuple(length, length)
      .map(([a, b]) => `prefix-length-range /${Math.min(a, b)}-/${Math.max(a, b)}`),
  );

  test("are asked as Junos does: the longest that a route lies in, and no other", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.record({ prefix, how }), {
          minLength: 1,
          maxLength: 5,
          selector: (each) => each.prefix,
        }),
        fc.array(prefix, { minLength: 5, maxLength: 20 }),
        (filters, routes) => {
          const plan = bgp(`${filters
            .map(
              (each) =>
                `set policy-options policy-statement p term t from route-filter ${each.prefix} ${each.how}`,
            )
            .join("\n")}
            set policy-options policy-statement p term t then accept
            set protocols bgp group up export p`);
          const list = plan.lists.find(({ name }) => name === "p.t");
          for (const route of routes) {
            expect([route, permitted(list, route)]).toEqual([route, wanted(filters, route)]);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("the device's own routes", () => {
  test("bear a tag of their source; the ones that BGP is better than do not stand in its way", () => {
    const more = `
      set routing-options static route 10.7.0.0/16 next-hop 192.0.2.9
      set routing-options static route 10.8.0.0/16 discard
      set routing-options static route 10.8.0.0/16 preference 200
      set routing-options static route 10.9.0.0/16 next-hop 192.0.2.9
      set routing-options static route 10.9.0.0/16 no-readvertise`;
    expect(lines(more)).toEqual(
      expect.arrayContaining([
        "ip prefix-list static-routes seq 10 permit 10.7.0.0/16",
        "ip prefix-list static-last seq 10 permit 10.8.0.0/16",
      ]),
    );
    expect(map("from-kernel", more)).toEqual([
      ...["permit 10", "match ip address prefix-list static-routes", "set tag 2", "set metric 0"],
      ...["permit 20", "match ip address prefix-list static-last"],
      ...["set tag 2", "set metric 0", "set weight 0", "set local-preference 0"],
      ...["permit 30", "match ip address prefix-list leased-routes", "set tag 4", "set metric 0"],
      ...["permit 40", "set tag 5", "set metric 0"],
    ]);
    const { plan } = compiled(more);
    const metrics = plan.routes.map(({ text }) => Number(/metric (\d+)$/.exec(text)?.[1]));
    // The routing daemon reads the first byte as a distance, and its own routes have the metric 20.
    expect(metrics).toEqual([80, 200 * 2 ** 24 + 3200, 80]);
  });
});

describe("changes", () => {
  test("the same plan needs none", () => {
    expect(changes(bgp(), bgp())).toEqual([]);
  });

  test("another neighbour leaves the first one's session alone", () => {
    const more = "set protocols bgp group up neighbor 192.0.2.3 peer-as 65003";
    const added = changes(bgp(), bgp(more)) ?? [];
    expect(added).toContain("neighbor 192.0.2.3 remote-as 65003");
    expect(added.filter((line) => line.includes("192.0.2.2"))).toEqual([]);
    const gone = changes(bgp(more), bgp()) ?? [];
    expect(gone).toContain("no neighbor 192.0.2.3");
    expect(gone.map(plain)).toContain("no route-map out-192.0.2.3");
    expect(gone.filter((line) => line.includes("192.0.2.2"))).toEqual([]);
  });

  test("another policy has another name, its users turn to it, and only then the old one goes", () => {
    const policy = (
      metric: number,
    ): string => `set policy-options policy-statement p then metric ${metric}
      set protocols bgp group up export p`;
    const told = changes(bgp(policy(1)), bgp(policy(2))) ?? [];
    const place = (pattern: RegExp): number => told.findIndex((line) => pattern.test(line));
    const made = /^route-map (\S+) permit 10$/.exec(told[0] ?? "")?.[1] ?? "";
    const gone = /^no route-map (\S+)$/.exec(told.at(-1) ?? "")?.[1] ?? "";
    expect([made, gone].map(plain)).toEqual(["out-192.0.2.2", "out-192.0.2.2"]);
    expect(made).not.toBe(gone);
    expect(told).toContain("set metric 2");
    expect(told).toContain(`neighbor 192.0.2.2 route-map ${made} out`);
    expect(place(/^no route-map/)).toBeGreaterThan(place(/^neighbor .* out$/));
    expect(told.filter((line) => /no neighbor|remote-as|redistribute/.test(line))).toEqual([]);
  });

  test("a static route more turns the device's own routes to another map, and no neighbour", () => {
    const told =
      changes(bgp(), bgp("set routing-options static route 10.7.0.0/16 next-hop 192.0.2.9")) ?? [];
    expect(told.filter((line) => line.startsWith("neighbor"))).toEqual([]);
    expect(told.map(plain)).toEqual(
      expect.arrayContaining([
        "redistribute kernel route-map from-kernel",
        "no route-map from-kernel",
      ]),
    );
  });

  test("another number of its own, or another id, means to begin anew", () => {
    expect(changes(bgp(), bgp("set routing-options router-id 10.8.8.8"))).toBeUndefined();
    expect(changes(bgp(), bgp("", BASE.replace("64512", "64513")))).toBeUndefined();
  });
});

describe("what the daemons show", () => {
  const zebra = {
    "10.1.0.0/24": [
      {
        protocol: "bgp",
        selected: true,
        uptime: "00:01:02",
        nexthops: [{ ip: "169.254.1.2", interfaceName: "st0.0" }],
      },
    ],
    "10.2.0.0/24": [
      { protocol: "kernel", selected: true, nexthops: [{ interfaceName: "ge-0-0-0" }] },
      { protocol: "bgp", nexthops: [{ ip: "169.254.1.2", interfaceName: "st0.0" }] },
    ],
  };

  test("only routes that the device forwards by count as reached through a tunnel", () => {
    const { prefixes, learned } = reachOf(zebra);
    expect(prefixes).toEqual(["10.1.0.0/24", "10.2.0.0/24"]);
    expect([...learned]).toEqual([["st0.0", ["10.1.0.0/24"]]]);
  });

  test("a route that lost to a static one is there, and not active", () => {
    const path = {
      valid: true,
      bestpath: true,
      peerId: "169.254.1.2",
      path: "65001",
      origin: "incomplete",
    };
    const own = { valid: true, bestpath: true, peerId: "(unspec)", path: "", origin: "incomplete" };
    const hop = { nexthops: [{ ip: "169.254.1.2" }] };
    const found = learnedRoutes(
      {
        "10.1.0.0/24": [{ ...path, ...hop }],
        "10.2.0.0/24": [own, { ...path, ...hop, bestpath: false }],
      },
      zebra,
    );
    expect(found).toMatchObject([
      {
        prefix: "10.1.0.0/24",
        active: true,
        link: "st0.0",
        asPath: "65001 ?",
        ageSeconds: 62,
        localPreference: 100,
      },
      { prefix: "10.2.0.0/24", active: false },
    ]);
    expect(found).toHaveLength(2);
  });

  test.each([
    ["00:01:02", 62],
    ["1d02h03m", 93_780],
    ["01w2d03h", 788_400],
    [undefined, 0],
  ])("%s are %i seconds", (shown, count) => {
    expect(seconds(shown)).toBe(count);
  });
});
