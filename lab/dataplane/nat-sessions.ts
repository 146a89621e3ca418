// When translations change so much that the sessions they made must begin anew.

import type { DataplanePlan } from "./plan";

/** The translating rules. One that follows a redundant interface to a cluster's other node is the same rule. */
export function translation(plan: DataplanePlan): readonly string[] {
  return [...plan.natSource, "", ...plan.natDestination].map((rule) =>
    plan.hardwareAddresses.reduce(
      (text, { link, address }) => text.replaceAll(`"${link}"`, `"${address}"`),
      rule,
    ),
  );
}
