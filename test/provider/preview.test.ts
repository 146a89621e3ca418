// The lines of a preview: what is shown, and what is masked.

import { describeChanges } from "../../lib/provider/preview";
import { Secret, UNKNOWN } from "../../lib/rpc";

const KEY = "security ike policy p1 pre-shared-key ascii-text";

test("values of secret statements are masked by their place, even when they came in clear", () => {
  expect(
    describeChanges({}, { statements: { [KEY]: "canary", "x authentication-key": "canary" } }),
  ).toEqual([`+ set ${KEY} [secret]`, "+ set x authentication-key [secret]"]);
});

test("statements that are secret as a whole are masked one by one", () => {
  const statements = new Secret({ "system host-name": "canary" });
  expect(describeChanges({}, { statements })).toEqual(["+ set system host-name [secret]"]);
  expect(describeChanges({ statements: { "system host-name": "a" } }, { statements })).toEqual([
    "~ set system host-name [secret] (was a)",
  ]);
});

test("placeholders are shown filled, masked or by name", () => {
  const statements = {
    "a \u27e8plain\u27e9": "",
    "b \u27e8hidden\u27e9": "",
    "c \u27e8later\u27e9": "",
  };
  const placeholders = { plain: "10.0.0.1", hidden: new Secret("canary"), later: UNKNOWN };
  expect(describeChanges({}, { statements, placeholders })).toEqual([
    "+ set a 10.0.0.1",
    "+ set b [secret]",
    "+ set c \u27e8later\u27e9",
  ]);
});

test("a changed placeholder changes the statements that use it", () => {
  const statements = { "a \u27e8x\u27e9": "", "b \u27e8y\u27e9": "" };
  expect(
    describeChanges(
      { statements, placeholders: { x: "1", y: "2" } },
      { statements, placeholders: { x: "9", y: "2" } },
    ),
  ).toEqual(["~ set a 9"]);
});

test("nothing known yet is said in a line", () => {
  expect(describeChanges({}, { statements: UNKNOWN })).toEqual([
    "(the statements are not known yet)",
  ]);
});
