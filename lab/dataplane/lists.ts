// Lists and containers of a typed configuration, read without regard to how an empty one is written.

/** The entries of a list in their order; an entry without statements is an empty object. */
export function entries<T extends object>(
  list: Readonly<Record<string, T | true>> | undefined,
): readonly (readonly [string, T])[] {
  return Object.entries(list ?? {}).map(([name, value]) => [
    name,
    value === true ? ({} as T) : value,
  ]);
}

/** A container that may be written as a mere `true`. */
export function contents<T extends object>(value: T | true | undefined): T | undefined {
  return value === true ? ({} as T) : value;
}

/** An entry of a list, where `true` stands for one without statements. */
export function entry<T extends object>(
  list: Readonly<Record<string, T | true>> | undefined,
  name: string | undefined,
): T | undefined {
  const found = name === undefined ? undefined : list?.[name];
  return found === true ? ({} as T) : found;
}
