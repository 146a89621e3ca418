// Nothing moves because something else came: a newcomer takes what is free, or is refused with the pins that keep the others.
import { AwsSite, DynamicEndpointGateway, Gateway, Host, Nat, StackScope } from "pulumi-vsrx";
import { PlacementHandler } from "../../lib/provider/placement";
import { type CheckRequest, type PropertyMap } from "../../lib/rpc";
import { hashed, type Placed, type Pins } from "../../lib/topology";
import { fc } from "../random";
import { SHARED } from "./office";

const handler = new PlacementHandler();

/** What the provider says to a changed placement. */
async function judged(before: Placed, after: Placed): Promise<string | undefined> {
  const inputs = (placed: Placed): PropertyMap => ({ placed });
  const request = { oldInputs: inputs(before), newInputs: inputs(after) } as CheckRequest;
  return (await handler.check(request)).failures?.[0]?.reason;
}

const pinsIn = (reason: string): Pins =>
  JSON.parse(/stack\.pin\((\{.*?\})\)/.exec(reason)?.[1] ?? "{}") as Pins;

function hosts(names: readonly string[], cidr: string, pins: Pins = {}): Placed {
  const scope = new StackScope("stack").pin(pins);
  const site = new AwsSite(scope, "site", { cidr: "10.1.0.0/16", ...SHARED });
  for (const name of names) new Host(scope, name, { network: site.subnet(cidr), ami: "ami-host" });
  return scope.placement.placed;
}

/** Names of `before` that have another number in `after`. */
function moved(before: Placed, after: Placed): readonly string[] {
  return Object.entries(before).flatMap(([place, names]) =>
    Object.entries(names)
      .filter(([name, number]) => (after[place]?.[name] ?? number) !== number)
      .map(([name]) => name),
  );
}

const NAME = fc.stringMatching(/^[a-z][a-z0-9]{1,7}$/);
const PAIRS = 200;

test.each([
  ["10.1.2.0/28", 4],
  ["10.1.2.0/26", 4],
  ["10.1.2.0/24", 4],
])("in %s, of 200 newcomers beside %i hosts none moves another", async (cidr, count) => {
  const programs = fc.sample(
    fc.uniqueArray(NAME, { minLength: count + 1, maxLength: count + 1 }),
    PAIRS,
  );
  let moves = 0;
  let refused = 0;
  for (const [newcomer = "", ...names] of programs) {
    const before = hosts(names, cidr);
    const all = [newcomer, ...names];
    let after = hosts(all, cidr);
    let reason = await judged(before, after);
    // Exactly what would move is refused, and what the refusal prints is enough.
    expect(reason !== undefined).toBe(moved(before, after).length > 0);
    if (reason !== undefined) {
      refused += 1;
      after = hosts(all, cidr, pinsIn(reason));
      reason = await judged(before, after);
    }
    expect(reason).toBeUndefined();
    moves += moved(before, after).length;
  }
  expect({ moves, isSometimesRefused: refused > 0 || cidr !== "10.1.2.0/28" }).toEqual({
    moves: 0,
    isSometimesRefused: true,
  });
  process.stdout.write(`${cidr}: ${refused} of ${PAIRS} newcomers refused, ${moves} moves\n`);
});

test("a refusal names who would move, from where, and for whom", async () => {
  const before: Placed = { "s:10.1.2.0/28": { "s/gw/internal": "10.1.2.7" } };
  const after: Placed = {
    "s:10.1.2.0/28": { "s/app/host": "10.1.2.7", "s/gw/internal": "10.1.2.8" },
  };
  const reason = await judged(before, after);
  expect(reason).toContain(
    "s/gw/internal in s:10.1.2.0/28: 10.1.2.7, which s/app/host would get; it would become 10.1.2.8",
  );
  expect(pinsIn(reason ?? "")).toEqual({ "s:10.1.2.0/28 s/gw/internal": "10.1.2.7" });
});

/** AS numbers that the program gives. */
type HubAsks = Readonly<Record<string, number>>;

/** A hub in whose network tunnels collide easily. */
function hub(branches: readonly string[], pins: Pins = {}, asked: HubAsks = {}): Placed {
  const scope = new StackScope("stack").pin(pins);
  const gateway = (id: string, number: number): Gateway => {
    const site = new AwsSite(scope, `${id}-site`, { cidr: `10.${number}.0.0/16`, ...SHARED });
    return new Gateway(scope, id, {
      site,
      external: site.subnet(`10.${number}.1.0/24`),
      internal: site.subnet(`10.${number}.2.0/24`),
      nat: Nat.elasticIp(),
    });
  };
  const point = new DynamicEndpointGateway(scope, "hub", {
    gateway: gateway("hq", 1),
    routing: "bgp",
    ...(asked["hub"] === undefined ? {} : { autonomousSystem: asked["hub"] }),
    tunnelNetwork: branches.length > 4 ? "169.254.64.0/24" : "169.254.64.0/28",
  });
  for (const [index, id] of branches.entries()) {
    const own = asked[id];
    point.connect(gateway(id, index + 2), {
      presharedKey: id,
      ...(own === undefined ? {} : { autonomousSystem: own }),
    });
  }
  return scope.placement.placed;
}

test("tunnel networks and st0 units keep their numbers when a branch comes", async () => {
  const programs = fc.sample(fc.uniqueArray(NAME, { minLength: 4, maxLength: 4 }), 20);
  for (const [newcomer = "", ...names] of programs) {
    const before = hub(names);
    let after = hub([newcomer, ...names]);
    const reason = await judged(before, after);
    if (reason !== undefined) after = hub([newcomer, ...names], pinsIn(reason));
    expect(moved(before, after)).toEqual([]);
    expect(await judged(before, after)).toBeUndefined();
  }
});

test("AS numbers keep theirs when a branch comes, and no two branches have one", async () => {
  const size = 65_534 - 64_513 + 1;
  const places = fc.sample(fc.uniqueArray(NAME, { minLength: 5, maxLength: 5 }), 20);
  let refused = 0;
  for (const names of places) {
    const [first = ""] = names;
    // One whose own number the first has already, and which is placed before it.
    const wanted = hashed(`stack/${first}`, size);
    let newcomer = "";
    for (let at = 0; hashed(`stack/${newcomer}`, size) !== wanted; at += 1) newcomer = `a-${at}`;
    const before = hub(names);
    let after = hub([...names, newcomer]);
    const reason = await judged(before, after);
    expect(reason !== undefined).toBe(moved(before, after).length > 0);
    if (reason !== undefined) {
      refused += 1;
      after = hub([...names, newcomer], pinsIn(reason));
    }
    expect(moved(before, after)).toEqual([]);
    expect(await judged(before, after)).toBeUndefined();
    const numbers = Object.values(after["AS numbers"] ?? {}).map(Number);
    expect(new Set(numbers).size).toBe(names.length + 1);
    for (const number of numbers) {
      expect(number).toBeGreaterThanOrEqual(64_513);
      expect(number).toBeLessThanOrEqual(65_534);
    }
  }
  expect(refused).toBeGreaterThan(0);
});

test("no branch gets the AS number that the hub or another branch was given", () => {
  const [free = ""] = Object.values(hub(["b1"])["AS numbers"] ?? {});
  const numbers = (asked: HubAsks): readonly string[] =>
    Object.values(hub(["b1", "b2"], {}, asked)["AS numbers"] ?? {});
  expect(numbers({})).toContain(free);
  expect(numbers({ hub: Number(free) })).not.toContain(free);
  // The one that was given is the program's, not ours to keep.
  expect(numbers({ b2: Number(free) })).toEqual([String(Number(free) + 1)]);
});

test("a rename with an alias keeps every number", () => {
  const named = (id: string, aliases?: readonly string[]): string | undefined => {
    const scope = new StackScope("stack");
    const site = new AwsSite(scope, "site", { cidr: "10.1.0.0/16", ...SHARED });
    const network = site.subnet("10.1.2.0/24");
    return new Host(scope, id, { network, ami: "ami-host", ...(aliases && { aliases }) }).address;
  };
  expect(named("new", ["stack-old"])).toBe(named("old"));
  expect(named("new")).not.toBe(named("old"));
});
