// Sources run through swc, which strips types without checking them; `npm test` checks types apart.
const shared = {
  testEnvironment: "node",
  resolver: "<rootDir>/test/jest-resolver.js",
  transform: {
    "^.+\\.ts$": [
      "@swc/jest",
      { jsc: { target: "es2023", parser: { syntax: "typescript" } }, module: { type: "commonjs" } },
    ],
  },
  moduleNameMapper: {
    "^pulumi-vsrx$": "<rootDir>/lib/index.ts",
    "^pulumi-vsrx/junos$": "<rootDir>/lib/junos/index.ts",
    "^pulumi-vsrx/testing$": "<rootDir>/lib/testing/index.ts",
    "^pulumi-vsrx/lab$": "<rootDir>/lab/door/index.ts",
  },
  modulePathIgnorePatterns: [
    "<rootDir>/dist/",
    "<rootDir>/.lab/",
    "<rootDir>/.cache/",
    "<rootDir>/.stryker/",
  ],
};

module.exports = {
  // No test depends on the clock: this only ends one that hangs, also on a machine that is busy with other things.
  testTimeout: 120_000,
  // Node's own counters cost less than instrumented code, and leave the code as it is.
  coverageProvider: "v8",
  coverageReporters: ["json-summary"],
  collectCoverageFrom: ["lib/**/*.ts", "lab/**/*.ts", "!**/*.generated.ts"],
  projects: [
    {
      ...shared,
      displayName: "unit",
      moduleNameMapper: {
        ...shared.moduleNameMapper,
        "^@npmcli/arborist$|/typescript-shim$": "<rootDir>/test/unneeded.ts",
      },
      testMatch: ["<rootDir>/test/**/*.test.ts", "<rootDir>/examples/**/*.test.ts"],
      testPathIgnorePatterns: ["/node_modules/", "<rootDir>/test/e2e/"],
    },
    { ...shared, displayName: "e2e", testMatch: ["<rootDir>/test/e2e/**/*.test.ts"] },
  ],
};
