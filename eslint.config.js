const tseslint = require("typescript-eslint");

/** What Node gives a script without an import. */
const NODE = [
  ...["process", "console", "Buffer", "URL", "fetch"],
  ...["setTimeout", "clearTimeout", "setInterval", "clearInterval"],
];

const typed = { parserOptions: { projectService: true, tsconfigRootDir: __dirname } };

module.exports = tseslint.config(
  { ignores: ["dist/", "node_modules/", ".lab/", ".cache/", ".stryker/", "**/*.js"] },
  ...tseslint.configs.recommended,
  {
    files: ["**/*.ts"],
    languageOptions: typed,
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": "error",
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      "no-restricted-exports": ["error", { restrictDefaultExports: { direct: true, named: true } }],
    },
  },
  {
    files: ["**/*.ts"],
    ignores: ["**/*.generated.ts"],
    extends: [tseslint.configs.recommendedTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: typed,
    rules: {
      // A `default` says that the rest was thought of.
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      // An empty text is as good as none where we write `||`; where it is not, we write `??`.
      "@typescript-eslint/prefer-nullish-coalescing": "off",
      // `process.env["NAME"]` tells names that are data from names that are code.
      "@typescript-eslint/dot-notation": "off",
      "max-lines-per-function": ["error", { max: 80, skipComments: true, skipBlankLines: true }],
    },
  },
  {
    files: ["**/*.ts"],
    ignores: ["**/*.generated.ts"],
    rules: { complexity: ["error", 20], "max-params": ["error", 5] },
  },
  {
    files: ["lib/provider/**"],
    // A handler is as asynchronous as the engine takes it: what it throws is a rejection.
    rules: { "@typescript-eslint/require-await": "off" },
  },
  {
    files: ["test/**", "**/*.test.ts"],
    rules: {
      // A test's outer function is a list of cases.
      "max-lines-per-function": "off",
      // What stands in for something is as asynchronous as that is.
      "@typescript-eslint/require-await": "off",
      "@typescript-eslint/unbound-method": "off",
    },
  },
  {
    files: ["**/*.mjs"],
    languageOptions: { globals: Object.fromEntries(NODE.map((name) => [name, "readonly"])) },
    rules: { "no-undef": "error" },
  },
);
