// Numbers that follow from names, as a stack keeps them: what has one keeps it, whatever comes beside it.

/** What was placed, by what it was placed in and by whose it is. */
export type Placed = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Numbers and addresses to keep: `PLACE NAME` → the number, as a refusal prints them. */
export type Pins = Readonly<Record<string, string | number>>;

/** A stack's own book of what was placed where, and of what is to stay. */
export class Placement {
  private readonly claims = new Map<string, Map<string, () => string | undefined>>();
  private readonly kept = new Map<string, string>();

  /** Keep these. @see StackScope.pin */
  pin(pins: Pins): void {
    for (const [key, value] of Object.entries(pins)) this.kept.set(key, String(value));
  }

  /** The number that a name is to keep in a place. */
  pinned(place: string, name: string): string | undefined {
    return this.kept.get(keyOf(place, name));
  }

  /**
   * A name has been given a number that its construct did not ask for.
   * @param number what it got, asked when the tree is finished; undefined where there was none left
   */
  claim(place: string, name: string, number: () => string | undefined): void {
    const here = this.claims.get(place) ?? new Map<string, () => string | undefined>();
    this.claims.set(place, here);
    here.set(name, number);
  }

  /** Everything that was placed. Needs the finished tree. */
  get placed(): Placed {
    const places = [...this.claims].map(([place, names]) => {
      const numbers = [...names].flatMap(([name, number]): [string, string][] => {
        const got = number();
        return got === undefined ? [] : [[name, got]];
      });
      return [place, Object.fromEntries(numbers)] as const;
    });
    return Object.fromEntries(places.filter(([, names]) => Object.keys(names).length > 0));
  }

  /** All that was placed, as pins that would keep it. */
  pins(): Readonly<Record<string, string>> {
    return Object.fromEntries(
      Object.entries(this.placed).flatMap(([place, names]) =>
        Object.entries(names).map(([name, number]) => [keyOf(place, name), number]),
      ),
    );
  }
}

/** How a pin names what it keeps. */
function keyOf(place: string, name: string): string {
  return `${place} ${name}`;
}
