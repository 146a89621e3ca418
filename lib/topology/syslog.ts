// Tunnel events in the device's system log: what its IKE daemon tells of tunnels, to a file on the device and to log servers.
import type { JunosConfig } from "../junos";
import type { IkeDaemon } from "./device-props";
import { either, flag, list, object, optional, type Shape, text, thing, whole } from "./shape";

/** A server that tunnel events are sent to. */
export interface SyslogServer {
  /** Address or name. The gateway's own routes lead there, in clear unless a tunnel carries them. */
  readonly address: string;
  /** UDP port. @default 514, the device's own */
  readonly port?: number;
  /** The gateway's address that messages come from. @default that of the interface they leave by */
  readonly sourceAddress?: string;
  /** Messages in the structured form of RFC 5424 instead of Junos's own. @default false */
  readonly structured?: boolean;
}

/**
 * Where a gateway tells of tunnel events: tunnels that come up and go down, negotiations that fail, peers that are dead.
 * They are messages of its IKE daemon with the facility `daemon` and the severity `info`, which a device keeps nowhere
 * by itself.
 */
export interface Syslog {
  /** Servers, by address or name, or with more about each. @default none */
  readonly hosts?: readonly (string | SyslogServer)[];
  /** Name of the file in /var/log of the device, or false for none. @default "kmd-logs", "iked-logs" where `daemon` is "iked" */
  readonly file?: string | false;
}

const NAME = text("a file's name: up to 63 letters, digits, points, hyphens, underscores", (name) =>
  /^[A-Za-z0-9][\w.-]{0,62}$/.test(name),
);
/** No wildcard, no keyword of Junos's, no blank. */
const ADDRESS = text(
  "an address or a host's name",
  (name) => /^[A-Za-z0-9][A-Za-z0-9.:-]*$/.test(name) && name !== "other-routing-engine",
);
const NO_FILE = thing("false", (value) => value === false);

const HOST: Readonly<Record<keyof SyslogServer, Shape>> = {
  address: ADDRESS,
  port: optional(whole(1, 65_535)),
  sourceAddress: optional(ADDRESS),
  structured: optional(flag),
};

const SERVER: Shape = (value, where) =>
  (typeof value === "string" ? ADDRESS : object(HOST, "an address, or { address, port, … }"))(
    value,
    where,
  );

export const SYSLOG: Shape = object(
  {
    hosts: optional(list(SERVER, "servers")),
    file: optional(either(NO_FILE, NAME)),
  } satisfies Readonly<Record<keyof Syslog, Shape>>,
  "{} or { hosts, file }",
);

/**
 * What tells the messages of each daemon from others: kmd's begin with KMD (Juniper's KB10097, which IBM's and
 * Microsoft's pages about vSRX follow), iked's with IKE (IKE_VPN_UP_ALARM_USER, IKE_GATEWAY_DPD_PEER_DEAD).
 */
const MARKS: Readonly<Record<IkeDaemon, string>> = { kmd: "KMD", iked: "IKE" };

/** The statements. */
export function syslogConfig({ hosts = [], file }: Syslog, daemon: IkeDaemon): JunosConfig {
  const events = { contents: { daemon: { info: true } }, match: MARKS[daemon] } as const;
  const name = file ?? `${daemon}-logs`;
  const servers = hosts.map((host) => (typeof host === "string" ? { address: host } : host));
  const lines = servers.map(
    ({ address, port, sourceAddress, structured }: SyslogServer) =>
      [
        address,
        {
          ...events,
          ...(port === undefined ? {} : { port }),
          ...(sourceAddress === undefined ? {} : { sourceAddress }),
          ...(structured === true ? { structuredData: true as const } : {}),
        },
      ] as const,
  );
  return {
    system: {
      syslog: {
        ...(name === false ? {} : { file: { [name]: events } }),
        ...(lines.length === 0 ? {} : { host: Object.fromEntries(lines) }),
      },
    },
  };
}
