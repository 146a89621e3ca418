// What is wrong with what reaches the provider: mistakes as values, all of them at once.

import { type Mistake, sentenceOf } from "../diagnostics";
import { type CheckFailure } from "../rpc";
import { thrownText } from "../thrown-text";

/** Inputs that aren't what they should be. No mistake holds a value: it may be secret. */
export class InputError extends Error {
  override readonly name = "InputError";
  readonly mistakes: readonly Mistake[];

  constructor(...mistakes: readonly Mistake[]) {
    super(mistakes.map(sentenceOf).join("\n"));
    this.mistakes = mistakes;
  }
}

/** Gathers mistakes while the reading goes on. */
export class Mistakes {
  private readonly list: Mistake[] = [];

  add(mistake: Mistake): void {
    this.list.push(mistake);
  }

  /** What `read` gives; undefined, with its mistakes kept, when it fails by some. */
  attempt<Result>(read: () => Result): Result | undefined {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      this.list.push(...error.mistakes);
      return undefined;
    }
  }

  /** @throws InputError with all that were made */
  end(): void {
    if (this.list.length > 0) throw this.error();
  }

  /** What to throw where the reading can't go on. */
  error(): InputError {
    return new InputError(...this.list);
  }
}

/** An error as the engine shows it: one failure for each mistake. `property` must be no input: the engine prints the value of one. */
export function failuresOf(error: unknown, property: string): CheckFailure[] {
  if (error instanceof InputError)
    return error.mistakes.map((mistake) => ({ property, reason: sentenceOf(mistake) }));
  return [{ property, reason: thrownText(error) }];
}
