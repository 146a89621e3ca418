// For vitest: the matchers, for its `expect`.
import { expect } from "vitest";
import { matchers } from "pulumi-vsrx/testing";

expect.extend(matchers);
