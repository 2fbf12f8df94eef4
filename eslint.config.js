import eslint from "@eslint/js";
import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["node_modules", "artifacts", "cache", "dist", "coverage", "typechain-types", ".lexanchor"] },
  eslint.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // A transaction that nobody awaits is a transaction that nobody knows failed.
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
      "@typescript-eslint/only-throw-error": "error",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      // Objects here close over their state; `this` is not used to hold it.
      "@typescript-eslint/unbound-method": "off",
      // A constructor that only narrows its parameters' types is there for that.
      "@typescript-eslint/no-useless-constructor": "off",
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      // `== null` asks for null and undefined at once, and says so.
      eqeqeq: ["error", "always", { null: "ignore" }],
      "no-console": "error",
      // `({ at: _, ...rest })` leaves a field out.
      "@typescript-eslint/no-unused-vars": ["error", { varsIgnorePattern: "^_", argsIgnorePattern: "^_" }],
    },
  },
  {
    files: ["test/**/*.ts"],
    rules: {
      // chai's assertions are property reads: `expect(x).to.be.true`.
      "@typescript-eslint/no-unused-expressions": "off",
      "@typescript-eslint/no-non-null-assertion": "off",
      // What stands in for something asynchronous is, too.
      "@typescript-eslint/require-await": "off",
    },
  },
  {
    files: ["src/cli/**", "scripts/**", "bench/**", "test/**", "network/embedded/anvilGuard.ts"],
    rules: { "no-console": "off" },
  },
  {
    files: ["**/*.js", "**/*.mjs", "**/*.cjs"],
    languageOptions: {
      globals: {
        console: "readonly",
        process: "readonly",
        URL: "readonly",
        Buffer: "readonly",
        performance: "readonly",
        setInterval: "readonly",
        setTimeout: "readonly",
      },
    },
  },
);
