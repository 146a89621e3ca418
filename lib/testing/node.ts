// For node's own test runner, which has no `expect`: ours, with our matchers alone.
import { AssertionError } from "node:assert";
import { matchers, type Verdict, type VsrxMatchers } from "./matchers";

/** The matchers, and their opposites. */
export interface Expectation extends VsrxMatchers {
  readonly not: VsrxMatchers;
}

type Matcher = (given: unknown, ...args: unknown[]) => Verdict;

function expectation(given: unknown, wanted: boolean): VsrxMatchers {
  const checks = Object.entries(matchers as unknown as Record<string, Matcher>).map(
    ([name, matcher]) => {
      const check = (...args: unknown[]): void => {
        const verdict = matcher(given, ...args);
        if (verdict.pass === wanted) return;
        throw new AssertionError({ message: verdict.message(), stackStartFn: check });
      };
      return [name, check] as const;
    },
  );
  return Object.fromEntries(checks) as unknown as VsrxMatchers;
}

/**
 * `expect(devices.paris).toHaveStatement("…")`, without a runner's `expect`.
 * @throws AssertionError when it does not hold
 */
export const expect = (given: unknown): Expectation => ({
  ...expectation(given, true),
  not: expectation(given, false),
});
