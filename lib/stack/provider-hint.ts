// Where Pulumi runs a program and would find no provider for it, its own error speaks of a download: what to do instead.
import { log, type Resource } from "@pulumi/pulumi";
import { findProvider, PROVIDER_FIX } from "../provider-place";

/** Pulumi's own starter of programs. Elsewhere, as in the Automation API, a project's file may be anywhere. */
const RUN_BY_PULUMI = /@pulumi[\\/]pulumi[\\/]cmd[\\/]run/;

/** What to say, or undefined where there is a provider or no way to know. */
export function providerHint(
  started = process.argv[1] ?? "",
  folder = process.cwd(),
  env: Readonly<Record<string, string | undefined>> = process.env,
): string | undefined {
  if (!RUN_BY_PULUMI.test(started) || findProvider(folder, env) !== undefined) return undefined;
  return (
    "Pulumi finds no provider vsrx for this project: found none in Pulumi.yaml, among its plugins, or on PATH; " +
    `allowed: any of these; fix: ${PROVIDER_FIX}`
  );
}

/** Says it beside Pulumi's error. */
export function hintAtProvider(resource: Resource): void {
  const hint = providerHint();
  if (hint !== undefined) void log.error(hint, resource);
}
