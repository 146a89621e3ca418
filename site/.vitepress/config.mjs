// How the site looks and is searched: VitePress with its own theme, the sidebar of sidebar.json, a search that needs no server.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { sidebarOf } from "../sidebar.mjs";

const site = dirname(dirname(fileURLToPath(import.meta.url)));
const root = dirname(site);
const { description, version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

export default {
  title: "pulumi-vsrx",
  description,
  srcDir: ".pages",
  outDir: "./.out",
  cacheDir: "./.cache",
  cleanUrls: false,
  // Every link is a page of ours, and a page that is not there ends the build.
  ignoreDeadLinks: false,
  markdown: {
    // Our pages hold no HTML: what looks like it, such as <name>, is text.
    html: false,
  },
  themeConfig: {
    search: { provider: "local" },
    nav: [
      { text: "Tutorial", link: "/docs/tutorial" },
      { text: "API", link: "/reference/" },
      { text: version, link: "/CHANGELOG" },
    ],
    sidebar: sidebarOf(root),
    outline: [2, 3],
  },
};
