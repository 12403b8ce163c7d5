// Strict and typed. A rule that is off or bent has its why beside it.
import hooks from "eslint-plugin-react-hooks";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

export default defineConfig(
  globalIgnores(["app/platform/prisma/", "build/", "data/", "node_modules/"]),
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  {
    files: ["**/*.ts", "**/*.tsx"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { "react-hooks": hooks },
    rules: {
      "no-nested-ternary": "error",
      complexity: ["error", 15],
      "react-hooks/rules-of-hooks": "error",
      "react-hooks/exhaustive-deps": "error",
      // `_` says that something is taken and not used: a query's permit is its proof, a field is left out by naming it.
      "@typescript-eslint/no-unused-vars": [
        "error",
        {
          argsIgnorePattern: "^_",
          varsIgnorePattern: "^_",
          destructuredArrayIgnorePattern: "^_",
          caughtErrors: "all",
        },
      ],
      // A name that comes from outside is looked up among an object's own names: every object has inherited "toString".
      "no-restricted-syntax": [
        "error",
        {
          selector:
            "BinaryExpression[operator='in'][left.type!='Literal'][left.type!='PrivateIdentifier']:not([right.property.name='prototype'])",
          message: "Ask by Object.hasOwn: `in` finds inherited names too.",
        },
      ],
      // Numbers in a sentence are what templates are for.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // `() => void act()` says that nothing is waited for; arrow functions that return what a void call gives are this house's style.
      "@typescript-eslint/no-confusing-void-expression": [
        "error",
        { ignoreArrowShorthand: true, ignoreVoidOperator: true },
      ],
      // The other half of the same: `void` also stands before a call that gives nothing, to say that nothing is returned.
      "@typescript-eslint/no-meaningless-void-operator": "off",
      // A command that has nothing to wait for today is async all the same: whoever calls it need not know.
      "@typescript-eslint/require-await": "off",
      // Remix throws responses and redirects: that is how a loader leads elsewhere.
      "@typescript-eslint/only-throw-error": [
        "error",
        {
          allow: [
            { from: "lib", name: "Response" },
            { from: "package", package: "@remix-run/router", name: "TypedResponse" },
          ],
        },
      ],
    },
  },
  {
    files: ["tests/**"],
    rules: {
      // In a test a wrong `!` is a failing test with the line's number: just what it is for.
      "@typescript-eslint/no-non-null-assertion": "off",
    },
  },
);
