// Runs other programs: with a limit in time, their output kept, shown, or both; or in the foreground.
import { spawn } from "node:child_process";

/**
 * Resolves with { code, output, timedOut }; never rejects because of the program. With `show` its
 * output goes to standard error as it comes. At the limit the program's whole process group ends.
 */
export function runLimited(command, args, { cwd, env, seconds, show = false, stdin = "ignore" }) {
  return new Promise((resolve) => {
    // A program that asks for a password needs the terminal, so it stays in our own group.
    const detached = stdin === "ignore";
    const child = spawn(command, args, {
      cwd,
      env: env ?? process.env,
      detached,
      stdio: [stdin, "pipe", "pipe"],
    });
    let output = "";
    let timedOut = false;
    const end = (signal) => {
      try {
        process.kill(detached ? -child.pid : child.pid, signal);
      } catch {
        // It has ended by itself.
      }
    };
    const onSignal = () => {
      end("SIGKILL");
      process.exit(130);
    };
    process.once("SIGINT", onSignal);
    process.once("SIGTERM", onSignal);
    const limit = setTimeout(() => {
      timedOut = true;
      end("SIGTERM");
      setTimeout(() => end("SIGKILL"), 3000).unref();
    }, seconds * 1000);
    const take = (chunk) => {
      output = (output + chunk).slice(-100_000);
      if (show) process.stderr.write(chunk);
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    const finish = (code, extra = "") => {
      clearTimeout(limit);
      process.removeListener("SIGINT", onSignal);
      process.removeListener("SIGTERM", onSignal);
      resolve({ code, output: output + extra, timedOut });
    };
    child.on("error", (error) => finish(127, error.message));
    child.on("close", (code) => finish(code ?? 1));
  });
}

/** The last lines of an output, for an error message. */
export const tail = (output, lines = 12) => output.trim().split("\n").slice(-lines).join("\n");

/** Runs one of our programs in the foreground: its terminal, its signals. Resolves with its exit code. */
export function runInForeground(node, argv, path) {
  return new Promise((resolve, reject) => {
    const child = spawn(node, argv, {
      stdio: "inherit",
      env: { ...process.env, PATH: path.join(":") },
    });
    // The terminal sends Ctrl-C to the whole group; a signal sent to this process alone is passed on.
    const pass = (signal) => child.kill(signal);
    const ignore = () => {};
    process.on("SIGINT", process.stdin.isTTY ? ignore : pass);
    for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, pass);
    child.on("error", reject);
    child.on("exit", (code, signal) => resolve(code ?? (signal === "SIGINT" ? 130 : 143)));
  });
}
