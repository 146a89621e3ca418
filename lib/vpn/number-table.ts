// One number for every name that wants one out of a row: those that are asked for first, the others by name.
import { allocate, type StackScope } from "../topology";

/** The number that a pin says; undefined where it is none of the row. */
export function numberOf(pin: string | undefined, size: number): number | undefined {
  const number = pin === undefined ? Number.NaN : Number(pin);
  return Number.isInteger(number) && number >= 0 && number < size ? number : undefined;
}

export class NumberTable {
  private readonly names: string[] = [];
  private readonly claimed = new Set<string>();
  private readonly asked = new Map<string, number>();
  /** Who asked for a number, the first two. */
  private readonly askers = new Map<number, readonly string[]>();
  private placed: { readonly size: number; readonly of: ReadonlyMap<string, number> } | undefined;

  /** How many names want a number. */
  get count(): number {
    return this.names.length;
  }

  /** Whether a name has claimed a number. */
  has(name: string): boolean {
    return this.claimed.has(name);
  }

  /** Whether a name is the first for which a row of `size` has no room. */
  isBeyond(name: string, size: number): boolean {
    return this.names[size] === name;
  }

  /** A name wants a number, or a certain one. */
  claim(name: string, number?: number): void {
    this.names.push(name);
    this.claimed.add(name);
    if (number !== undefined) {
      this.asked.set(name, number);
      const before = this.askers.get(number) ?? [];
      if (before.length < 2) this.askers.set(number, [...before, name]);
    }
    this.placed = undefined;
  }

  /** The number of a name, below `size`; undefined when more names want one than there are. */
  of(name: string, size: number): number | undefined {
    const asked = this.asked.get(name);
    if (asked !== undefined) return asked;
    if (this.names.length > size) return undefined;
    if (this.placed?.size !== size) this.placed = { size, of: this.place(size) };
    return this.placed.of.get(name);
  }

  /** Another name that asks for the same number. */
  twin(name: string): { readonly name: string; readonly number: number } | undefined {
    const number = this.asked.get(name);
    if (number === undefined) return undefined;
    const other = this.askers.get(number)?.find((each) => each !== name);
    return other === undefined ? undefined : { name: other, number };
  }

  /** Where two ask for one number, the first has it: that is a mistake which they tell themselves. */
  private place(size: number): ReadonlyMap<string, number> {
    const first = new Map<number, string>();
    for (const [name, number] of this.asked) if (!first.has(number)) first.set(number, name);
    const unique = new Map([...first].map(([number, name]) => [name, number] as const));
    return allocate(
      this.names.filter((name) => unique.has(name) || !this.asked.has(name)),
      size,
      unique,
    );
  }
}

/** Number tables of one stack, each by its name. */
export class NumberTables {
  private readonly tables = new Map<string, NumberTable>();

  /** The stack's own, for one purpose. */
  static of(scope: StackScope, purpose: string): NumberTables {
    return scope.table(purpose, () => new NumberTables());
  }

  at(name: string): NumberTable {
    let table = this.tables.get(name);
    if (table === undefined) this.tables.set(name, (table = new NumberTable()));
    return table;
  }
}
