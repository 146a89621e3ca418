// For tests that import `expect` from @jest/globals: the matchers, and in the file beside this one their types.
/* eslint-disable @typescript-eslint/no-require-imports -- the one kind of module that jest takes everywhere */
const { expect } = require("@jest/globals");
const { matchers } = require("pulumi-vsrx/testing");

expect.extend(matchers);
