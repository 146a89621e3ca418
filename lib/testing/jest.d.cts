// The matchers' types, for the `expect` of @jest/globals.
import type { VsrxMatchers } from "pulumi-vsrx/testing";

declare module "expect" {
  // eslint-disable-next-line @typescript-eslint/no-unused-vars, @typescript-eslint/no-empty-object-type -- must repeat its parameters
  interface Matchers<R extends void | Promise<void>, T> extends VsrxMatchers<R> {}
}
