// Tags of what is made: a name and a role, and over them what the program says.
import type { Mistake } from "../diagnostics";
import type { Gateway, NatDevice } from "../topology";
import type { AwsSiteProps } from "./site-props";

/** A name of its own for each thing, unless the program's tags name it. */
export function tagsFor(
  site: { readonly props: Pick<AwsSiteProps, "tags"> },
  own: { readonly Name: string; readonly Role?: string },
): Record<string, string> {
  return { ...own, ...site.props.tags };
}

/** Tags of what is made for a device. */
export const deviceTags = (
  site: Parameters<typeof tagsFor>[0],
  device: Gateway | NatDevice,
): Record<string, string> => tagsFor(site, { Name: device.name, Role: device.role });

/** AWS takes 50 tags of 128 and 256 characters, and keeps names that begin with `aws:` for itself (EC2 user guide, tag restrictions). */
export function tagMistakes(tags: Readonly<Record<string, string>>): readonly Mistake[] {
  const wrong = (found: string, allowed: string, fix: string): Mistake => ({
    rule: "tag",
    what: "AWS does not accept a tag",
    found,
    allowed,
    fix,
  });
  const names = Object.entries(tags).flatMap(([name, value]): readonly Mistake[] => {
    if (/^aws:/i.test(name)) {
      return [wrong(name, 'names that do not begin with "aws:"', "rename it")];
    }
    if (name === "" || name.length > 128 || value.length > 256) {
      const found = `a name of ${name.length} characters with a value of ${value.length}`;
      return [wrong(found, "names of 1 to 128 characters, values of up to 256", "shorten it")];
    }
    return [];
  });
  // A name and a role come to those of the program.
  const count = new Set([...Object.keys(tags), "Name", "Role"]).size;
  if (count <= 50) return names;
  return [...names, wrong(`${count} tags, ours among them`, "50", "leave some out")];
}
