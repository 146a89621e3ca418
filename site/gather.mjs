// The repository's pages as the site wants them: README.md is a folder's index, and what is no page is no link.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";

const PAGE = /\.(md|svg|png)$/;

/** Reports of the public surface are for a review, and the captures' page is for their files. */
const LEFT_OUT = /^(etc|test|site)\//;

/** Every page and picture that is tracked, or new and not ignored, by its path. */
export function pagesOf(root) {
  const listed = execFileSync(
    "git",
    ["ls-files", "--cached", "--others", "--exclude-standard", "*.md", "*.svg", "*.png"],
    { cwd: root, encoding: "utf8" },
  );
  return listed
    .split("\n")
    .filter((path) => PAGE.test(path) && !LEFT_OUT.test(path) && existsSync(join(root, path)));
}

/** README.md of a folder is that folder's index. */
export const placeOf = (path) => path.replace(/(^|\/)README\.md$/, "$1index.md");

/** A link as the site has it, or undefined where it leads to something that is no page. */
function linkOf(page, link, pages) {
  if (/^([a-z]+:|#)/.test(link)) return link;
  const [path, anchor] = link.split("#");
  const target = posix.join(posix.dirname(page), path).replace(/\/$/, "");
  const found = [target, posix.join(target, "README.md")].find((each) => pages.has(each));
  if (found === undefined) return undefined;
  const relative = posix.relative(posix.dirname(page), placeOf(found));
  return `${relative.startsWith(".") ? relative : `./${relative}`}${anchor === undefined ? "" : `#${anchor}`}`;
}

/** A block of code, a link whose words may hold code, or code within a line: whichever comes first. */
const CODE_OR_LINK = /```[^]*?```|(!?)\[((?:`[^`\n]*`|[^\]`])*)\]\(([^)\s]+)\)|`[^`\n]*`/g;

/** The text with its links led to where the pages are; code is left as it stands. */
export function leadLinks(page, text, pages) {
  return text.replaceAll(CODE_OR_LINK, (whole, picture, words, link) => {
    if (link === undefined) return whole;
    const led = linkOf(page, link, pages);
    return led === undefined ? words : `${picture}[${words}](${led})`;
  });
}

/** Writes them all into a folder. */
export function gather(root, folder) {
  const paths = pagesOf(root);
  const pages = new Set(paths);
  for (const path of paths) {
    const place = join(folder, placeOf(path));
    mkdirSync(dirname(place), { recursive: true });
    if (path.endsWith(".md")) {
      writeFileSync(place, leadLinks(path, readFileSync(join(root, path), "utf8"), pages));
    } else cpSync(join(root, path), place);
  }
  return paths;
}
