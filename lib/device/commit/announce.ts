// Waiting is told once, again when the reason changes, and now and then so that nobody thinks we hang.

const REPEAT_MILLISECONDS = 30_000;

/** Passes a message on unless it is the one that was just told. */
export function announcer(
  tell: ((message: string) => void) | undefined,
): (message: string) => void {
  let last = "";
  let at = 0;
  return (message) => {
    if (message === last && Date.now() - at < REPEAT_MILLISECONDS) return;
    last = message;
    at = Date.now();
    tell?.(message);
  };
}
