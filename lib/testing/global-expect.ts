// Where a runner has put `expect` into the global scope, it gets the matchers, and the types that jest's own types have room for.
import { matchers, type VsrxMatchers } from "./matchers";

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- how jest's matchers are extended
  namespace jest {
    // eslint-disable-next-line @typescript-eslint/no-unused-vars, @typescript-eslint/no-empty-object-type -- must repeat jest's own parameters
    interface Matchers<R, T = {}> extends VsrxMatchers<R> {}
  }
}

const host = globalThis as { expect?: { extend(matchers: object): void } };
host.expect?.extend(matchers);
