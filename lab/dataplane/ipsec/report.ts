// Charon's security associations, as a Junos device would report them.
import type { IkeSa, IpsecSa } from "../types";
import type { Connection, DaemonPlan } from "./plan";
import { carries } from "./siblings";
import { list, type Message, section, text } from "./vici";

const CIPHER: Readonly<Record<string, string>> = {
  DES_CBC: "des-cbc",
  "3DES_CBC": "3des-cbc",
  AES_CBC: "aes-cbc",
  AES_GCM_16: "aes-gcm",
  CHACHA20_POLY1305: "chacha20-poly1305",
  NULL: "null",
};

const INTEGRITY: Readonly<Record<string, string>> = {
  HMAC_MD5_96: "md5",
  HMAC_SHA1_96: "sha1",
  HMAC_SHA2_256_128: "sha256",
  HMAC_SHA2_256_96: "sha256-96",
  HMAC_SHA2_384_192: "sha384",
  HMAC_SHA2_512_256: "sha512",
};

const GROUP: Readonly<Record<string, string>> = {
  MODP_768: "DH-group-1",
  MODP_1024: "DH-group-2",
  MODP_1536: "DH-group-5",
  MODP_2048: "DH-group-14",
  MODP_3072: "DH-group-15",
  MODP_4096: "DH-group-16",
  ECP_256: "DH-group-19",
  ECP_384: "DH-group-20",
  ECP_521: "DH-group-21",
  MODP_2048_256: "DH-group-24",
};

function cipher(sa: Message): string {
  const word = text(sa["encr-alg"]);
  const name = CIPHER[word] ?? word.toLowerCase();
  const size = text(sa["encr-keysize"]);
  return size === "" ? name : name.replace("aes-", `aes-${size}-`);
}

function integrity(sa: Message): string {
  const word = text(sa["integ-alg"]);
  if (word !== "") return INTEGRITY[word] ?? word.toLowerCase();
  return text(sa["prf-alg"])
    .replace("PRF_HMAC_SHA2_", "sha")
    .replace("PRF_HMAC_", "")
    .toLowerCase();
}

/** Junos numbers SAs from the seven digits up; strongSwan from one. */
const IKE_BASE = 6_000_000;
const IPSEC_BASE = 131_073;

export function ikeSa(
  sa: Message,
  connection: Connection,
  plan: DaemonPlan,
  base: number,
  nat: boolean,
): IkeSa {
  const port = (key: string): number => (nat ? Number(text(sa[key]) || 500) : 500);
  const initiator = text(sa["initiator"]) === "yes";
  return {
    index: IKE_BASE + base * 1000 + Number(text(sa["uniqueid"])),
    gateway: connection.gateway,
    localAddress: plan.localAddress,
    localPort: port("local-port"),
    remoteAddress: text(sa["remote-host"]),
    remotePort: port("remote-port"),
    localIdentity: text(sa["local-id"]),
    remoteIdentity: text(sa["remote-id"]),
    role: initiator ? "Initiator" : "Responder",
    state: text(sa["state"]) === "ESTABLISHED" ? "UP" : "DOWN",
    mode: connection.version === 2 ? "IKEv2" : connection.aggressive ? "Aggressive" : "Main",
    initiatorCookie: text(sa["initiator-spi"]),
    responderCookie: text(sa["responder-spi"]),
    natDetected: nat,
    authentication: "Pre-shared-keys",
    encryption: cipher(sa),
    integrity: integrity(sa),
    dhGroup: GROUP[text(sa["dh-group"])] ?? text(sa["dh-group"]),
    lifetimeSeconds: connection.ikeLifetimeSeconds,
    ageSeconds: Number(text(sa["established"]) || 0),
  };
}

export function ipsecSas(
  sa: Message,
  connection: Connection,
  plan: DaemonPlan,
  base: number,
  nat: boolean,
): readonly IpsecSa[] {
  return Object.values(section(sa["child-sas"]))
    .map((child) => section(child))
    .filter((child) => carries(connection, text(child["name"])))
    .filter((child) => ["INSTALLED", "REKEYING", "REKEYED"].includes(text(child["state"])))
    .map((child) => ({
      index: IPSEC_BASE + base * 1000 + Number(text(child["uniqueid"])),
      vpn: connection.vpn,
      gateway: connection.gateway,
      ...(connection.bindInterface === undefined
        ? {}
        : { bindInterface: connection.bindInterface }),
      localAddress: plan.localAddress,
      remoteAddress: text(sa["remote-host"]),
      port: nat ? Number(text(sa["remote-port"])) : 500,
      spiIn: text(child["spi-in"]),
      spiOut: text(child["spi-out"]),
      protocol: "ESP",
      encryption: cipher(child),
      integrity: text(child["integ-alg"]) === "" ? "" : integrity(child),
      localSelector: list(child["local-ts"]).join(" "),
      remoteSelector: list(child["remote-ts"]).join(" "),
      lifetimeSeconds: connection.espLifetimeSeconds,
      remainingSeconds: Number(text(child["life-time"]) || 0),
      bytesIn: Number(text(child["bytes-in"]) || 0),
      bytesOut: Number(text(child["bytes-out"]) || 0),
      packetsIn: Number(text(child["packets-in"]) || 0),
      packetsOut: Number(text(child["packets-out"]) || 0),
      state: "UP",
    }));
}
