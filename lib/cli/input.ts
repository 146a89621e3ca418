// Reading a file or standard input as UTF-8 text.
import { readFile } from "node:fs/promises";
import { thrownText } from "../thrown-text";

/** Largest input that is read. */
const LARGEST = 256 * 1024 * 1024;

/** Text with the name it is called by in messages. */
export interface Input {
  readonly name: string;
  readonly text: string;
}

async function standardInput(): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST) throw new Error(`standard input is larger than ${LARGEST} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/**
 * The text of a file, or of standard input for "-".
 * @throws Error that names the file, when it can't be read or isn't UTF-8.
 */
export async function readInput(file: string): Promise<Input> {
  const name = file === "-" ? "standard input" : file;
  let bytes: Buffer;
  try {
    bytes = file === "-" ? await standardInput() : await readFile(file);
  } catch (error) {
    throw new Error(`cannot read ${name}: ${thrownText(error)}`, { cause: error });
  }
  if (bytes.length > LARGEST) throw new Error(`${name} is larger than ${LARGEST} bytes`);
  try {
    return { name, text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch (error) {
    throw new Error(
      `${name} is not UTF-8 text: byte ${firstInvalid(bytes)} cannot be read; convert the file first`,
      { cause: error },
    );
  }
}

/** Where the text stops being UTF-8: the first byte that the decoder replaces. */
function firstInvalid(bytes: Buffer): number {
  const text = new TextDecoder("utf-8").decode(bytes);
  let at = 0;
  for (const character of text) {
    const size = Buffer.byteLength(character);
    if (character === "\ufffd" && bytes.subarray(at, at + 3).toString("hex") !== "efbfbd")
      return at + 1;
    at += size;
  }
  return bytes.length;
}
