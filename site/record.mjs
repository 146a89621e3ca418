// Records the lab coming up: a cast in asciinema's format (version 2), and a picture that moves, for pages that play no cast.
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import xterm from "@xterm/headless";

const SIZE = { cols: 140, rows: 36 };

/** Whoever watches waits no longer than this for the next change. */
const LONGEST_PAUSE = 1.2;

/** How long the end stands before it begins anew. */
const END_STANDS = 8;

/** Where the project lies is of the machine that records. */
const FOLDER = "~/pulumi-vsrx";

/** What a command writes to a terminal of our size, and when. Its words are a shell's. */
function listen(command, cwd) {
  const started = Date.now();
  const events = [];
  const sized = `stty cols ${SIZE.cols} rows ${SIZE.rows}; ${command}`;
  const child = spawn("script", ["-qefc", sized, "/dev/null"], {
    cwd,
    env: { ...process.env, TERM: "xterm-256color" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  child.stdout.setEncoding("utf8");
  child.stdout.on("data", (text) =>
    events.push({ at: (Date.now() - started) / 1000, text: text.replaceAll(cwd, FOLDER) }),
  );
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) =>
      code === 0 ? resolve(events) : reject(new Error(`${command} ended with ${code}`)),
    );
  });
}

/** The same with no pause longer than a person likes to wait. */
function shortened(events) {
  let last = 0;
  let now = 0;
  return events.map(({ at, text }) => {
    now += Math.min(at - last, LONGEST_PAUSE);
    last = at;
    return { at: Number(now.toFixed(3)), text };
  });
}

function castOf(command, events) {
  const header = { version: 2, width: SIZE.cols, height: SIZE.rows, title: command };
  return [header, ...events.map(({ at, text }) => [at, "o", text])]
    .map((line) => `${JSON.stringify(line)}\n`)
    .join("");
}

/** What the screen shows after each event, as lines of text; the same screen twice is one. */
async function framesOf(events) {
  const terminal = new xterm.Terminal({ ...SIZE, allowProposedApi: true });
  const frames = [];
  for (const { at, text } of events) {
    await new Promise((done) => terminal.write(text, done));
    const { active } = terminal.buffer;
    const lines = Array.from({ length: SIZE.rows }, (_, row) =>
      (active.getLine(active.viewportY + row)?.translateToString(true) ?? "").trimEnd(),
    );
    if (frames.at(-1)?.lines.join("\n") !== lines.join("\n")) frames.push({ at, lines });
  }
  return frames;
}

const escaped = (text) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

const ROW = 18;
const COLUMN = 8.4;
const MARGIN = 14;

/** Each frame is a group that is seen for its part of the whole; without animation the last one stands. */
function pictureOf(title, frames) {
  const whole = (frames.at(-1)?.at ?? 0) + END_STANDS;
  const rows = Math.max(
    ...frames.map(({ lines }) => lines.findLastIndex((line) => line !== "") + 1),
  );
  const [width, height] = [Math.round(SIZE.cols * COLUMN + 2 * MARGIN), rows * ROW + 2 * MARGIN];
  const percent = (at) => ((100 * at) / whole).toFixed(2);
  const rules = frames.map(({ at }, index) => {
    const until = frames[index + 1]?.at ?? whole;
    const isLast = index === frames.length - 1;
    const seen = `${percent(at)}%{opacity:1}${percent(until)}%{opacity:${isLast ? 1 : 0}}`;
    return (
      `@keyframes f${index}{0%{opacity:0}${seen}}` +
      `.f${index}{opacity:${isLast ? 1 : 0};animation:f${index} ${whole.toFixed(1)}s step-end infinite}`
    );
  });
  const groups = frames.map(({ lines }, index) => {
    const texts = lines.flatMap((line, row) =>
      line === ""
        ? []
        : [`<text x="${MARGIN}" y="${MARGIN + ROW * (row + 0.75)}">${escaped(line)}</text>`],
    );
    return `<g class="f${index}">${texts.join("")}</g>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" role="img" aria-label="${escaped(title)}">
<style>rect{fill:#16181d}text{fill:#e6e8ec;font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;white-space:pre}
${rules.join("\n")}
@media (prefers-reduced-motion:reduce){g{animation:none!important}}</style>
<rect width="${width}" height="${height}" rx="8"/>
${groups.join("\n")}
</svg>
`;
}

/** Runs the command, and writes `NAME.cast` and `NAME.svg`. */
export async function record(command, cwd, path) {
  const events = shortened(await listen(command, cwd));
  const frames = await framesOf(events);
  writeFileSync(`${path}.cast`, castOf(command, events));
  writeFileSync(`${path}.svg`, pictureOf(command, frames));
  return frames.length;
}
