// What a tunnel's state says: verdicts with their reasons and since when, and no count, so that looking twice gives the same.

import { type PropertyMap, type PropertyValue, sameValue, Secret } from "../rpc";
import { mapOf } from "./read";
import { type VerifiedTunnel } from "./verify";

/** What may be told about ends and rules: all but how to log in, which would make the whole a secret. */
export function told(value: PropertyValue | undefined): PropertyMap[] {
  const list = value instanceof Secret ? value.value : value;
  if (!Array.isArray(list)) return [];
  return list.map((item: PropertyValue) =>
    Object.fromEntries(Object.entries(mapOf(item)).filter(([name]) => name !== "connection")),
  );
}

/** Whether the state holds a verdict that stands: what is only not proven is not asked again by every update. */
export function isSettled(state: PropertyMap): boolean {
  if (state.verified === true) return true;
  const [associations, traffic] = [mapOf(state.associations), mapOf(state.traffic)];
  return (
    (associations.state === "up" || associations.state === "idle") &&
    traffic.verdict === "not proven"
  );
}

/**
 * The outputs. A verdict that stays keeps its time, and one look without traffic takes nothing back.
 * @param isLook - true for a refresh, which only looks
 */
export function outputs(
  inputs: PropertyMap,
  verified: VerifiedTunnel,
  before: PropertyMap,
  isLook = false,
): PropertyMap {
  const now = new Date().toISOString();
  const associations = dated(
    {
      state: verified.associations,
      ...(verified.reason === undefined ? {} : { reason: verified.reason }),
    },
    before.associations,
    now,
  );
  const isStill =
    isLook &&
    verified.associations === "up" &&
    verified.traffic.verdict === "not proven" &&
    mapOf(before.traffic).verdict === "passed";
  const traffic = isStill
    ? (before.traffic ?? null)
    : dated(trafficOf(verified), before.traffic, now);
  const ends = told(inputs.endpoints).map((end, index): PropertyMap => {
    const seen = verified.endpoints[index];
    const state = verified.associations === "idle" ? "down" : verified.associations;
    return seen === undefined ? end : { ...end, state, port: seen.port };
  });
  return {
    ...inputs,
    endpoints: ends,
    natRules: told(inputs.natRules),
    verified: verified.verified || isStill,
    natFound: verified.natFound,
    associations,
    traffic,
  };
}

const trafficOf = ({ traffic }: VerifiedTunnel): PropertyMap => ({
  verdict: traffic.verdict,
  ...(traffic.reason === undefined ? {} : { reason: traffic.reason }),
  pairs: traffic.pairs.map(({ initiator, responder, verdict, reason }): PropertyMap => ({
    initiator,
    responder,
    verdict,
    ...(reason === undefined ? {} : { reason }),
  })),
});

/** With the time at which it was first so. */
function dated(value: PropertyMap, before: PropertyValue | undefined, now: string): PropertyMap {
  const { since, ...was } = mapOf(before);
  return { ...value, since: sameValue(was, value) && typeof since === "string" ? since : now };
}
