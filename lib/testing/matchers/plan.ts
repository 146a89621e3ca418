// Matchers for what a stack plans: tunnels, translations, routes, rules of security groups, diagnostics.
import { type Diagnostic, type RuleId, textOf } from "../../diagnostics";
import type { SynthRoute, SynthRule, SynthTranslation } from "../planned";
import { checkedResult, type SynthResult } from "../result";
import { checked, type SynthDevice } from "../synth-device";
import type { SynthTunnel, SynthTunnelEnd } from "../tunnels";
import { hasAll, line, listed, oneOf, type Verdict } from "./verdict";

/** What a test expects of a tunnel. An end is named by its gateway, or by more of it. */
export interface WantedTunnel extends Partial<Pick<SynthTunnel, "nat" | "port" | "idleSeconds">> {
  /** The end that begins: its gateway's name, or more of it. @default any */
  readonly initiator?: string | Partial<SynthTunnelEnd>;
  /** The end that answers: its gateway's name, or more of it. @default any */
  readonly responder?: string | Partial<SynthTunnelEnd>;
}

/** What a test expects of a translation. */
export type WantedTranslation = Partial<Omit<SynthTranslation, "sources">>;

/** What a test expects of a route of AWS. */
export type WantedRoute = Partial<SynthRoute>;

/** What a test expects of a rule of a security group. */
export type WantedRule = Partial<SynthRule>;

/** What a test expects of a diagnostic. */
export type WantedDiagnostic = Partial<
  Pick<Diagnostic, "severity" | "construct" | "device" | "statement">
>;

const endFits = (end: SynthTunnelEnd, wanted: WantedTunnel["initiator"]): boolean =>
  wanted === undefined ||
  (typeof wanted === "string" ? end.gateway === wanted : hasAll(end, wanted));

function tunnelFits(tunnel: SynthTunnel, { initiator, responder, ...rest }: WantedTunnel): boolean {
  return (
    endFits(tunnel.initiator, initiator) &&
    endFits(tunnel.responder, responder) &&
    hasAll(tunnel, rest)
  );
}

const endLine = (end: WantedTunnel["initiator"]): string | undefined =>
  typeof end === "object" ? `(${line(end)})` : end;

const tunnelLine = ({ initiator, responder, ...rest }: WantedTunnel): string =>
  line({ ...rest, initiator: endLine(initiator), responder: endLine(responder) });

export const planMatchers = {
  /** There is a tunnel of this name, with all that is said of it. */
  toHaveTunnel(given: SynthResult, name: string, wanted: WantedTunnel = {}): Verdict {
    const { tunnels } = checkedResult(given);
    const named = tunnels.filter((tunnel) => tunnel.name === name);
    const pass = named.some((tunnel) => tunnelFits(tunnel, wanted));
    const asked = `${name}${Object.keys(wanted).length === 0 ? "" : `: ${tunnelLine(wanted)}`}`;
    const found =
      named.length > 0
        ? named.map((tunnel) => `${name}: ${tunnelLine(tunnel)}`)
        : tunnels.map((tunnel) => tunnel.name);
    return {
      pass,
      message: () =>
        `there should be ${pass ? "no" : "a"} tunnel\n  ${asked}\nbut there ${pass ? "is" : "is only"}\n${listed(found)}`,
    };
  },

  /** The NAT device has such a translation. */
  toTranslate(given: SynthDevice | undefined, wanted: WantedTranslation): Verdict {
    const { name, translations } = checked(given);
    return oneOf(`translation on ${name}`, wanted, translations);
  },

  /** AWS is to have such a route. */
  toHaveRoute(given: SynthResult, wanted: WantedRoute): Verdict {
    return oneOf("route in AWS", wanted, checkedResult(given).aws.routes);
  },

  /** A security group of AWS is to have such a rule. */
  toHaveRule(given: SynthResult, wanted: WantedRule): Verdict {
    return oneOf("rule of a security group", wanted, checkedResult(given).aws.rules);
  },

  /** There is a diagnostic of this rule, with all that is said of it. A `ValidationError` has them too. */
  toHaveDiagnostic(given: Diagnosed, rule: RuleId, wanted: WantedDiagnostic = {}): Verdict {
    const diagnostics = diagnosticsOf(given);
    const pass = diagnostics.some((each) => each.rule === rule && hasAll(each, wanted));
    const asked = [rule, line(wanted)].filter((text) => text !== "").join(": ");
    return {
      pass,
      message: () =>
        `there should be ${pass ? "no" : "a"} diagnostic\n  ${asked}\nbut there ${pass ? "is" : "is only"}\n` +
        listed(diagnostics.map((each) => `${each.rule}: ${textOf(each)}`)),
    };
  },

  /** There is nothing to be said, but for what is acknowledged. */
  toHaveNoDiagnostics(given: Diagnosed): Verdict {
    const left = diagnosticsOf(given).filter(({ acknowledged }) => acknowledged === undefined);
    return {
      pass: left.length === 0,
      message: () =>
        left.length === 0
          ? "there should be a diagnostic, but there is none"
          : `there should be no diagnostic, but there is\n${listed(left.map((each) => `${each.severity} ${each.rule}: ${textOf(each)}`))}`,
    };
  },
};

/** A result, or the error that a wrong program ends with. */
export interface Diagnosed {
  /** What there is to be said: errors and warnings; of an error that was thrown, errors alone. */
  readonly diagnostics: readonly Diagnostic[];
}

function diagnosticsOf(given: Diagnosed | undefined): readonly Diagnostic[] {
  const known: unknown = given;
  if (typeof known === "object" && known !== null && "diagnostics" in known)
    return (known as Diagnosed).diagnostics;
  throw new TypeError(
    `this has no diagnostics: found ${typeof given}; allowed: what synth returned, or the ValidationError that it threw; ` +
      "fix: await synth(…) first",
  );
}
