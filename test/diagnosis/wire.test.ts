// What only replies can show: each loss is named with its direction and its place, and never by what is older than the question.
import { causeLines, diagnose, type Observed } from "../../lib/diagnosis";
import { device, DOWN, QUIET, toNat, UP, WIRE_ROWS } from "./wire-rows";
import { devicesOf, type Entered, example, type World } from "./world";

let world: World;

beforeAll(async () => {
  world = await example("route-based");
}, 60_000);

/** What is said of the healthy configurations, or of changed ones, with these replies. */
function said(observed: Observed, entered: Entered = {}): readonly string[] {
  const [tunnel] = world.tunnels;
  if (tunnel === undefined) throw new Error("the example has no tunnel");
  const [found] = diagnose([tunnel], devicesOf(world, entered), new Map([[tunnel.name, observed]]));
  return (found?.causes ?? []).map((cause) => causeLines(cause).join("\n"));
}

function observedIn(name: string): Observed {
  const row = WIRE_ROWS.find((each) => each[1] === name);
  if (row === undefined) throw new Error(`there is no row ${name}`);
  return row[2];
}

test.each(WIRE_ROWS)("row %p: %s", (_row, _name, observed, first) => {
  const causes = said(observed);
  expect(causes[0]).toMatch(first);
  expect(causes).toHaveLength(1);
});

describe("nothing is said", () => {
  test.each<readonly [string, Observed]>([
    ["of nothing", QUIET],
    [
      "where a session has its answers",
      {
        ...QUIET,
        ends: [
          { ...DOWN, ...device("srx1", [toNat(500, 4, 3)], [toNat(500, 2, 2)]) },
          { ...DOWN, ...device("srx2", []) },
        ],
      },
    ],
    [
      "where nothing was sent since the first look",
      {
        ...QUIET,
        ends: [
          { ...DOWN, ...device("srx1", [toNat(500, 9, 5)], [toNat(500, 9, 5)]) },
          { ...DOWN, ...device("srx2", []) },
        ],
      },
    ],
    [
      "where a device does not count packets",
      {
        ...QUIET,
        ends: [
          {
            ...DOWN,
            ...device("srx1", [{ ...toNat(500, 1, 0), sent: undefined, answered: undefined }]),
          },
          undefined,
        ],
      },
    ],
    [
      "of a tunnel that is up",
      {
        ...QUIET,
        ends: [
          { ...UP, ...device("srx1", [toNat(500, 4, 0)]) },
          { ...UP, name: "srx2" },
        ],
      },
    ],
  ])("%s", (_, observed) => {
    expect(said(observed)).toEqual([]);
  });
});

describe("beside what configurations show", () => {
  const closed: Observed = observedIn("a closed port before the NAT device");
  const anotherKey = {
    srx2: ["set security ike policy vpn1 pre-shared-key ascii-text someone-elses-key"],
  };

  test("a lower layer on the wire is a second cause, and the first to be mended", () => {
    const causes = said(closed, anotherKey);
    expect(causes.map((each) => each.split(":")[0])).toEqual(["path", "IKE"]);
    expect(causes[1]).toContain("different pre-shared keys");
  });

  test("the same layer on the wire is evidence for it", () => {
    const causes = said(closed, {
      nat: ["delete security policies from-zone untrust to-zone trust policy srx2-in"],
    });
    expect(causes).toHaveLength(1);
    expect(causes[0]).toMatch(/ends at nat\n(.*\n)* {2}srx1: show security flow session: /);
  });

  test("a higher layer on the wire is what the lower one does", () => {
    const causes = said(
      { ...QUIET, lost: [{ from: "srx1", to: "srx2", encrypted: 3, decrypted: 0 }] },
      anotherKey,
    );
    expect(causes).toHaveLength(1);
    expect(causes[0]).toContain("different pre-shared keys");
  });

  test("a peer that stays silent because of another key is no cause of its own", () => {
    const causes = said(observedIn("a peer that gets everything and stays silent"), anotherKey);
    expect(causes).toHaveLength(1);
    expect(causes[0]).toMatch(/^IKE: .*different pre-shared keys/);
  });
});
