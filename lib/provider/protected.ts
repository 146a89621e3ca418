// A protected tunnel that left the program: the engine refuses to delete it only after its devices were committed, so its devices refuse first.
import { type PropertyMap } from "../rpc";
import { InputError } from "./mistakes";
import { listOf, textOf } from "./read";

/**
 * Judges which tunnels are still there, and answers the inputs as the state holds them: which ones of this device are
 * protected, without the names of all that the program has.
 *
 * @throws InputError where one that was protected at the last update is gone, under every name that it had
 */
export function withProtection(olds: PropertyMap, news: PropertyMap): PropertyMap {
  const { tunnels, ...inputs } = news;
  const present = new Set((textOf(tunnels) ?? "").split("\n"));
  const names = listOf(olds.protects).flatMap((name) => textOf(name) ?? []);
  const lost = names.filter((name) => !present.has(name));
  if (lost.length === 0) return inputs;
  throw new InputError({
    rule: "protected-removed",
    what: "a protected VPN has left the program, and its statements would be taken from the device",
    found: lost.join(", "),
    allowed: "a protected VPN stays in the program",
    fix: "where it has another name now, give it the former one in aliases; else put it back without protect and run pulumi up, then take it out",
  });
}
