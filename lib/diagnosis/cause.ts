// Why a tunnel does not carry what it should: what is wrong, what shows it, and the way out. Values, no text yet.

/** What rests on what, the lowest first: without statements there is no way, without a way no IKE, and so on. */
export const LAYERS = ["statements", "path", "IKE", "IPsec", "traffic"] as const;

/** A layer that a cause lies in. */
export type Layer = (typeof LAYERS)[number];

/** One thing that shows a cause. */
export interface Evidence {
  /** The device that was asked. */
  readonly device: string;
  /** Words of a set line, or the name of the reply that says it. Never a secret's value. */
  readonly place: string;
  /** What was found there. Never a secret. */
  readonly value?: string;
}

/** One cause. */
export interface Cause {
  /** Where it lies; what is on a higher one rests on it. */
  readonly layer: Layer;
  /** The tunnel that it keeps from working. */
  readonly tunnel: string;
  /** The device that has to change, where one is to blame. */
  readonly device?: string;
  /** What is wrong, in a sentence. */
  readonly what: string;
  /** What shows it. */
  readonly evidence: readonly Evidence[];
  /** The way out. */
  readonly fix: string;
  /** What tells it from others, whatever the values. */
  readonly key: string;
  /** The rule of the two ends that it breaks, where there is one. */
  readonly rule?: string;
  /** True where the configurations given don't tell for certain. */
  readonly isGuess?: boolean;
}

/** What was found of one tunnel. */
export interface Diagnosis {
  readonly tunnel: string;
  /** The lowest layer first; empty where nothing stands against the tunnel. */
  readonly causes: readonly Cause[];
  /** What was looked at and is right; empty where a configuration of `unknown` is missing. */
  readonly ruledOut: readonly string[];
  /** Devices of this tunnel whose configuration could not be read, and a cloud that could not be asked, and why. */
  readonly unknown: readonly {
    readonly device: string;
    /** @default the configuration of the device */
    readonly what?: string;
    readonly why: string;
  }[];
  /** Statements that differ from the program and break nothing. */
  readonly differences: readonly Evidence[];
}

/** Each once, in the order in which they have to be mended. */
export function ordered(causes: readonly Cause[]): readonly Cause[] {
  const once = new Map(causes.map((cause) => [cause.key, cause]));
  return [...once.values()].sort((a, b) => LAYERS.indexOf(a.layer) - LAYERS.indexOf(b.layer));
}

const evidenceText = ({ device, place, value }: Evidence): string =>
  `${device}: ${place}${value === undefined ? "" : `: ${value}`}`;

/** A cause as lines of text, the first without indentation. */
export const causeLines = ({ layer, what, evidence, fix }: Cause): readonly string[] => [
  `${layer}: ${what}`,
  ...evidence.map((each) => `  ${evidenceText(each)}`),
  `  fix: ${fix}`,
];

/** A diagnosis as lines of text. */
export function diagnosisLines(diagnosis: Diagnosis): readonly string[] {
  const { tunnel, causes, ruledOut, unknown, differences } = diagnosis;
  return [
    `${tunnel}: ${headline(diagnosis)}`,
    ...causes.flatMap((cause) => causeLines(cause).map((line) => `  ${line}`)),
    ...unknown.map(
      ({ device, what, why }) => `  not known: ${what ?? `the configuration of ${device}`}: ${why}`,
    ),
    ...(causes.length > 0 && ruledOut.length > 0 ? [`  ruled out: ${ruledOut.join("; ")}`] : []),
    ...differences.map(
      (each) => `  differs from the program, and breaks nothing: ${evidenceText(each)}`,
    ),
  ];
}

function headline({ causes, unknown }: Diagnosis): string {
  if (causes.length === 1) return "one cause";
  if (causes.length > 1) return `${causes.length} causes, the lowest layer first`;
  return unknown.length === 0
    ? "nothing that was looked at stands against it"
    : "no cause found, and not everything could be read";
}
