// What one resource of an update wants on a box, the removal of another one leaves there.
import { boxOf, Claims } from "../../lib/provider/claims";

const BOX = "192.0.2.1:22";
const CLOCK = { "system ntp server": "192.0.2.123" };

test("what another resource wants on the same box is known, and nothing of other boxes", () => {
  const claims = new Claims();
  claims.lay("urn:new", "new", BOX, CLOCK);
  claims.lay("urn:elsewhere", "elsewhere", "192.0.2.2:22", { "system domain-name": "a" });
  expect(claims.ofOthers("urn:old", BOX)).toEqual(["system ntp server"]);
  expect(claims.ofOthers("urn:new", BOX)).toEqual([]);
});

test("two that want different values for one statement are told, each by the other's name", () => {
  const claims = new Claims();
  expect(claims.lay("urn:one", "one", BOX, CLOCK)).toEqual([]);
  expect(claims.lay("urn:two", "two", BOX, CLOCK)).toEqual([]);
  expect(claims.lay("urn:two", "two", BOX, { "system ntp server": "192.0.2.9" })).toEqual([
    { key: "system ntp server", by: "one" },
  ]);
});

test("a box is where it is reached, with the hosts in between", () => {
  expect(boxOf({ host: "192.0.2.1" })).toBe(BOX);
  expect(boxOf({ host: "10.0.0.1", port: 830, jump: { host: "192.0.2.1" } })).toBe(
    `10.0.0.1:830 via ${BOX}`,
  );
});
