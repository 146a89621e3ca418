// What happens to a statement that can't be read.

/** An error is thrown; it is left out; or, in set lines, it is kept word for word as an opaque statement. */
export type Faulty = "throw" | "skip" | "keep";
