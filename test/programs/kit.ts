// One small program with a mistake in it: two sites, a gateway in each, a VPN between them, and what a row of a table changes about that.
import * as library from "../../lib";
import { type Diagnostic, ValidationError } from "../../lib/diagnostics";
import { synth, type SynthResult } from "../../lib/testing";

/** A value as plain JavaScript would pass it, whatever the type says. */
export const js = (value: unknown): never => value as never;

type Properties = Readonly<Record<string, unknown>>;

/** What a row changes, by construct; `undefined` takes a property away. */
export interface Change {
  readonly names?: { readonly ga?: string; readonly gb?: string; readonly vpn?: string };
  readonly a?: Properties;
  readonly b?: Properties;
  readonly ga?: Properties;
  readonly gb?: Properties;
  readonly initiator?: Properties;
  readonly responder?: Properties;
  readonly vpn?: Properties;
  readonly kind?: "RouteBasedVpn" | "PolicyBasedVpn";
}

export const KEY =
  "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHVbMWJkZmdoamtsbW5vcHFyc3R1dnd4eXphYmNk operator";
export const MANAGEMENT = { from: "198.51.100.0/24", publicKey: KEY };
const SITE = {
  ami: "ami-0123456789abcdef0",
  availabilityZone: "eu-central-1a",
  management: MANAGEMENT,
};

export function site(
  scope: library.StackScope,
  id: string,
  number: number,
  change: Properties = {},
): library.AwsSite {
  return new library.AwsSite(scope, id, js({ cidr: `10.${number}.0.0/16`, ...SITE, ...change }));
}

export function gateway(
  scope: library.StackScope,
  id: string,
  place: library.AwsSite,
  number: number,
  change: Properties = {},
): library.Gateway {
  return new library.Gateway(
    scope,
    id,
    js({
      site: place,
      external: place.subnet(`10.${number}.1.0/24`),
      internal: place.subnet(`10.${number}.2.0/24`),
      nat: library.Nat.elasticIp(),
      ...change,
    }),
  );
}

/** Two gateways, each in a site of its own. */
export function gateways(
  scope: library.StackScope,
  change: Change = {},
): Readonly<Record<"a" | "b", library.AwsSite> & Record<"ga" | "gb", library.Gateway>> {
  const [a, b] = [site(scope, "a", 1, change.a), site(scope, "b", 2, change.b)];
  return {
    a,
    b,
    ga: gateway(scope, change.names?.ga ?? "ga", a, 1, change.ga),
    gb: gateway(scope, change.names?.gb ?? "gb", b, 2, change.gb),
  };
}

/** The whole program, with a row's change. */
export function program(change: Change = {}): (scope: library.StackScope) => void {
  return (scope) => {
    const { ga, gb } = gateways(scope, change);
    const properties = {
      initiator: { gateway: ga, identity: "ga.example.net", ...change.initiator },
      responder: { gateway: gb, identity: "gb.example.net", ...change.responder },
      presharedKey: "nobody-else-knows-it",
      ...change.vpn,
    };
    new library[change.kind ?? "RouteBasedVpn"](scope, change.names?.vpn ?? "vpn", js(properties));
  };
}

/** What becomes of a program: nothing to say, or the rule that refuses it or warns of it, and the construct it blames. */
export type Outcome =
  | "right"
  | { readonly refused: string; readonly at?: string }
  | { readonly warned: string; readonly at?: string };

export const refused = (rule: string, at = "stack/vpn"): Outcome => ({ refused: rule, at });
export const warned = (rule: string, at = "stack/vpn"): Outcome => ({ warned: rule, at });

/** A row: what is wrong, what becomes of it, and the program, or how it differs from the right one. */
export type Row = readonly [
  name: string,
  outcome: Outcome,
  program: Change | ((scope: library.StackScope) => unknown),
];

const INSIDES =
  /TypeError|is not a function|is not iterable|Cannot read|undefined \(reading|\bat .*\.[jt]s:\d+:\d+/;

/** Check every row. */
export function table(title: string, rows: readonly Row[]): void {
  describe(title, () => {
    it.each(rows)("%s", async (_, outcome, given) => {
      const build = typeof given === "function" ? given : program(given);
      const told = await tell(build);
      const seen = (severity: string): readonly object[] =>
        told
          .filter((each) => each.severity === severity)
          .map(({ rule, construct }) => ({ rule, at: construct }));
      for (const { what, found = "" } of told) expect(`${what} ${found}`).not.toMatch(INSIDES);
      if (outcome === "right") {
        expect(told).toEqual([]);
      } else if ("refused" in outcome) {
        expect(seen("error")).toContainEqual({ rule: outcome.refused, at: outcome.at });
      } else {
        expect(seen("error")).toEqual([]);
        expect(seen("warning")).toContainEqual({ rule: outcome.warned, at: outcome.at });
      }
    });
  });
}

/** What is inside an Output. */
interface Resolving {
  readonly isKnown: Promise<unknown>;
  readonly isSecret: Promise<unknown>;
  allResources(): Promise<unknown>;
  promise(): Promise<unknown>;
}

/** What a late value becomes when it is known: itself, or an error in its place. */
export function known(value: unknown): Promise<unknown> {
  const late = value as Resolving;
  // Pulumi follows a value on four promises; in a program its runtime takes what they throw.
  for (const each of [late.isKnown, late.isSecret, late.allResources()]) {
    each.catch(() => undefined);
  }
  return late.promise();
}

/** Everything that is said of a program; any other end than that is a fault. */
export async function tell(
  build: (scope: library.StackScope) => unknown,
): Promise<readonly Diagnostic[]> {
  let result: SynthResult;
  try {
    result = await synth(build);
  } catch (error) {
    if (error instanceof ValidationError) return error.diagnostics;
    throw error;
  }
  return result.diagnostics;
}
