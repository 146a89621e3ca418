// The public surface as text, etc/*.api.md: made by api-extractor from the built declarations, and compared with what is kept.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Extractor, ExtractorConfig } from "@microsoft/api-extractor";
import { root } from "./paths.mjs";

/** What a program may import: the report's name → the door's declarations. */
const DOORS = {
  "pulumi-vsrx": "dist/lib/index.d.ts",
  junos: "dist/lib/junos/index.d.ts",
  testing: "dist/lib/testing/index.d.ts",
};

const RENEW = "npm run api -- --write";

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
        reportTempFolder: join(root, "node_modules/.cache/api"),
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        compilerMessageReporting: quiet,
        // A type that a signature names and nobody can import is part of the report.
        extractorMessageReporting: {
          ...quiet,
          "ae-forgotten-export": { logLevel: "none", addToApiReportFile: true },
        },
        tsdocMessageReporting: quiet,
      },
    },
    configObjectFullPath: undefined,
    packageJsonFullPath: join(root, "package.json"),
  });
}

/** The doors whose report differs from the one in etc/; with `write` they are renewed. */
export function changedReports({ write }) {
  mkdirSync(join(root, "etc"), { recursive: true });
  return Object.entries(DOORS)
    .filter(([name, declarations]) => {
      const { apiReportChanged } = Extractor.invoke(config(name, declarations), {
        localBuild: write,
        showVerboseMessages: false,
        messageCallback: (message) => (message.handled = true),
      });
      return apiReportChanged;
    })
    .map(([name]) => `etc/${name}.api.md`);
}

/** A part of `npm test`. */
export function apiResults(changed) {
  const failed = changed.map(
    (file) => `api: ${file} is not what the code offers now; if that is meant: ${RENEW}`,
  );
  return { passed: 0, failed, skipped: [] };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const write = process.argv.includes("--write");
  const changed = changedReports({ write });
  for (const file of changed) {
    process.stdout.write(`${file} ${write ? "renewed" : `differs; ${RENEW} renews it`}\n`);
  }
  process.exit(changed.length > 0 && !write ? 1 : 0);
}
