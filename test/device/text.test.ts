// XML, framing, host keys and masking: the small parts that everything else stands on.

import { newKeyPair } from "../../lib/key-pair";
import { fc } from "../random";
import {
  fingerprint,
  formatHostKey,
  HostKeyError,
  parseHostKey,
  ProtocolError,
} from "../../lib/device";
import { Deframer } from "../../lib/device/framing";
import { escapeXml, findAll, leaf, parseLongXml, parseXml } from "../../lib/device/xml";

const MARK = "]]>]]>";

describe("framing", () => {
  test("messages are found wherever the pieces are cut, inside characters too", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.string({ unit: "grapheme" }).map((text) => text.trim()),
          { maxLength: 4 },
        ),
        fc.integer({ min: 1, max: 9 }),
        (messages, size) => {
          const bytes = Buffer.from(
            messages.map((text) => text.replaceAll(MARK, "") + MARK).join(""),
          );
          const deframer = new Deframer();
          const found: string[] = [];
          for (let at = 0; at < bytes.length; at += size)
            found.push(...deframer.push(bytes.subarray(at, at + size)));
          expect(found).toEqual(messages.map((text) => text.replaceAll(MARK, "").trim()));
        },
      ),
      { numRuns: 100 },
    );
  });

  test("an endless message is an error, not a full memory", () => {
    const deframer = new Deframer(1000);
    expect(() => {
      for (let index = 0; index < 20; index += 1) deframer.push(Buffer.alloc(100, "x"));
    }).toThrow(ProtocolError);
  });
});

describe("XML", () => {
  test("any text survives escaping and parsing, and never holds an end mark", () => {
    fc.assert(
      // Control characters have no form in XML 1.0; carriage returns and outer blanks don't survive parsing.
      fc.property(
        fc
          .string({ unit: "grapheme" })
          .map((text) => text.replaceAll(/[\u0000-\u001f\u007f-\u009f\ufffe\uffff]/g, "").trim()),
        (text) => {
          const xml = leaf("a", `${MARK}&${text}`);
          expect(xml).not.toContain(MARK);
          expect(parseXml(xml).text).toBe(`${MARK}&${text}`);
        },
      ),
      { numRuns: 100 },
    );
  });

  test("a pre-shared key with all the dangerous characters is escaped once", () => {
    expect(escapeXml(`a&b<c>"d'`)).toBe("a&amp;b&lt;c&gt;&quot;d&apos;");
    expect(parseXml(leaf("x", "&amp;")).text).toBe("&amp;");
  });

  test("comments and a declaration may come first, in any order", () => {
    expect(
      parseXml(`<!-- user lab -->\n<?xml version="1.0"?>\n<!-- x -->\n<a><b>\n t \n</b></a>`)
        .children[0],
    ).toMatchObject({ name: "b", text: "t" });
  });

  test.each(["", "<a>", "<a></b>", "text", "<a/><b/>"])(
    "%j is an error with a word about it",
    (text) => {
      expect(() => parseXml(text)).toThrow(ProtocolError);
    },
  );

  test("a long answer is read in turns: whoever else has work waits a moment only", async () => {
    const long = `<rpc-reply>${"<a><b>c</b></a>".repeat(40_000)}</rpc-reply>`;
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 0);
    const root = await parseLongXml(long);
    clearInterval(timer);
    expect(root.children).toHaveLength(40_000);
    expect(turns).toBeGreaterThan(5);
    expect(findAll(root, "b")).toHaveLength(40_000);
  });

  test("more elements than any reply has are an error, not a full memory", async () => {
    await expect(parseLongXml(`<r>${"<a/>".repeat(300_001)}</r>`)).rejects.toThrow(
      /more than 300000 elements/,
    );
  }, 30_000);

  test("two hundred thousand elements of one name are found", () => {
    const root = parseXml(`<r>${"<a/>".repeat(200_000)}</r>`);
    expect(findAll(root, "a")).toHaveLength(200_000);
  });

  test("a thousand levels are an error, not a full stack", () => {
    expect(() => parseXml("<a>".repeat(1000) + "</a>".repeat(1000))).toThrow(/nested/);
  });
});

describe("host keys", () => {
  const pair = newKeyPair();
  const key = Buffer.from(pair.public.split(" ")[1] ?? "", "base64");

  test("are read whole, with a comment, and as fingerprints", () => {
    const print = fingerprint(key);
    expect(parseHostKey(pair.public)).toEqual({ fingerprint: print, type: "ssh-ed25519" });
    expect(parseHostKey(`${formatHostKey(key)} router@lab\n`)).toEqual({
      fingerprint: print,
      type: "ssh-ed25519",
    });
    expect(parseHostKey(print)).toEqual({ fingerprint: print });
  });

  test.each(["", "nonsense", "ssh-ed25519 AAAA", `ssh-rsa ${pair.public.split(" ")[1]}`])(
    "%j is refused",
    (text) => {
      expect(() => parseHostKey(text)).toThrow(HostKeyError);
    },
  );
});
