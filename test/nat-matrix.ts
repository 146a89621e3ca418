// Every combination of NAT in front of two gateways, and what has to come of it: made from the rows of the kinds.
import { NAT_KINDS, type NatRow } from "../lib/topology";

type KindName = keyof typeof NAT_KINDS;

/** What stands in front of a gateway: translations from it outwards. */
export interface NatFront {
  readonly name: string;
  readonly kinds: readonly KindName[];
}

const rows = Object.entries(NAT_KINDS) as [KindName, NatRow][];

/** Nothing; each kind alone; and two devices of the stack in a row. */
export const NAT_FRONTS: readonly NatFront[] = [
  { name: "none", kinds: [] },
  ...rows.flatMap(([kind, { word, shows }]): NatFront[] => {
    if (shows === "given" || shows === "given-or-unknown") {
      return [{ name: `box-${word}`, kinds: [kind] }];
    }
    const alone = { name: word, kinds: [kind] };
    return shows === "rule" ? [alone, { name: `${word}-chain`, kinds: [kind, kind] }] : [alone];
  }),
];

export const IKE_VERSIONS = ["IKEv1 main mode", "IKEv2"] as const;

/** Verified with traffic, or refused before anything is created, for this reason. */
type Expected =
  | { readonly verified: true; readonly nat: boolean }
  | { readonly refused: "responder unreachable" | "neither can initiate" };

const isOpen = ({ kinds }: NatFront): boolean => kinds.every((kind) => NAT_KINDS[kind].inward);

/** The responder must be open inward; the version of IKE plays no part (Juniper, NAT-T topic). */
export function expected(initiator: NatFront, responder: NatFront): Expected {
  if (!isOpen(responder)) {
    return { refused: isOpen(initiator) ? "responder unreachable" : "neither can initiate" };
  }
  return { verified: true, nat: initiator.kinds.length + responder.kinds.length > 0 };
}

/** The sentence of the error that each reason comes with. */
export const REASONS: Readonly<Record<"responder unreachable" | "neither can initiate", string>> = {
  "responder unreachable": "cannot be reached: its NAT is open outward only",
  "neither can initiate": "both ends are behind NAT that lets nobody in, so neither can initiate",
};

const table = (rows: readonly (readonly string[])[]): string =>
  [rows[0] ?? [], (rows[0] ?? []).map(() => "---"), ...rows.slice(1)]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");

/** The kinds as the docs show them. */
function kindsTable(): string {
  const forgets = ({ forgetsAfter, shows }: NatRow): string => {
    if (forgetsAfter === undefined) return "never";
    return `after ${forgetsAfter} s${shows === "given-or-unknown" ? " unless you say otherwise" : ""}`;
  };
  return table([
    ["kind", "how to say it", "inward", "ports", "forgets idle UDP flows"],
    ...rows.map(([, row]) => [
      row.name,
      `\`${row.written}\``,
      row.inward ? "yes" : "no",
      row.rewritesPorts ? "rewritten" : "kept",
      forgets(row),
    ]),
  ]);
}

/** Every combination as the docs show it. */
function matrixTable(): string {
  const cell = (initiator: NatFront, responder: NatFront): string => {
    const outcome = expected(initiator, responder);
    if ("refused" in outcome) return `refused: ${outcome.refused}`;
    return outcome.nat ? "up, UDP 4500" : "up";
  };
  return table([
    ["initiator behind ↓, responder behind →", ...NAT_FRONTS.map(({ name }) => name)],
    ...NAT_FRONTS.map((initiator) => [
      initiator.name,
      ...NAT_FRONTS.map((responder) => cell(initiator, responder)),
    ]),
  ]);
}

/** The page with its generated tables, which stand between marks of their names. */
export function withTables(page: string): string {
  const tables = { kinds: kindsTable(), matrix: matrixTable() };
  return Object.entries(tables).reduce(
    (text, [name, made]) =>
      text.replace(
        new RegExp(`(<!-- table: ${name} -->\n)[^]*?(\n<!-- end -->)`),
        (_, begin: string, end: string) => `${begin}\n${made}\n${end}`,
      ),
    page,
  );
}
