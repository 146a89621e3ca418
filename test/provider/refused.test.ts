// When two ends are taken to refuse each other for good: refusals that come of what was before are none.
import { Refusals } from "../../lib/provider/refused";
import { type View } from "../../lib/provider/tunnel-view";

const SPECS = ["initiator", "responder"].map((role) => ({ role }) as unknown as View["spec"]);

/** Both ends at one moment: the SA of an exchange, if any, and how often each end has refused. */
const look = (times: number, index?: number, up = false): readonly View[] =>
  SPECS.map((spec) => ({
    spec,
    tunnels: [],
    faults: ["down"],
    events:
      times === 0 ? [] : [{ text: "IKE SA negotiation failed: authentication failed", times }],
    ...(index === undefined ? {} : { ike: { index, up } }),
  }));

test("refusals since the first look count, older ones don't", () => {
  const refusals = new Refusals(look(3));
  expect(refusals.at(look(3))).toBe(0);
  expect(refusals.at(look(4))).toBe(2);
});

test("an exchange that was under way may be refused as often as it is sent again", () => {
  const refusals = new Refusals(look(3, 7));
  expect(refusals.at(look(3, 7))).toBe(0);
  expect(refusals.at(look(5, 7))).toBe(0);
  expect(refusals.at(look(9, 7))).toBe(0);
});

test("those of the next exchange count, and what came before it doesn't", () => {
  const refusals = new Refusals(look(3, 7));
  expect(refusals.at(look(9, 8))).toBe(0);
  expect(refusals.at(look(9, 8))).toBe(0);
  expect(refusals.at(look(10, 8))).toBe(2);
});

test("an SA that is up at the first look is no exchange under way", () => {
  const refusals = new Refusals(look(3, 7, true));
  expect(refusals.at(look(4, 8))).toBe(2);
});
