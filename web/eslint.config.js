// What the linter holds the web client to; looks and words have checks of their own in scripts/.
import solid from "eslint-plugin-solid/configs/typescript";
import ts from "typescript-eslint";

/** One style of names; fields that cross the wire keep the names they have there. */
const NAMES = [
  { selector: ["variable", "function", "parameter", "classMethod", "classProperty", "parameterProperty", "typeMethod"], format: ["camelCase", "PascalCase", "UPPER_CASE"], leadingUnderscore: "allow" },
  { selector: "variable", modifiers: ["destructured"], format: null },
  { selector: ["typeLike"], format: ["PascalCase"] },
];

export default ts.config(
  { linterOptions: { reportUnusedDisableDirectives: "off" } },
  { ignores: ["dist", "node_modules", "test-results", "playwright-report", "src/lib/api/schema.d.ts"] },
  {
    files: ["**/*.{ts,tsx}"],
    extends: [ts.configs.recommended],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": "error",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_", destructuredArrayIgnorePattern: "^_" }],
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports", disallowTypeAnnotations: false }],
      "@typescript-eslint/no-unused-expressions": ["error", { allowShortCircuit: true, allowTernary: true }],
      "@typescript-eslint/naming-convention": ["error", ...NAMES],
      eqeqeq: "error",
      // control: zajel-website-20
      "@typescript-eslint/no-shadow": ["error", { builtinGlobals: false, hoist: "functions-and-types" }],
      "no-console": ["error", { allow: ["error"] }],
      "no-restricted-syntax": [
        "error",
        { selector: "JSXAttribute[name.name='style'] > Literal", message: "A constant style breaks the content policy: use a class." },
        { selector: "JSXAttribute[name.name='style'] TemplateLiteral[expressions.length=0]", message: "A constant style breaks the content policy: use a class." },
        { selector: "MemberExpression[property.name=/^(innerHTML|outerHTML|insertAdjacentHTML)$/]", message: "Text never becomes markup." },
        { selector: "JSXAttribute[name.name='innerHTML']", message: "Text never becomes markup." },
      ],
      "no-restricted-imports": [
        "error",
        {
          paths: [
            { name: "solid-js", importNames: ["Show", "Match"], message: "Their values end with the condition: take those of lib/flow." },
            { name: "solid-js/web", importNames: ["template"], message: "Templates are constants of the build; see scripts/trusted-templates.mjs." },
            { name: "lucide-solid", allowTypeImports: true, message: "Import icons one by one: lucide-solid/icons/hash." },
          ],
        },
      ],
    },
  },
  { files: ["src/**/*.tsx", "src/**/*.ts"], ...solid, rules: { ...solid.rules, "solid/no-destructure": "error", "solid/reactivity": "off", "solid/prefer-for": "off", "solid/no-innerhtml": "error" } },
  // In views it finds props read too early; it cannot follow every callback, so it warns.
  { files: ["src/**/*.tsx"], rules: { "solid/reactivity": "warn", "max-lines": ["error", { max: 250 }] } },
  // Stories and mocked tests begin from the kit, which watches every page.
  {
    files: ["e2e/stories/**", "e2e/sweeps/**", "e2e/mocked/**"],
    rules: { "no-restricted-imports": ["error", { paths: [{ name: "@playwright/test", importNames: ["test", "expect"], message: "Take those of support, which watch every page." }] }] },
  },
  { files: ["src/lib/flow.tsx"], rules: { "no-restricted-imports": "off" } },
);
