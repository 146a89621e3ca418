// A real Prometheus beside the exporter, where the lab's devices are reached: its answers to some queries.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root, type TestLab } from "./lab";

/** Runs both until Prometheus knows the tunnels, asks, and ends both; prints answers and the exporter's exit status as JSON lines. */
const SCRIPT = `
cd "$1"; queries="$2"; shift 2
"$@" > exporter.out 2> exporter.log & exporter=$!
prometheus --config.file=prometheus.yml --storage.tsdb.path=data --web.listen-address=127.0.0.1:9090 > prometheus.log 2>&1 & prometheus=$!
ask() { promtool query instant -o json http://127.0.0.1:9090 "$1" 2>/dev/null; }
for turn in $(seq 160); do ask 'vsrx_tunnel_encrypted_packets_total' | grep -q tunnel && break; sleep 0.25; done
while read -r query; do ask "$query"; echo; done < "$queries"
kill -TERM $exporter; wait $exporter; echo "$?"
kill -TERM $prometheus; wait $prometheus`;

/** One series of an answer. */
export interface Series {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: readonly [number, string];
}

export interface Monitored {
  readonly answers: readonly (readonly Series[])[];
  /** How the exporter ended when it was asked to. */
  readonly exitCode: number;
  readonly log: string;
}

/** What Prometheus answers after it has scraped the lab's stack. */
export async function monitored(lab: TestLab, queries: readonly string[]): Promise<Monitored> {
  const folder = join(lab.parent, "prometheus");
  mkdirSync(folder);
  cpSync(join(root, "docs/monitoring/alerts.yml"), join(folder, "alerts.yml"));
  const settings = readFileSync(join(root, "docs/monitoring/prometheus.yml"), "utf8");
  writeFileSync(join(folder, "prometheus.yml"), settings.replaceAll(/: (?:30|10)s/g, ": 5s"));
  writeFileSync(join(folder, "queries"), queries.map((query) => `${query}\n`).join(""));
  const exporter = lab.vsrxCommand("exporter", "--listen", "127.0.0.1:9550");
  const { stdout, stderr } = await lab.exec(
    "operator",
    ...[
      "timeout",
      "90",
      "bash",
      "-c",
      SCRIPT,
      "monitoring",
      folder,
      join(folder, "queries"),
      ...exporter,
    ],
  );
  const lines = stdout.split("\n").filter((line) => line !== "");
  const log = readFileSync(join(folder, "exporter.log"), "utf8");
  const exitCode = Number(lines.pop());
  if (lines.length !== queries.length) throw new Error(`no answers:\n${stdout}\n${stderr}\n${log}`);
  return { answers: lines.map((line) => JSON.parse(line) as readonly Series[]), exitCode, log };
}
