// Every pair of NAT kinds that the table promises a tunnel for, in the lab with traffic, under IKEv1 and IKEv2.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { chosenRows, digestOf, drawnBy, outdated, reportProof } from "../life/proof";
import { expected, IKE_VERSIONS, NAT_FRONTS } from "../nat-matrix";
import { Program, TestLab } from "./lab";

jest.setTimeout(600_000);

const lab = new TestLab();
const program = new Program("test/e2e/programs/nat-matrix");
const wanted = process.env["VSRX_NAT_MATRIX"];

afterAll(async () => {
  await lab.close();
  program.remove();
});

/** What the table says of the cells that are not refused: name of the VPN, and whether a NAT is found. */
const promised = NAT_FRONTS.flatMap((initiator) =>
  NAT_FRONTS.flatMap((responder) => {
    const outcome = expected(initiator, responder);
    if ("refused" in outcome) return [];
    return [`${initiator.name}-to-${responder.name}, NAT found: ${outcome.nat}`];
  }),
);

const SOURCE = readFileSync(join(__dirname, "programs/nat-matrix/index.ts"), "utf8");
const TABLE = Object.fromEntries(
  IKE_VERSIONS.map((version) => [version, digestOf([version, promised, SOURCE])]),
);

/** Both take minutes: a proof tries both, an ordinary run the one that the commit draws. */
const tried = chosenRows(
  IKE_VERSIONS.map((row) => ({ row })),
  { name: "nat-matrix", wanted, by: drawnBy(TABLE), count: 1 },
).map(({ row }) => row);

const passed = new Map<string, string | undefined>();

test("what was proven is what the table and the program still say", () => {
  if (wanted === undefined) expect(outdated("nat-matrix", TABLE)).toEqual([]);
  expect(tried).not.toEqual([]);
});

// One peer address has one daemon in the lab: the second version takes the place of the first.
test.each(tried)("every cell comes up as promised, %s", async (version) => {
  if (version === "IKEv2") program.edit(["suites.modernV1", "suites.modern"]);
  const { code, stderr, report } = await lab.up(program.folder, { seconds: 500 });
  expect(`${code} ${stderr}`).toMatch(/^0 /);
  expect(report.tunnels.filter(({ verified }) => !verified)).toEqual([]);
  expect(
    report.tunnels.map(({ name, natFound }) => `${name}, NAT found: ${natFound}`).sort(),
  ).toEqual([...promised].sort());
  for (const { natFound, endpoints } of report.tunnels) {
    const port = natFound ? 4500 : 500;
    expect(endpoints.map((end) => end.port)).toEqual([port, port]);
    for (const end of endpoints) expect(Math.min(end.bytesIn, end.bytesOut)).toBeGreaterThan(0);
  }
  const seen = await lab.cli("r-none", "show configuration security ike");
  expect(seen.includes("v2-only")).toBe(version === "IKEv2");
  passed.set(version, `${report.tunnels.length} tunnels verified`);
});

afterAll(() => reportProof(TABLE, tried, passed));
