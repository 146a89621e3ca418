// Networks that nobody drew come up, and hosts reach each other exactly where a packet followed through the configurations passes.
import { hasErrors } from "../../../lib/diagnostics";
import type { Synthesis } from "../../../lib/stack";
import { worldOf } from "../../diagnosis/world";
import { chosenRows, digestOf, drawnBy, outdated, reportProof } from "../../life/proof";
import { fc } from "../../random";
import {
  DRAWN,
  type DrawnNetwork,
  hostsOf,
  nameOfSite,
  networksOf,
  outsideOf,
  probesOf,
  SERVER,
  shownOutside,
} from "../../vpn/random-networks";
import { followerOf, leavesBy, synthesized, unroutedSites } from "../../vpn/traced-networks";
import { World } from "./world";

jest.setTimeout(180_000);

/** Always the same, so that a row stays one: what a commit draws is which of them are tried. */
const DRAWINGS = fc.sample(DRAWN, { numRuns: 260, seed: 50 });

interface Row {
  readonly row: string;
  readonly drawn: DrawnNetwork;
}

const nameOf = ({ sites, vpns }: DrawnNetwork): string =>
  `${sites.length} sites, ${vpns
    .map(({ kind, everything, translated }) =>
      [kind, ...(everything ? ["everything"] : []), ...(translated ? ["translated"] : [])].join(
        " ",
      ),
    )
    .join(", ")}`;

const ROWS = DRAWINGS.map((drawn, n): Row => ({ row: `drawing ${n}: ${nameOf(drawn)}`, drawn }));
const TABLE = Object.fromEntries(ROWS.map(({ row, drawn }) => [row, digestOf(drawn)]));

/** As many as shall have come up. */
const WANTED = 50;
const wanted = process.env["VSRX_NETWORKS"];

const isRefused = ({ drawn }: Row): boolean => hasErrors(synthesized(drawn).diagnostics);

/** The first that are not refused, or those that the commit draws of them. */
const tried = ((): readonly Row[] => {
  const rows = chosenRows(ROWS, {
    name: "networks",
    wanted,
    by: drawnBy(TABLE),
    count: 1,
  });
  const found: Row[] = [];
  for (const row of rows) {
    if (found.length === WANTED) break;
    if (!isRefused(row)) found.push(row);
  }
  return found;
})();

const passed = new Map<string, string | undefined>();

/** Cables and machines: hosts, each gateway, its provider's router, the internet and a server on it. */
async function built(drawn: DrawnNetwork): Promise<World> {
  const world = await World.start();
  const sites = drawn.sites.map((site, n) => ({ site, n, networks: networksOf(site, n) }));
  const host = (n: number, index: number): string => `host${n}-${index}`;
  await world.build(
    [
      "internet",
      "server",
      ...sites.flatMap(({ n, networks }) => [
        nameOfSite(n),
        `router${n}`,
        ...networks.map((_, index) => host(n, index)),
      ]),
    ],
    [
      ["server eth0", "internet server0"],
      ...sites.flatMap(({ n, networks }): (readonly [string, string])[] => [
        [`${nameOfSite(n)} ge-0-0-1`, `router${n} eth0`],
        [`router${n} eth1`, `internet eth${n}`],
        ...networks.map(
          (_, index) =>
            [`${host(n, index)} eth0`, `${nameOfSite(n)} ge-0-0-${index === 0 ? 0 : 2}`] as const,
        ),
      ]),
    ],
  );
  await world.run("internet", "ip", "address", "add", "203.0.113.193/26", "dev", "server0");
  await world.host("server", `${SERVER}/26`, "203.0.113.193");
  for (const { site, n, networks } of sites) {
    await provided(world, n, site.nat !== "none");
    for (const [index, network] of networks.entries()) {
      const at = (last: string): string => network.replace(/0\/(\d+)$/, `${last}/$1`);
      await world.host(host(n, index), at("9"), at("1").split("/")[0] ?? "");
      await world.run(host(n, index), "ip", "address", "add", at("209"), "dev", "eth0");
    }
  }
  for (const node of ["internet", ...sites.map(({ n }) => `router${n}`)])
    await world.run(node, "sysctl", "-qw", "net.ipv4.ip_forward=1");
  return world;
}

/** A site's router, and what it translates: one for one where others may begin, ports rewritten where not. */
async function provided(world: World, n: number, isTranslated: boolean): Promise<void> {
  const { own, router } = outsideOf(n);
  const link = [`100.64.${n}.1`, `100.64.${n}.2`] as const;
  const node = `router${n}`;
  await world.run(node, "ip", "address", "add", `${router}/24`, "dev", "eth0");
  await world.run(node, "ip", "address", "add", `${link[1]}/30`, "dev", "eth1");
  await world.run("internet", "ip", "address", "add", `${link[0]}/30`, "dev", `eth${n}`);
  await world.run(node, "ip", "route", "add", "default", "via", link[0]);
  const shown = isTranslated ? `${shownOutside(n)}/32` : `${own}/24`.replace(".2/", ".0/");
  await world.run("internet", "ip", "route", "add", shown, "via", link[1]);
  if (!isTranslated) return;
  const rules = [
    "add table ip nat",
    "add chain ip nat in { type nat hook prerouting priority -100; }",
    "add chain ip nat out { type nat hook postrouting priority 100; }",
    `add rule ip nat in iifname eth1 ip daddr ${shownOutside(n)} dnat to ${own}`,
    `add rule ip nat out oifname eth1 snat to ${shownOutside(n)}`,
  ];
  await world.run(node, "nft", rules.join("; "));
}

/** Several at a time: most of them wait for an answer that doesn't come. */
async function pinged<
  Probe extends { readonly from: number; readonly source: string; readonly destination: string },
>(world: World, drawn: DrawnNetwork, probes: readonly Probe[]): Promise<ReadonlySet<Probe>> {
  const reached = new Set<Probe>();
  const queue = [...probes];
  const work = async (): Promise<void> => {
    for (let probe = queue.shift(); probe !== undefined; probe = queue.shift()) {
      const site = drawn.sites[probe.from];
      const index =
        site === undefined ? 0 : Math.floor(hostsOf(site, probe.from).indexOf(probe.source) / 2);
      const argv = ["ping", "-nqc1", "-W1", "-I", probe.source, probe.destination];
      const said = await world.run(`host${probe.from}-${index}`, ...argv);
      if (said.includes(" 1 received")) reached.add(probe);
    }
  };
  await Promise.all(Array.from({ length: 12 }, work));
  return reached;
}

const textOf = ({
  from,
  source,
  destination,
}: {
  readonly from: number;
  readonly source: string;
  readonly destination: string;
}): string => `${nameOfSite(from)} ${source} > ${destination}`;

interface Packet {
  readonly from: number;
  readonly source: string;
  readonly destination: string;
}

/** What a followed packet says of every probe: whether an answer comes. */
function expected(
  drawn: DrawnNetwork,
  synthesis: Synthesis,
): readonly (readonly [Packet, boolean])[] {
  const follow = followerOf(synthesis);
  const lost = unroutedSites(synthesis);
  const isJudged = ({ from }: Packet, to: string | undefined): boolean =>
    !lost.includes(nameOfSite(from)) && !lost.includes(to ?? "");
  const between = probesOf(drawn).flatMap((probe): (readonly [Packet, boolean])[] => {
    const trace = follow(probe.from, probe.source, probe.destination);
    const to = trace.hops.filter(({ what }) => what === "delivered").at(-1)?.device;
    return isJudged(probe, to) ? [[probe, trace.verdict === "passes"]] : [];
  });
  const outward = drawn.sites.flatMap((site, from): (readonly [Packet, boolean])[] => {
    const probe = { from, source: hostsOf(site, from)[0] ?? "", destination: SERVER };
    const by = leavesBy(follow(from, probe.source, SERVER));
    return isJudged(probe, by) ? [[probe, by !== undefined]] : [];
  });
  return [...between, ...outward];
}

async function walk({ drawn }: Row): Promise<string> {
  const synthesis = synthesized(drawn);
  const probes = expected(drawn, synthesis);
  const world = await built(drawn);
  try {
    for (const [name, tree] of worldOf(synthesis).planned)
      expect(await world.apply(name, tree.toSet().join("\n"))).toEqual([]);
    const shall = probes.filter(([, passes]) => passes).map(([packet]) => packet);
    const shallNot = probes.filter(([, passes]) => !passes).map(([packet]) => packet);
    let missing: readonly Packet[] = shall;
    for (const end = Date.now() + 60_000; missing.length > 0 && Date.now() < end;) {
      const reached = await pinged(world, drawn, missing);
      missing = missing.filter((packet) => !reached.has(packet));
    }
    expect(missing.map(textOf)).toEqual([]);
    expect([...(await pinged(world, drawn, shallNot))].map(textOf)).toEqual([]);
    return `${shall.length} pings answered, ${shallNot.length} not, as followed`;
  } finally {
    await world.stop();
  }
}

test.each(tried)("$row", async (row) => {
  passed.set(row.row, await walk(row));
});

test("the stored proof is of these drawings: else `npm run proof -- networks` tries them again", () => {
  reportProof(
    TABLE,
    tried.map(({ row }) => row),
    passed,
  );
  if (wanted === undefined) expect(outdated("networks", TABLE)).toEqual([]);
});
