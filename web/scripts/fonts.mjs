// Fonts of the build: WOFF2 only, and the Latin face asked for before any style has been read.
const FACE = /figtree-latin-wght-normal[^/]*\.woff2$/;
const OLD_FORMAT = /,\s*url\([^)]*\.woff\)\s*format\(['"]woff['"]\)/g;

/** Every browser that runs the app reads WOFF2; the older copies would only make the binary larger. */
export function modernFonts() {
  return {
    name: "modern-fonts",
    enforce: "pre",
    transform(code, id) {
      return /@fontsource.*\.css$/.test(id) ? { code: code.replace(OLD_FORMAT, ""), map: null } : null;
    },
  };
}

export function preloadFont() {
  return {
    name: "preload-font",
    transformIndexHtml: {
      order: "post",
      handler(_html, { bundle }) {
        if (!bundle) return [];
        const face = Object.keys(bundle).find((name) => FACE.test(name));
        if (!face) throw new Error("The Latin face of Figtree is not in the build: look at fonts.mjs");
        const attrs = { rel: "preload", as: "font", type: "font/woff2", href: `/${face}`, crossorigin: "" };
        return [{ tag: "link", attrs, injectTo: "head" }];
      },
    },
  };
}
