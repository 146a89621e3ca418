// What one resource of an update wants on a box, the removal of another one leaves there.
import { boxOf } from "../../lib/device";
import { Claims } from "../../lib/provider/claims";
import { readStatements } from "../../lib/provider/statement-set";

const BOX = "192.0.2.1:22";
const user = "net";
const statements = (wanted: Readonly<Record<string, string>>) =>
  readStatements({ statements: wanted });
const CLOCK = statements({ "system time-zone": "UTC" });

test("what another resource wants on the same box is known, and nothing of other boxes", () => {
  const claims = new Claims();
  claims.lay("urn:new", "new", BOX, CLOCK);
  claims.lay(
    "urn:elsewhere",
    "elsewhere",
    "192.0.2.2:22",
    statements({ "system domain-name": "a" }),
  );
  expect(claims.ofOthers("urn:old", BOX)).toEqual(["system time-zone"]);
  expect(claims.ofOthers("urn:new", BOX)).toEqual([]);
});

test("two that want different values for one statement are told, each by the other's name", () => {
  const claims = new Claims();
  expect(claims.lay("urn:one", "one", BOX, CLOCK)).toEqual([]);
  expect(claims.lay("urn:two", "two", BOX, CLOCK)).toEqual([]);
  expect(claims.lay("urn:two", "two", BOX, statements({ "system time-zone": "GMT" }))).toEqual([
    { statement: "system time-zone", by: "one" },
  ]);
});

test("a box is where it is reached, with the hosts in between", () => {
  expect(boxOf({ host: "192.0.2.1", user })).toBe(BOX);
  expect(boxOf({ host: "10.0.0.1", port: 830, user, jump: { host: "192.0.2.1", user } })).toBe(
    `10.0.0.1:830 via ${BOX}`,
  );
});
