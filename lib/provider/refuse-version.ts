// A provider that is older than the program's package does not know all that the program says: it is refused.
import { isOlder, packageVersion } from "../version";
import { InputError } from "./mistakes";

/**
 * Newer is fine: a stack that an older program has left must still be refreshed and destroyed.
 * @param wanted the version that the program's package asked for; none in stacks of 0.1.0
 * @throws InputError when this provider is older
 */
export function refuseOlder(wanted: unknown, version = packageVersion()): void {
  if (typeof wanted !== "string" || version === undefined || !isOlder(version, wanted)) return;
  throw new InputError({
    rule: "provider-older",
    what: "the provider vsrx is older than the program's package",
    found: `provider ${version} in ${__dirname}, package pulumi-vsrx ${wanted}`,
    allowed: `${wanted} or newer`,
    fix: "let plugins.providers in Pulumi.yaml name the folder lib/provider/bin of the pulumi-vsrx that the program imports",
  });
}
