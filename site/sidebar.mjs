// The sidebar: the groups of sidebar.json, each page by its own heading.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pagesOf, placeOf } from "./gather.mjs";

const headingOf = (root, path) =>
  /^# (.+)$/m.exec(readFileSync(join(root, path), "utf8"))?.[1]?.replaceAll("`", "") ?? path;

const matches = (pattern, path) =>
  new RegExp(`^${pattern.replaceAll(/[.+]/g, "\\$&").replaceAll("*", "[^/]+")}$`).test(path);

export function sidebarOf(root) {
  const groups = JSON.parse(readFileSync(join(root, "site/sidebar.json"), "utf8"));
  const paths = pagesOf(root);
  const listed = groups.map(({ text, pages }) => ({
    text,
    collapsed: text !== "Begin" && text !== "Constructs" && text !== "How to",
    items: pages
      .flatMap((pattern) => paths.filter((path) => matches(pattern, path)))
      .map((path) => ({
        text: headingOf(root, path),
        link: `/${placeOf(path).replace(/(index)?\.md$/, "")}`,
      })),
  }));
  return [...listed, { text: "API", link: "/reference/" }];
}
