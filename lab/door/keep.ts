// What is kept of a lab that a test failed in: its talk, its devices' configurations and replies, its captures. No secret.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { maskMarked } from "../../lib/secrets";
import { thrownText } from "../../lib/thrown-text";
import { type Capture } from "./capture";

/** Where to look, and what to ask. */
export interface KeepSource {
  /** The lab's own folder. */
  readonly folder: string;
  /** What its command line has said so far. */
  readonly said: string;
  readonly captures: readonly Capture[];
  /** What a person would ask the running lab, by the file's name. */
  readonly questions: Readonly<Record<string, () => Promise<string>>>;
}

/** Fills a new folder; what can't be had is said in its place. */
export async function keepIn(target: string, source: KeepSource): Promise<void> {
  mkdirSync(target, { recursive: true });
  const write = (name: string, text: string): void =>
    writeFileSync(join(target, name), maskMarked(text));
  write("up.log", source.said);
  const log = join(source.folder, "lab.log");
  if (existsSync(log)) write("lab.log", readFileSync(log, "utf8"));
  const captures = join(source.folder, "captures");
  if (existsSync(captures))
    for (const name of readdirSync(captures)) cpSync(join(captures, name), join(target, name));
  const questions = {
    ...source.questions,
    ...Object.fromEntries(
      source.captures.map((capture) => [
        basename(capture.file).replace(/pcap$/, "txt"),
        async () => `${capture.where} ${capture.filter}\n${(await capture.lines()).join("\n")}\n`,
      ]),
    ),
  };
  await Promise.all(
    Object.entries(questions).map(async ([name, ask]) => {
      try {
        write(name, await ask());
      } catch (error) {
        write(name, `not to be had: ${thrownText(error)}\n`);
      }
    }),
  );
}

/** A name for such a folder that no other run has. */
export const keptName = (project: string, count: number): string =>
  `${basename(project)}-${new Date().toISOString().replaceAll(/[:.]/g, "-")}-${process.pid}-${count}`;
