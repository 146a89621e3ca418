// The alerts and the dashboard that come with the package: they fire when they should, and ask for what the exporter has.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parse } from "yaml";
import { loadPrometheus, metricsOf } from "../../lib/cli/exporter/metrics";

const root = resolve(__dirname, "../..");
const ALERTS = "docs/monitoring/alerts.yml";

function promtool(...args: readonly string[]): {
  readonly status: number | null;
  readonly said: string;
} {
  const { status, stdout, stderr, error } = spawnSync("promtool", args, {
    cwd: root,
    encoding: "utf8",
  });
  if (error !== undefined) throw new Error("promtool is missing: `npm test` installs it");
  return { status, said: stdout + stderr };
}

interface Rules {
  readonly groups: readonly {
    readonly rules: readonly { readonly alert: string; readonly expr: string }[];
  }[];
}

interface Dashboard {
  readonly templating: { readonly list: readonly { readonly definition?: string }[] };
  readonly panels: readonly {
    readonly id: number;
    readonly title: string;
    readonly gridPos: {
      readonly x: number;
      readonly y: number;
      readonly w: number;
      readonly h: number;
    };
    readonly targets: readonly { readonly expr: string }[];
  }[];
}

const rules = (parse(readFileSync(join(root, ALERTS), "utf8")) as Rules).groups.flatMap(
  (group) => group.rules,
);
const dashboard = JSON.parse(
  readFileSync(join(root, "docs/monitoring/dashboard.json"), "utf8"),
) as Dashboard;
const expressions = dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));

/** The metrics that an expression asks for. */
const metricsIn = (text: string): readonly string[] => text.match(/\bvsrx_\w+/g) ?? [];

test("promtool takes rules and configuration", () => {
  expect(promtool("check", "rules", "--lint-fatal", ALERTS)).toMatchObject({ status: 0 });
  expect(promtool("check", "config", "docs/monitoring/prometheus.yml")).toMatchObject({
    status: 0,
  });
});

test("alerts fire when they should, and only then", () => {
  const { status, said } = promtool("test", "rules", "test/monitoring/alerts.test.yml");
  expect(`${status} ${said}`).toMatch(/^0 /);
});

test("each alert is tried", () => {
  const tried = readFileSync(join(root, "test/monitoring/alerts.test.yml"), "utf8");
  expect(rules.length).toBeGreaterThan(4);
  expect(rules.filter(({ alert }) => !tried.includes(`alertname: ${alert}\n`))).toEqual([]);
});

test("alerts, dashboard and page name metrics that the exporter has", async () => {
  const nothing = { devices: [], tunnels: [], natRules: [] };
  const registry = metricsOf(await loadPrometheus("a test"), nothing, new Date(0));
  const known = (await registry.getMetricsAsJSON()).map(({ name }) => name);
  const page = readFileSync(join(root, "docs/monitoring.md"), "utf8");
  const variables = dashboard.templating.list.map(({ definition }) => definition ?? "");
  const named = [...rules.map(({ expr }) => expr), ...expressions, ...variables, page].flatMap(
    metricsIn,
  );
  expect(new Set(named).size).toBeGreaterThan(8);
  expect(named.filter((name) => !known.includes(name))).toEqual([]);
  // And the page tells of each.
  expect(known.filter((name) => !page.includes(name))).toEqual([]);
});

test("the dashboard's expressions are PromQL", () => {
  const folder = mkdtempSync(join(tmpdir(), "vsrx-dashboard-"));
  try {
    const file = join(folder, "rules.yml");
    const filled = expressions.map((expr) => expr.replaceAll("$__rate_interval", "5m"));
    const group = {
      name: "dashboard",
      rules: filled.map((expr, index) => ({ record: `panel:${index}`, expr })),
    };
    writeFileSync(file, JSON.stringify({ groups: [group] }));
    const { status, said } = promtool("check", "rules", file);
    expect(`${status} ${said}`).toMatch(/^0 /);
  } finally {
    rmSync(folder, { recursive: true });
  }
  expect(expressions.length).toBeGreaterThan(8);
});

test("the dashboard's panels do not overlap, and have numbers of their own", () => {
  const places = dashboard.panels.flatMap(({ gridPos: { x, y, w, h } }) =>
    Array.from({ length: w * h }, (_, at) => `${x + (at % w)},${y + Math.floor(at / w)}`),
  );
  expect(new Set(places).size).toBe(places.length);
  expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length);
  expect(dashboard.panels.every(({ gridPos: { x, w } }) => x + w <= 24)).toBe(true);
});
