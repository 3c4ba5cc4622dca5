import { defineConfig } from "vite";

export default defineConfig({
  base: "/graphiql/",
  build: {
    outDir: "../../sanbao/web/graphiql",
    emptyOutDir: true,
    target: "es2022",
    // The packages' licences ask to travel with what is built from them.
    license: { fileName: "licences.md" },
    // Fonts and pictures stay files, so that `font-src 'self'` is enough.
    assetsInlineLimit: 0,
    // The polyfill for old browsers would be an inline script, against a strict script-src.
    modulePreload: { polyfill: false },
    // The editor is one large piece by nature; the page is for developers.
    chunkSizeWarningLimit: 4000,
    // Hundreds of warnings about "use client", which means nothing outside a React server.
    rolldownOptions: { checks: { moduleLevelDirective: false } },
  },
});
