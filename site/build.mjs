// `npm run docs`: gathers the pages, makes the API reference from the comments, and builds the site. Its dependencies are its own.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { ensureModulesOf } from "../scripts/node-modules.mjs";
import { root } from "../scripts/paths.mjs";
import { runInForeground, runLimited } from "../scripts/process.mjs";
import { fail, say, SetupError } from "../scripts/say.mjs";
import { gather } from "./gather.mjs";

const site = join(root, "site");
const MINUTES = 10;

const programs = {
  typedoc: "typedoc/bin/typedoc",
  vitepress: "vitepress/bin/vitepress.js",
};

const programOf = (name) => join(site, "node_modules", programs[name]);

async function step(what, name, args) {
  say(what);
  const { code } = await runLimited(process.execPath, [programOf(name), ...args], {
    cwd: site,
    seconds: MINUTES * 60,
    show: true,
  });
  if (code !== 0) throw new SetupError(`${name} ended with ${code}; what it said is above`);
}

/** What `npm run lab` shows, on a machine where everything is set up and no lab runs. */
async function recordLab() {
  const { record } = await import("./record.mjs");
  const frames = await record("npm run lab", root, join(root, "docs/lab"));
  say(`docs/lab.cast and docs/lab.svg, ${frames} frames; the lab runs: npm run lab -- down`);
  return 0;
}

async function main([word, ...rest]) {
  if (rest.length > 0 || ![undefined, "serve", "record"].includes(word)) {
    throw new SetupError(
      `npm run docs takes nothing, "serve" or "record"; not ${[word, ...rest].join(" ")}`,
    );
  }
  await ensureModulesOf(site);
  if (word === "record") return await recordLab();
  for (const folder of [".pages", ".out"])
    rmSync(join(site, folder), { recursive: true, force: true });
  const pages = gather(root, join(site, ".pages"));
  say(`${pages.length} pages and pictures`);
  await step("API reference", "typedoc", ["--options", "typedoc.json", "--logLevel", "Warn"]);
  await step("site", "vitepress", ["build"]);
  process.stdout.write("The site is in site/.out; `npm run docs -- serve` shows it here.\n");
  if (word === undefined) return 0;
  return await runInForeground(
    process.execPath,
    [programOf("vitepress"), "preview", site, "--host", "127.0.0.1"],
    [process.env.PATH ?? ""],
  );
}

main(process.argv.slice(2)).then((code) => process.exit(code), fail);
