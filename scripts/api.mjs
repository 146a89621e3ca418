// The public surface as text, etc/*.api.md: made by api-extractor from the built declarations, and compared with what is kept.
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Extractor, ExtractorConfig } from "@microsoft/api-extractor";
import { root } from "./paths.mjs";

/** What a program may import: the report's name → the door's declarations. */
const DOORS = {
  "pulumi-vsrx": "dist/lib/index.d.ts",
  junos: "dist/lib/junos/index.d.ts",
  testing: "dist/lib/testing/index.d.ts",
  lab: "dist/lab/door/index.d.ts",
};

const RENEW = "npm run api -- --write";

/** Where the reports of what the code offers now are made, whatever etc/ has. */
const MADE = "node_modules/.cache/api";

function config(name, declarations) {
  const quiet = { default: { logLevel: "none" } };
  return ExtractorConfig.prepare({
    configObject: {
      projectFolder: root,
      mainEntryPointFilePath: join(root, declarations),
      newlineKind: "lf",
      compiler: { tsconfigFilePath: join(root, "tsconfig.build.json") },
      apiReport: {
        enabled: true,
        reportFileName: name,
        reportFolder: join(root, "etc"),
        reportTempFolder: join(root, MADE),
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        compilerMessageReporting: quiet,
        extractorMessageReporting: {
          ...quiet,
          "ae-forgotten-export": { logLevel: "warning", addToApiReportFile: false },
        },
        tsdocMessageReporting: quiet,
      },
    },
    configObjectFullPath: undefined,
    packageJsonFullPath: join(root, "package.json"),
  });
}

/**
 * What is wrong with the surface: doors whose report differs from the one in etc/ (with `write` they are renewed),
 * types that a signature names and nobody can import, from no door, and names without a comment.
 */
export function surface({ write }) {
  mkdirSync(join(root, "etc"), { recursive: true });
  const changed = [];
  const forgotten = [];
  for (const [name, declarations] of Object.entries(DOORS)) {
    const { apiReportChanged } = Extractor.invoke(config(name, declarations), {
      localBuild: write,
      showVerboseMessages: false,
      messageCallback: (message) => {
        message.handled = true;
        const [, symbol] = /The symbol "(\w+)"/.exec(message.text) ?? [];
        if (message.messageId === "ae-forgotten-export") forgotten.push({ door: name, symbol });
      },
    });
    if (apiReportChanged) changed.push(`etc/${name}.api.md`);
  }
  const offered = new Set(Object.keys(DOORS).flatMap(offeredBy));
  // A constant whose keys are a type's words needs no name: the type has one.
  const isType = (symbol) => !/^[A-Z_]+$/.test(symbol);
  const unnamed = forgotten.filter(({ symbol }) => isType(symbol) && !offered.has(symbol));
  const undocumented = Object.keys(DOORS).flatMap((door) =>
    undocumentedIn(readFileSync(join(root, MADE, `${door}.api.md`), "utf8")).map((symbol) => ({
      door,
      symbol,
    })),
  );
  return { changed, unnamed, undocumented };
}

/** Names of a report, each with what it is a member of, that no comment explains. */
export function undocumentedIn(report) {
  const found = [];
  let owner = "";
  let isNext = false;
  for (const line of report.split("\n")) {
    const [, declared] =
      /^export (?:default )?(?:abstract |declare )*[a-z]+ (\w+)/.exec(line) ?? [];
    if (declared !== undefined) owner = declared;
    if (isNext && !line.trim().startsWith("//")) {
      const [, member] = /^(?:[a-z]+ )*(\w+)/.exec(line.trim()) ?? [];
      found.push(declared ?? `${owner}.${member ?? line.trim()}`);
      isNext = false;
    }
    // Beside `@public` and other words, or alone.
    if (/^\s*\/\/ .*\(undocumented\)$/.test(line)) isNext = true;
  }
  return found;
}

/** Names that a door's report declares. */
function offeredBy(name) {
  const report = readFileSync(join(root, `etc/${name}.api.md`), "utf8");
  return [...report.matchAll(/^export (?:abstract )?\w+ (\w+)/gm)].map(([, symbol]) => symbol);
}

/** Each fault of the surface as a sentence. */
export function faultsOf({ changed, unnamed, undocumented }) {
  return [
    ...changed.map((file) => `${file} is not what the code offers now; if that is meant: ${RENEW}`),
    ...unnamed.map(
      ({ door, symbol }) =>
        `${symbol} is part of what ${door} offers, and no program can name it; ` +
        "export it from one of the package's doors, or mark with @internal what mentions it",
    ),
    ...undocumented.map(
      ({ door, symbol }) =>
        `${symbol} of ${door} has no comment; say what it means, with its unit, range and default`,
    ),
  ];
}

/** A part of `npm test`. */
export function apiResults(found) {
  return { passed: 0, failed: faultsOf(found).map((text) => `api: ${text}`), skipped: [] };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const write = process.argv.includes("--write");
  const found = surface({ write });
  const { changed } = found;
  if (write) for (const file of changed) process.stdout.write(`${file} renewed\n`);
  const faults = faultsOf({ ...found, changed: write ? [] : changed });
  for (const fault of faults) process.stdout.write(`${fault}\n`);
  process.exit(faults.length > 0 ? 1 : 0);
}
