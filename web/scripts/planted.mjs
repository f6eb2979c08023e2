// Faults that are planted here have to be found: a rule that was switched off would let all others in.
import { ESLint } from "eslint";

const web = new URL("..", import.meta.url).pathname;
const PLANTED = [
  ["@typescript-eslint/no-shadow", "export const seen = 1;\nexport const look = (seen: number) => seen;\n"],
  ["@typescript-eslint/no-floating-promises", "export function go() {\n  Promise.resolve(1);\n}\n"],
  ["no-restricted-syntax", "export const say = (to: Element) => {\n  to.innerHTML = 'markup';\n};\n"],
];

const eslint = new ESLint({ cwd: web });
for (const [rule, text] of PLANTED) {
  const [result] = await eslint.lintText(text, { filePath: `${web}src/lib/levels.ts` });
  if (!result.messages.some(({ ruleId, severity }) => ruleId === rule && severity === 2)) throw new Error(`${rule} found nothing in a text that breaks it`);
}
console.log(`${PLANTED.length} planted faults were found`);
