// Lets Solid's compiled templates, and nothing else, pass the browser's Trusted Types wall.
//
// Solid makes nodes from constant strings of the build with `innerHTML`. This plugin routes just that one assignment
// through a named policy; text of users never comes near it, because the policy is not exported.
const ASSIGNMENT = /(\w+)\.innerHTML\s*=\s*(html)\b/;

export function trustedTemplates() {
  return {
    name: "trusted-templates",
    enforce: "pre",
    transform(code, id) {
      if (!/solid-js[\\/]web[\\/]dist[\\/]web\.js/.test(id)) return null;
      if (!ASSIGNMENT.test(code)) throw new Error("Solid's template function changed: look at trusted-templates.mjs");
      const policy =
        'const snugTemplates = globalThis.trustedTypes?.createPolicy("solid-templates", { createHTML: (html) => html });\n';
      const replaced = code.replace(
        ASSIGNMENT,
        (_, node, html) => `${node}.innerHTML = snugTemplates ? snugTemplates.createHTML(${html}) : ${html}`,
      );
      return { code: policy + replaced, map: null };
    },
  };
}
