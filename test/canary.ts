// A secret to plant, and every form in which it could come out.
import { createHash } from "node:crypto";
import { decode9, encode9 } from "../lib/junos";

export class Canary {
  constructor(readonly text: string) {}

  /** Junos's own scrambling of it, which anybody can undo. */
  get scrambled(): string {
    return encode9(this.text);
  }

  /** The forms in which a text holds it: in clear, encoded, hashed, scrambled, or its first letters. */
  formsIn(text: string): string[] {
    const bytes = Buffer.from(this.text);
    const forms: Readonly<Record<string, string>> = {
      clear: this.text,
      beginning: this.text.slice(0, 10),
      hexadecimal: bytes.toString("hex"),
      // Whatever stands before it: the whole groups of three bytes inside, at each of the three shifts.
      ...Object.fromEntries(
        [0, 1, 2].map((shift) => {
          const inside = bytes.subarray((3 - shift) % 3);
          const whole = inside.subarray(0, inside.length - (inside.length % 3));
          return [`base64, ${shift} bytes on`, whole.toString("base64")];
        }),
      ),
      ...Object.fromEntries(
        ["md5", "sha1", "sha256"].map((name) => [
          name,
          createHash(name).update(this.text).digest("hex"),
        ]),
      ),
    };
    const found = Object.entries(forms).flatMap(([name, form]) =>
      text.includes(form) ? [name] : [],
    );
    for (const [scrambled] of text.matchAll(/\$9\$[A-Za-z0-9./-]+/g)) {
      if (this.isIn(scrambled)) found.push("scrambled");
    }
    return found;
  }

  private isIn(scrambled: string): boolean {
    try {
      return decode9(scrambled).includes(this.text);
    } catch {
      return false;
    }
  }
}
