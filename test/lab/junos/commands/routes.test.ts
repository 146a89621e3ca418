// Static routes with several next hops, as the device lists them: which are one route, and which wait.
import { answer } from "../../../../lab/junos/commands";
import { parseRequest } from "../../../../lab/junos/netconf/request";
import { runCommand } from "../../../../lab/junos/shell";
import { readNextHops } from "../../../../lib/device/replies/traffic";
import { parseXml } from "../../../../lib/device/xml";
import { CONFIGURATION, testView } from "../test-view";

const TO = "set routing-options static route 10.9.0.0/16";

const listed = async (...lines: readonly string[]): Promise<string> =>
  (await runCommand("show route 10.9.0.0/16", testView(`${CONFIGURATION}${lines.join("\n")}`).view))
    .text;

test("a qualified next hop with a preference of its own is another route, which waits", async () => {
  const lines = [
    `${TO} next-hop 10.1.12.1`,
    `${TO} qualified-next-hop 10.1.11.1 preference 10`,
  ] as const;
  const shown = await listed(...lines);
  expect(shown).toMatch(/1 destinations, 2 routes \(1 active/);
  expect(shown).toMatch(/\*\[Static\/5\]\n +> {2}to 10\.1\.12\.1 via/);
  expect(shown).toMatch(/ \[Static\/10\]\n {23}to 10\.1\.11\.1 via/);
  const args = parseRequest(
    "<get-route-information><destination>10.9.1.1</destination></get-route-information>",
  );
  const { view } = testView(`${CONFIGURATION}${lines.join("\n")}`);
  const root = parseXml(
    `<rpc-reply xmlns:junos="j">${await answer({ name: args.name, args }, view)}</rpc-reply>`,
  );
  expect(readNextHops(root).map(({ to }) => to)).toEqual(["10.1.12.1"]);
});

test("next hops of one preference are one route", async () => {
  const shown = await listed(`${TO} next-hop 10.1.12.1`, `${TO} qualified-next-hop 10.1.11.1`);
  expect(shown).toMatch(/1 destinations, 1 routes \(1 active/);
  expect(shown).toMatch(/\*\[Static\/5\]\n.*10\.1\.12\.1.*\n.*10\.1\.11\.1/);
});

test("where the better one can't be reached, the other one is used", async () => {
  const shown = await listed(
    `${TO} next-hop st0.0`,
    `${TO} qualified-next-hop 10.1.11.1 preference 10`,
  );
  expect(shown).toMatch(/\*\[Static\/10\]/);
  expect(shown).not.toMatch(/Static\/5/);
});
