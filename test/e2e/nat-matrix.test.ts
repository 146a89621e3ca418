// Every pair of NAT kinds that the table promises a tunnel for, in the lab with traffic, under IKEv1 and IKEv2.
import { expected, IKE_VERSIONS, NAT_FRONTS } from "../nat-matrix";
import { Program, TestLab } from "./lab";

jest.setTimeout(600_000);

const lab = new TestLab();
const program = new Program("test/e2e/programs/nat-matrix");

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

// One peer address has one daemon in the lab: the second version takes the place of the first.
it.each(IKE_VERSIONS)("every cell comes up as promised, %s", async (version) => {
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
});
