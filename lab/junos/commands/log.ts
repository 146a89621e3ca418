// The log of the IKE daemon: what became of tunnels, oldest first, in the lines that a device writes.

import { type DataplaneState, type IkeSa, type TunnelEvent } from "../../dataplane";
import { type DeviceView } from "../device-view";
import { refusal } from "../messages";
import { el } from "../report/markup";
import { block, type Sheet } from "../report/sheet";
import { type Arguments, bare, type Command } from "./command";
import { securityState, type Vpn, vpnsOf } from "./security";
import { published } from "../source";

/** Both names that the daemon's log goes by. */
const IKE_LOGS = new Set(["kmd", "iked"]);

async function report(device: DeviceView, given: Arguments): Promise<Sheet> {
  const { filename = "" } = given;
  if (filename === "") return whole("output", [...IKE_LOGS].map((name) => `${name}\n`).join(""));
  if (!IKE_LOGS.has(filename)) throw refusal(`could not resolve file: ${filename}`);
  const state = await securityState(device);
  const vpns = vpnsOf(device);
  const oldestFirst = [...state.events].sort((a, b) => a.time - b.time);
  const lines = oldestFirst.flatMap((event) => {
    const vpn = vpns.find(({ name, gateway }) =>
      event.vpn === undefined ? gateway === event.gateway : name === event.vpn,
    );
    const start = `${stamp(event.time)} ${device.hostName} ${filename}[${DAEMON_PROCESS}]: `;
    return wordsOf(event, vpn, state).map((words) => `${start}${words}\n`);
  });
  return whole("file-content", lines.join(""));
}

/** Any number does: nobody can look for the process. */
const DAEMON_PROCESS = 13_696;

/** `Nov 23 02:20:11` */
function stamp(time: number): string {
  const date = new Date(time).toUTCString();
  return `${date.slice(8, 11)} ${date.slice(5, 7)} ${date.slice(17, 25)}`;
}

/** What a device writes of an event: an association that came up has several lines, a failure has one. */
function wordsOf(event: TunnelEvent, vpn: Vpn | undefined, state: DataplaneState): string[] {
  const { text } = event;
  if (/^IPsec SA negotiation succe/i.test(text)) return established(event, vpn, state);
  if (/^IKE SA negotiation succe/i.test(text))
    return [`IKE negotiation successfully completed. ${ends(event, vpn, state)}`];
  return [`IKE negotiation failed with error: ${text}. ${ends(event, vpn, state)}`];
}

/** Both ends of a negotiation, as far as they are known. */
interface Ends {
  readonly vpn: string;
  readonly gateway: string;
  readonly mode: string;
  readonly local: string;
  readonly localPort: number;
  readonly localId: string;
  readonly remote: string;
  readonly remotePort: number;
  readonly remoteId: string;
  readonly role?: string;
}

const NONE = "Not-Available";
const UNKNOWN_ENDS: Ends = {
  ...{ vpn: NONE, gateway: NONE, mode: "Main" },
  ...{ local: NONE, localPort: 500, localId: NONE },
  ...{ remote: NONE, remotePort: 500, remoteId: NONE },
};

/** What the configuration says, and over it what was negotiated. */
function endsOf({ vpn, gateway }: TunnelEvent, own: Vpn | undefined, ike: readonly IkeSa[]): Ends {
  const configured =
    own === undefined
      ? {}
      : {
          ...{ vpn: own.name, gateway: own.gateway, mode: own.ikeVersion },
          ...{ local: own.local, remote: own.remote },
        };
  const named = {
    ...UNKNOWN_ENDS,
    ...configured,
    ...(vpn === undefined ? {} : { vpn }),
    ...(gateway === undefined ? {} : { gateway }),
  };
  const sa = ike.find((each) => each.gateway === named.gateway);
  if (sa === undefined) return named;
  return {
    ...named,
    ...{ mode: sa.mode, role: sa.role },
    ...{ local: sa.localAddress, localPort: sa.localPort, localId: sa.localIdentity },
    ...{ remote: sa.remoteAddress, remotePort: sa.remotePort, remoteId: sa.remoteIdentity },
  };
}

/** Who negotiated with whom. */
function ends(event: TunnelEvent, own: Vpn | undefined, { ike }: DataplaneState): string {
  const both = endsOf(event, own, ike);
  const parts = [
    `IKE Version: ${both.mode === "IKEv2" ? 2 : 1}`,
    `VPN: ${both.vpn} Gateway: ${both.gateway}`,
    `Local: ${both.local}/${both.localPort}`,
    `Remote: ${both.remote}/${both.remotePort}`,
    `Local IKE-ID: ${both.localId}`,
    `Remote IKE-ID: ${both.remoteId}`,
    "VR-ID: 0",
  ];
  return [...parts, ...(both.role === undefined ? [] : [`Role: ${both.role}`])].join(", ");
}

function established(event: TunnelEvent, own: Vpn | undefined, state: DataplaneState): string[] {
  const { vpn, gateway, local, localId, remote, remoteId } = endsOf(event, own, state.ike);
  const found = state.ipsec.filter((sa) => sa.vpn === vpn && sa.state === "UP").at(-1);
  const [here, there] = [found?.localSelector, found?.remoteSelector].map(
    (range = "0.0.0.0/0") => `ipv4_subnet(any:0,[0..7]=${range})`,
  );
  const pair = (direction: string, spi: string): string =>
    `KMD_PM_SA_ESTABLISHED: Local gateway: ${local}, Remote gateway: ${remote}, Local ID: ${here}, Remote ID: ${there}, Direction: ${direction}, SPI: 0x${spi}, AUX-SPI: 0, Mode: Tunnel, Type: dynamic, Traffic-selector:  FC Name: `;
  return [
    // Of an association that is gone again nothing tells the numbers any more.
    ...(found === undefined ? [] : [pair("inbound", found.spiIn), pair("outbound", found.spiOut)]),
    `KMD_VPN_UP_ALARM_USER: VPN ${vpn} from ${remote} is up. Local-ip: ${local}, gateway name: ${gateway}, vpn name: ${vpn}, tunnel-id: ${found?.index ?? 0}, local tunnel-if: ${found?.bindInterface ?? NONE}, remote tunnel-ip: ${NONE}, Local IKE-ID: ${localId}, Remote IKE-ID: ${remoteId}, AAA username: Not-Applicable, VR id: 0, Traffic-selector: , Traffic-selector local ID: ${here}, Traffic-selector remote ID: ${there}, SA Type: Static`,
  ];
}

/** Text in one element. */
const whole = (element: string, text: string): Sheet => block(el(element, text), text);

/** The commands of this area. */
export const LOG: readonly Command[] = [
  {
    words: "show log",
    help: "Show contents of a log file",
    rpc: ["get-log"],
    options: [bare("filename", "filename", "Name of log file")],
    source: published(
      "2021 and 2024",
      "fabferri/az-pattern, kmd's lines on vSRX twice; failures as patterns for Junos logs read them",
    ),
    run: report,
  },
];
