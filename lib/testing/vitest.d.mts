// The matchers' types, for vitest's `expect`.
import type { VsrxMatchers } from "pulumi-vsrx/testing";

declare module "vitest" {
  // eslint-disable-next-line @typescript-eslint/no-unused-vars, @typescript-eslint/no-empty-object-type -- must repeat its parameters
  interface Matchers<R extends void | Promise<void>, T> extends VsrxMatchers<R> {}
}
