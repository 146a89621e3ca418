// How much room text takes, without a browser: as wide as the widest of the usual sans-serif fonts draws it.

/** Size of text, and from one line to the next. */
export const FONT = 15;
export const LINE = 20;

const NARROW = /[ijltfrI.,:;'|!()[\]/\s-]/u;
const WIDE = /[mwMWOQGCDNHU@%&…↔→]/u;
/** Characters that fill a square: East Asian scripts and pictures. */
const SQUARE =
  /[\u1100-\u115f\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]|\p{Extended_Pictographic}/u;

/** Pixels that a line is wide. */
export function widthOf(text: string, isBold: boolean): number {
  let ems = 0;
  for (const character of text)
    ems += SQUARE.test(character)
      ? 1.1
      : NARROW.test(character)
        ? 0.36
        : WIDE.test(character)
          ? 0.9
          : 0.61;
  return Math.ceil(ems * FONT * (isBold ? 1.08 : 1));
}
