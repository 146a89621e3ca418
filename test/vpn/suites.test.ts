// Suites: their words are the schema's, and what is weak about them is told with the reason.
import { WEAK_ALGORITHMS } from "../../lib/junos";
import { type Suite, suites } from "../../lib/vpn";
import { SUITE } from "../../lib/vpn/vpn-shape";
import { weaknesses } from "../../lib/vpn/suites";

const CHACHA: Suite = {
  name: "chacha",
  version: "v2-only",
  ike: { dhGroup: "group20", encryptionAlgorithm: "chacha20-poly1305" },
  ipsec: { encryptionAlgorithm: "chacha20-poly1305" },
  pfs: "group20",
};

it("whatever the schema names can be asked for, such as ChaCha20-Poly1305", () => {
  expect(SUITE(CHACHA, "ike")).toEqual([]);
  expect(weaknesses(CHACHA)).toEqual([]);
});

it("a word that the schema does not have is refused, with those that it has", () => {
  const misspelled = { ...CHACHA, pfs: "group22" };
  expect(JSON.stringify(SUITE(misspelled, "ike"))).toMatch(/group22.*group21/);
});

it.each(["modern", "compatible", "modernV1"] as const)("%s has no weakness", (name) => {
  expect(weaknesses(suites[name])).toEqual([]);
});

it("a weak algorithm is told once, with the reason that the offline check gives too", () => {
  const told = weaknesses(suites.classicMd5).map(({ subject }) => subject);
  expect(told).toEqual(["3des-cbc", "md5", "group2", "hmac-md5-96", "group1"]);
  for (const { subject = "", what } of weaknesses(suites.classicMd5)) {
    expect(what).toContain(WEAK_ALGORITHMS[subject]);
  }
});
