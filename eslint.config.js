const tseslint = require("typescript-eslint");

/** What Node gives a script without an import. */
const NODE = [
  ...["process", "console", "Buffer", "URL", "fetch"],
  ...["setTimeout", "clearTimeout", "setInterval", "clearInterval"],
];

module.exports = tseslint.config(
  { ignores: ["dist/", "node_modules/", ".lab/", ".cache/", "**/*.js"] },
  ...tseslint.configs.recommended,
  {
    files: ["**/*.ts"],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: __dirname } },
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
    files: ["**/*.mjs"],
    languageOptions: { globals: Object.fromEntries(NODE.map((name) => [name, "readonly"])) },
    rules: { "no-undef": "error" },
  },
);
