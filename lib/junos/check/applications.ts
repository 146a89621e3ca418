// Applications: which names exist, and what each needs.
import { Applications, isPredefinedApplication, knownPredefined } from "../model/applications";
import { hasPorts } from "../model/traffic";
import { hasPlaceholder } from "../placeholder";
import { suggest } from "../suggest";
import type { Context } from "./context";

/** Reports an application that doesn't exist. */
export function checkApplication(context: Context, name: string, where: readonly string[]): void {
  if (isPredefinedApplication(name)) return checkPredefined(context, name, where);
  const known = context.once("applications", () => new Applications(context.root).names());
  context.reference(name, known, "application", where, "undefined-application");
}

/** A name like Junos's own that is none which is known: a release has few that are not, so that it is misspelt most likely. */
function checkPredefined(context: Context, name: string, where: readonly string[]): void {
  const known = context.once("predefined applications", () => new Set(knownPredefined()));
  if (known.has(name) || hasPlaceholder(name)) return;
  const near = suggest(name, known);
  context.warn(
    "unknown-application",
    where,
    `no release is known in which Junos has an application "${name}" of its own`,
    near === undefined
      ? "name one that Junos has, or define one of your own"
      : `did you mean "${near}"?`,
  );
}

export function checkApplications(context: Context): void {
  for (const application of context.entries("applications application")) {
    const where = ["applications", "application", application.name];
    if (isPredefinedApplication(application.name))
      context.error(
        "name",
        where,
        `"${application.name}" is a built-in application's name`,
        "use a name that doesn't begin with junos-",
      );
    const terms = application.entries("term");
    if (
      terms.length === 0 &&
      !application.has("protocol") &&
      !application.has("application-protocol") &&
      !application.has("ether-type")
    ) {
      context.error("incomplete-application", where, "no protocol", "add one, such as tcp");
    }
    for (const term of terms)
      if (!term.has("protocol"))
        context.error(
          "incomplete-application",
          [...where, "term", term.name],
          "no protocol",
          "add one, such as tcp",
        );
    for (const port of ["source-port", "destination-port"]) {
      const protocol = application.text("protocol");
      if (
        application.has(port) &&
        protocol !== undefined &&
        !hasPlaceholder(protocol) &&
        !hasPorts(protocol)
      ) {
        context.error(
          "application-port",
          [...where, port],
          `protocol ${protocol} has no ports`,
          "take the port away, or use tcp or udp",
        );
      }
    }
  }
  for (const set of context.entries("applications application-set")) {
    const where = ["applications", "application-set", set.name];
    for (const name of set.names("application"))
      checkApplication(context, name, [...where, "application", name]);
    for (const name of set.names("application-set")) {
      if (isPredefinedApplication(name))
        checkPredefined(context, name, [...where, "application-set", name]);
      else
        context.reference(
          name,
          context.names("applications application-set"),
          "application set",
          [...where, "application-set", name],
          "undefined-application",
        );
    }
  }
}
