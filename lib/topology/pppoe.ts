// PPP over Ethernet: a session with a provider, who hands out the address by which the device is reached.
import type { Input } from "@pulumi/pulumi";
import type { JunosConfig } from "../junos";
import { type Shape, lateSecret, object, oneOf, optional, text, whole } from "./shape";
import { TEXT_FORMS } from "./text-forms";

/** How an interface speaks PPPoE. */
export interface Pppoe {
  /** The name that the provider knows, as PPP tells it. */
  readonly user: string;
  /** The provider's password for it, 1 to 255 printable characters; a secret. */
  readonly password: Input<string>;
  /** How the password is proven. @default "chap" */
  readonly authentication?: "chap" | "pap";
  /** Unit of pp0, 0–16385; each session has one of its own. @default 0 */
  readonly unit?: number;
  /** Largest packet in bytes, 576–1500: PPPoE takes eight of Ethernet's 1500 (RFC 2516). @default 1492 */
  readonly mtu?: number;
  /** The provider's service, where it offers several. @default any */
  readonly serviceName?: string;
}

const WORD = "a word of printable ASCII, without blanks and quotes";
const isWord = (value: string): boolean => /^[!#-~]{1,255}$/.test(value);

const TABLE: Readonly<Record<keyof Pppoe, Shape>> = {
  user: text(WORD, isWord),
  password: lateSecret(TEXT_FORMS.password),
  authentication: optional(oneOf("chap", "pap")),
  unit: optional(whole(0, 16_385)),
  mtu: optional(whole(576, 1500)),
  serviceName: optional(text(WORD, isWord)),
};

export const PPPOE = object(TABLE, "{ user, password, … }");

/** The interface on which sessions are. */
export const SESSIONS = "pp0";

/** What PPPoE leaves of Ethernet's packets. */
const SESSION_MTU = 1492;

export const sessionMtu = ({ mtu }: Pppoe): number => mtu ?? SESSION_MTU;

/** Seconds after which a session that was lost is begun again. */
const RECONNECT_SECONDS = 10;

/**
 * The session's interface, and the one beneath, which has no family of its own (Juniper, PPPoE on security devices).
 * @param password what stands for it
 */
export function pppoeConfig(
  session: Pppoe,
  { unit, beneath }: { readonly unit: number; readonly beneath: string | undefined },
  password: string,
): JunosConfig {
  const { user: localName, authentication = "chap", serviceName } = session;
  const [ethernet = "", lower = "0"] = beneath?.split(".") ?? [];
  return {
    interfaces: {
      [ethernet]: { unit: { [lower]: { encapsulation: "ppp-over-ether" } } },
      [SESSIONS]: {
        unit: {
          [unit]: {
            pppOptions:
              authentication === "chap"
                ? { chap: { defaultChapSecret: password, localName, passive: true } }
                : { pap: { localName, localPassword: password, passive: true } },
            pppoeOptions: {
              underlyingInterface: `${ethernet}.${lower}`,
              idleTimeout: 0,
              autoReconnect: RECONNECT_SECONDS,
              ...(serviceName === undefined ? {} : { serviceName }),
              client: true,
            },
            family: { inet: { mtu: sessionMtu(session), negotiateAddress: true } },
          },
        },
      },
    },
  };
}
