// IKE security associations.

import { type IkeSa, type IpsecSa } from "../../dataplane";
import { type DeviceView } from "../device-view";
import { el } from "../report/markup";
import { line, type Part, section, sectionWith, shown, type Sheet, spaced } from "../report/sheet";
import { type Column, headings, rowOf } from "../report/table";
import { type Arguments, bare, BRIEF, type Command, DETAIL, namespace } from "./command";
import {
  FAMILY,
  hashOf,
  indexOf,
  indexOption,
  isOfFamily,
  longHash,
  securityState,
} from "./security";
import { METHODS, modelled, published } from "../source";

const INDEX = "show-index-ike-security-association";
const PEER = bare("peer-address", "peer-address", "Address of the peer");

async function report(device: DeviceView, given: Arguments): Promise<Sheet> {
  const { ike, ipsec } = await securityState(device);
  const index = given[INDEX] ?? given.index;
  const peer = given["peer-address"];
  const isAsked = isOfFamily(given);
  const chosen = ike.filter(
    (sa) =>
      isAsked(sa.remoteAddress) &&
      (index === undefined || sa.index === Number(index)) &&
      (peer === undefined || sa.remoteAddress === peer),
  );
  const style = given.detail !== undefined || index !== undefined ? "detail" : "brief";
  return sectionWith(
    "ike-security-associations-information",
    { ...namespace(device, "ike"), "junos:style": style },
    style === "detail"
      ? spaced(chosen.map((sa) => detail(sa, ipsec)))
      : [headings(BRIEF_COLUMNS), ...chosen.map(brief)],
  );
}

const BRIEF_COLUMNS: readonly Column<IkeSa>[] = [
  { heading: "Index", width: 8, cell: (sa) => el("ike-sa-index", sa.index) },
  { heading: "State", width: 7, cell: (sa) => el("ike-sa-state", sa.state) },
  {
    heading: "Initiator cookie",
    width: 18,
    cell: (sa) => cookie("ike-sa-initiator-cookie", sa.initiatorCookie),
  },
  {
    heading: "Responder cookie",
    width: 18,
    cell: (sa) => cookie("ike-sa-responder-cookie", sa.responderCookie),
  },
  { heading: "Mode", width: 15, cell: (sa) => el("ike-sa-exchange-type", sa.mode) },
  {
    heading: "Remote Address",
    width: 17,
    cell: (sa) => el("ike-sa-remote-address", sa.remoteAddress),
  },
];

const cookie = (element: string, text: string): ReturnType<typeof shown> =>
  shown(el(element, text), text.padStart(16, "0"));

const brief = (sa: IkeSa): Part =>
  sectionWith("ike-security-associations", { "junos:style": "brief" }, rowOf(BRIEF_COLUMNS, sa));

const dhGroup = (sa: IkeSa): string => `DH-group-${/\d+/.exec(sa.dhGroup)?.[0] ?? sa.dhGroup}`;
/** Phase 1 reports write `aes256-cbc`. */
const cipher = (sa: IkeSa): string => sa.encryption.replace(/^aes-(\d+)-/, "aes$1-");
const authentication = (sa: IkeSa): string =>
  /psk|pre-?shared/i.test(sa.authentication) ? "Pre-shared-keys" : sa.authentication;

function detail(sa: IkeSa, ipsec: readonly IpsecSa[]): Part {
  const isUp = sa.state === "UP";
  const own = ipsec.filter((each) => each.gateway === sa.gateway && each.state === "UP");
  const left = Math.max(0, Math.round(sa.lifetimeSeconds - sa.ageSeconds));
  const tunnels = [...new Set(own.map(({ index }) => index))].join(" ");
  const flags = isUp ? "IKE SA is created" : "IKE SA is not created";
  const fragments = sa.mode === "IKEv2";
  const ends = (indent: string): Part =>
    line`${indent}Local: ${el("ike-sa-local-address", sa.localAddress)}:${el("ike-sa-local-port", sa.localPort)}, Remote: ${el("ike-sa-remote-address", sa.remoteAddress)}:${el("ike-sa-remote-port", sa.remotePort)}`;
  return section(
    "ike-security-associations-block",
    line`IKE peer ${el("ike-sa-remote-address", sa.remoteAddress)}, Index ${el("ike-sa-index", sa.index)}, Gateway Name: ${el("ike-gw-name", sa.gateway)}`,
    section(
      "ike-security-associations",
      line`  Role: ${el("ike-sa-role", sa.role)}, State: ${el("ike-sa-state", sa.state)}`,
      line`  Initiator cookie: ${el("ike-sa-initiator-cookie", sa.initiatorCookie)}, Responder cookie: ${el("ike-sa-responder-cookie", sa.responderCookie)}`,
      line`  Exchange type: ${el("ike-sa-exchange-type", sa.mode)}, Authentication method: ${el("ike-sa-authentication-method", authentication(sa))}`,
      ends("  "),
      line`  Lifetime: ${el("ike-sa-lifetime", isUp ? `Expires in ${left} seconds` : "Expired")}`,
      line`  Reauth Lifetime: ${el("ike-sa-reauthlifetime", "Disabled")}`,
      line`  IKE Fragmentation: ${el("ike-sa-ike-frag", fragments ? "Enabled" : "Disabled")}, Size: ${el("ike-sa-frag-size", fragments ? 576 : 0)}`,
      line`  Remote Access Client Info: ${el("ike-sa-remote-client-info", "Unknown Client")}`,
      section(
        "ike-xauth-user-info",
        line`  Peer ike-id: ${el("ike-ike-id", sa.remoteIdentity)}`,
        el("ike-xauth-username"),
        line`  AAA assigned IP: ${el("ike-xauth-user-assigned-ip", "0.0.0.0")}`,
      ),
      section(
        "ike-sa-algorithms",
        line`  Algorithms:`,
        line`   Authentication        : ${el("ike-sa-authentication-algorithm", longHash(sa.integrity))}`,
        line`   Encryption            : ${el("ike-sa-encryption-algorithm", cipher(sa))}`,
        line`   Pseudo random function: ${el("ike-sa-prf-algorithm", `hmac-${hashOf(sa.integrity)}`)}`,
        line`   Diffie-Hellman group  : ${el("ike-sa-dhgroup", dhGroup(sa))}`,
      ),
      section(
        "ike-sa-misc",
        el("ike-sa-flags", flags),
        line`  IPSec security associations: ${el("ike-sa-num-ipsec-sas-created", own.length)} created, ${el("ike-sa-num-ipsec-sas-deleted", 0)} deleted`,
        line`  Phase 2 negotiations in progress: ${el("ike-sa-num-phase2-negotiations", isUp && own.length === 0 ? 1 : 0)}`,
        line`  IPSec Tunnel IDs: ${el("ike-ipsec-sa-tunnel-ids", tunnels)}`,
      ),
      section(
        "ike-sa-phase2-information",
        line``,
        line`    Negotiation type: ${el("ike-sa-phase2-type", "Quick mode")}, Role: ${el("ike-sa-role", sa.role)}, Message ID: ${el("ike-sa-msg-id", 0)}`,
        ends("    "),
        line`    Local identity: ${el("ike-sa-local-id", sa.localIdentity)}`,
        line`    Remote identity: ${el("ike-sa-remote-id", sa.remoteIdentity)}`,
        line`    Flags: ${el("ike-sa-flags", flags)}`,
      ),
    ),
  );
}

/** The commands of this area. */
export const IKE: readonly Command[] = [
  {
    words: "show security ike security-associations",
    help: "Show IKE security associations",
    rpc: ["get-ike-security-associations-information"],
    nodes: "active",
    options: [BRIEF, DETAIL, FAMILY, indexOption(INDEX), PEER],
    source: published(
      "24.4R1.9",
      "fastrevmd-lab/rustjunosmcp, captures of vSRX; detail also in jnpr.toby",
    ),
    run: report,
  },
  {
    words: "clear security ike security-associations",
    help: "Clear IKE security associations",
    rpc: ["clear-ike-security-association", "clear-ike-security-associations"],
    options: [indexOption("index"), PEER],
    source: modelled("12.1", METHODS),
    async run(device, given) {
      const { ike } = await securityState(device);
      const peer = given["peer-address"];
      const index = indexOf(given);
      if (peer === undefined) {
        await device.plane.clear({ kind: "ike", ...(index === undefined ? {} : { index }) });
        return el("ok");
      }
      const own = ike.filter((sa) => sa.remoteAddress === peer).map((sa) => sa.gateway);
      for (const gateway of new Set(own)) await device.plane.clear({ kind: "ike", gateway });
      return el("ok");
    },
  },
];
