// How the setup speaks: always on standard error, so that a command's own output stays clean.

/** An error whose message is written for a person; everything else is a defect and keeps its stack. */
export class SetupError extends Error {}

const prefix = "setup: ";

export function say(text) {
  for (const line of text.split("\n")) process.stderr.write(`${prefix}${line}\n`);
}

/** Says that something long still goes on, every `seconds`; returns the function that ends it. */
export function ticking(what, seconds = 15) {
  const started = Date.now();
  const timer = setInterval(() => {
    say(`${what}: ${Math.round((Date.now() - started) / 1000)} s so far`);
  }, seconds * 1000);
  timer.unref();
  return () => clearInterval(timer);
}

export function fail(error) {
  if (error instanceof SetupError) process.stderr.write(`error: ${error.message}\n`);
  else process.stderr.write(`${error?.stack ?? error}\n`);
  process.exit(1);
}
