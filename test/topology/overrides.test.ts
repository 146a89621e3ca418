// A device's overrides go over its configuration line by line, whatever is wrong with one of them.

import { synth } from "../../lib/testing";
import { program, tell } from "../programs/kit";

const told = async (...override: readonly string[]) => await tell(program({ ga: { override } }));

async function lines(...override: readonly string[]): Promise<readonly string[]> {
  const { devices } = await synth(program({ ga: { override } }), { check: false });
  return devices["ga"]?.set ?? [];
}

test("a line that is none is told with its number, and those after it still count", async () => {
  const wrong = ["set system host-name one", "sett foo", "set system domain-name a.example", "x"];
  const found = await told(...wrong);
  expect(found.map(({ rule }) => rule)).toEqual(["syntax", "syntax"]);
  expect(JSON.stringify(found[0])).toContain("override line 2");
  expect(JSON.stringify(found[1])).toContain("override line 4");
  expect(await lines(...wrong)).toEqual(
    expect.arrayContaining(["set system host-name one", "set system domain-name a.example"]),
  );
});

test.each([
  ["after edit", "edit system", "set host-name one"],
  ["after an indented edit", "  edit system", "set host-name one"],
])("%s nothing that follows a line that is none is read", async (_what, edit, line) => {
  const found = await told(edit, "sett foo", line, "another");
  expect(found.map(({ rule }) => rule)).toEqual(["syntax"]);
  expect(await lines(edit, line)).toContain("set system host-name one");
});

test("a word that only begins like edit moves nothing", async () => {
  const found = await told("sett foo", 'set system login message "edit"', "another");
  expect(found.map(({ rule }) => rule)).toEqual(["syntax", "syntax"]);
});

test("a line without effect is told without the number that Junos counts", async () => {
  const found = await told(
    ...Array.from({ length: 11 }, (_, n) => `set system ntp server 192.0.2.${n + 1}`),
    "delete security ike gateway nope",
  );
  expect(found).toMatchObject([{ rule: "override-without-effect", severity: "warning" }]);
  expect(found[0]?.what).toMatch(/^an override changes nothing: (?!line)/);
});
