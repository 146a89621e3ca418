// The part of a configuration that a subtree filter asks for.

import { asXml, type Element } from "./request";

/** Keeps what a filter selects; undefined when it selects nothing. */
function select(data: Element, filter: Element): Element | undefined {
  if (filter.children.length === 0) {
    const wanted = filter.text.trim();
    return wanted === "" || data.text.trim() === wanted ? data : undefined;
  }
  const matches = filter.children.filter(
    (child) => child.children.length === 0 && child.text.trim() !== "",
  );
  for (const match of matches) {
    const isThere = data.children.some(
      (child) => child.name === match.name && child.text.trim() === match.text.trim(),
    );
    if (!isThere) return undefined;
  }
  const rest = filter.children.filter((child) => !matches.includes(child));
  if (rest.length === 0) return data;
  const kept: Element[] = [];
  for (const child of data.children) {
    // An entry keeps its name, or nobody knows which it is.
    if (child.name === "name" && !rest.some(({ name }) => name === "name")) {
      kept.push(child);
      continue;
    }
    const asked = rest.filter(({ name }) => name === child.name);
    for (const each of asked) {
      const part = select(child, each);
      if (part !== undefined) {
        kept.push(part);
        break;
      }
    }
  }
  const onlyNames = kept.every(({ name }) => name === "name");
  return onlyNames ? undefined : { ...data, children: kept };
}

/** The selected part as XML; an empty configuration when nothing is selected. */
export function selectXml(data: Element, filter: Element): string {
  const part = select(data, filter);
  return part === undefined ? `<${data.name}></${data.name}>` : asXml(part);
}
