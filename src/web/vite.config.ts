import vue from "@vitejs/plugin-vue";
import { defineConfig, type Plugin } from "vite";
import { compressed } from "./compress.ts";

/** One folder, one page: `/console/`, `/member/`, `/resident/`, `/account/`, `/signin/`. GraphiQL has a build of its own. */
const PAGES = ["console", "member", "resident", "account", "signin"];
const SERVER = process.env.SANBAO_SERVER ?? "http://127.0.0.1:8000";

/** Vant's icons name a font elsewhere as a second choice; no request may leave the origin. */
const iconsFromHere: Plugin = {
  name: "sanbao-icons-from-here",
  enforce: "pre",
  transform: (code, id) => (/vant\/es\/icon\/index\.css/.test(id) ? code.replace(/,\s*url\(["']?(https?:)?\/\/[^)]*\)\s*format\([^)]*\)/g, "") : null),
};

export default defineConfig({
  plugins: [iconsFromHere, vue(), compressed()],
  define: {
    __VUE_OPTIONS_API__: "true", // Vant and Element Plus are written with it.
    __VUE_PROD_DEVTOOLS__: "false",
    __VUE_I18N_FULL_INSTALL__: "false",
    __VUE_I18N_LEGACY_API__: "false",
    __INTLIFY_PROD_DEVTOOLS__: "false",
  },
  publicDir: false,
  build: {
    outDir: "../sanbao/web/pages",
    emptyOutDir: true,
    target: "es2022",
    // The packages' licences ask to travel with what is built from them.
    license: { fileName: "assets/licences.md" },
    // Pictures stay files, so that `img-src 'self'` is enough.
    assetsInlineLimit: 0,
    // The polyfill for old browsers would be an inline script, against a strict script-src.
    modulePreload: { polyfill: false },
    // MapLibre is one piece of 1.1 MB; only the map loads it.
    chunkSizeWarningLimit: 1100,
    rolldownOptions: { input: PAGES.map((page) => `${page}/index.html`) },
  },
  // `npm run dev`: the pages from their sources, the rest from a running Sanbao.
  server: {
    proxy: {
      "/graphql": { target: SERVER, ws: true },
      "/session": { target: SERVER },
      "^/runs/.*\\.xlsx$": { target: SERVER },
      "/signin/demo.json": { target: SERVER },
    },
  },
  test: { include: ["{shared,console,member,resident,account,signin}/**/*.test.ts"], environment: "node" },
} as Parameters<typeof defineConfig>[0]);
