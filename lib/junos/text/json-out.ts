// Writing a tree as the JSON that `show configuration | display json` prints.
import type { ConfigNode } from "../tree/node";
import { writeElements, type ElementMarks, type ElementSink } from "./elements-out";

type Value = string | number | boolean | null | Value[] | Members;

/** An object's members; a map, as names are whatever a device calls things. */
type Members = Map<string, Value>;

/** Whole numbers that readers of JSON keep exact. */
const EXACT = /^(?:0|-?[1-9]\d{0,14})$/;

function marksOf({ inactive, protect, comment }: ElementMarks): Members | undefined {
  const marks: Members = new Map();
  if (inactive) marks.set("inactive", true);
  if (protect) marks.set("protect", true);
  if (comment !== undefined) marks.set("comment", `/* ${comment} */`);
  return marks.size === 0 ? undefined : marks;
}

class JsonSink implements ElementSink {
  readonly root: Members = new Map();
  private readonly stack: Members[] = [this.root];

  /** Adds a member, or one more to those of its name; returns how many there are when there can be several. */
  private add(element: string, value: Value, several: boolean): number | undefined {
    const members = this.stack.at(-1) ?? this.root;
    const there = members.get(element);
    if (there === undefined) members.set(element, several ? [value] : value);
    else if (Array.isArray(there)) there.push(value);
    else members.set(element, [there, value]);
    const all = members.get(element);
    return several || there !== undefined ? (all as Value[]).length : undefined;
  }

  open(element: string, several: boolean, marks: ElementMarks): void {
    const members: Members = new Map();
    const found = marksOf(marks);
    if (found !== undefined) members.set("@", found);
    this.add(element, members, several);
    this.stack.push(members);
  }

  close(): void {
    this.stack.pop();
  }

  leaf(
    element: string,
    value: string | undefined,
    several: boolean,
    marks: ElementMarks,
    whole: boolean,
  ): void {
    const plain = whole && value !== undefined && EXACT.test(value) ? Number(value) : value;
    const count = this.add(element, plain ?? [null], several);
    const found = marksOf(marks);
    if (found === undefined) return;
    const members = this.stack.at(-1) ?? this.root;
    const key = `@${element}`;
    if (count === undefined) return void members.set(key, found);
    // One for each value, none where nothing is marked.
    const all = (members.get(key) ?? []) as Value[];
    while (all.length < count - 1) all.push(null);
    members.set(key, [...all, found]);
  }
}

/** A tree as a JSON object whose only member is `configuration`. */
export function writeJson(root: ConfigNode): string {
  const sink = new JsonSink();
  writeElements(root, sink);
  const plain = (_key: string, value: unknown): unknown =>
    value instanceof Map ? Object.fromEntries(value as Members) : value;
  return `${JSON.stringify({ configuration: sink.root }, plain, 4)}\n`;
}
