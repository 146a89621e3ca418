// What went through tunnels.

import { type DeviceView } from "../device-view";
import { el, type Markup } from "../report/markup";
import { line, type Part, section, type Sheet, shown } from "../report/sheet";
import { type Arguments, type Command } from "./command";
import { indexOption, securityState } from "./security";
import { METHODS, modelled, published } from "../source";

const INDEX = "show-index-ipsec-statistics";

const row = (label: string, element: string, value: number): Part =>
  line`  ${label}:${shown(el(element, value), String(value).padStart(32 - label.length))}`;

/** Nothing counts these here. */
const none = (element: string): Markup => el(element, 0);

async function report(device: DeviceView, given: Arguments): Promise<Sheet> {
  const { ipsec, espErrors } = await securityState(device);
  const index = given[INDEX] ?? given.index;
  const esp = device.tunnels.traffic(ipsec, index === undefined ? undefined : Number(index));
  return section(
    "usp-ipsec-total-statistics-information",
    section(
      "esp-statistics",
      line`ESP Statistics:`,
      row("Encrypted bytes", "esp-encrypted-bytes", esp.encryptedBytes),
      row("Decrypted bytes", "esp-decrypted-bytes", esp.decryptedBytes),
      row("Encrypted packets", "esp-encrypted-packets", esp.encryptedPackets),
      row("Decrypted packets", "esp-decrypted-packets", esp.decryptedPackets),
    ),
    section(
      "ah-statistics",
      line`AH Statistics:`,
      row("Input bytes", "ah-input-bytes", 0),
      row("Output bytes", "ah-output-bytes", 0),
      row("Input packets", "ah-input-packets", 0),
      row("Output packets", "ah-output-packets", 0),
    ),
    section(
      "error-statistics",
      line`Errors:`,
      line`  AH authentication failures: ${none("ah-authentication-failures")}, Replay errors: ${el("replay-errors", espErrors?.replay ?? 0)}`,
      line`  ESP authentication failures: ${el("esp-authentication-failures", espErrors?.authentication ?? 0)}, ESP decryption failures: ${none("esp-decryption-failures")}`,
      line`  Bad headers: ${none("bad-headers")}, Bad trailers: ${none("bad-trailers")}`,
      line`  Invalid SPI: ${none("invalid-spi-errors")}, TS check fail: ${none("ts-check-fail-errors")}`,
      line`  Exceeds tunnel MTU: ${none("exceeds-tunnel-mtu")}`,
      line`  Discarded: ${none("discard-errors")}`,
    ),
  );
}

/** The commands of this area. */
export const STATISTICS: readonly Command[] = [
  {
    words: "show security ipsec statistics",
    help: "Show IPsec statistics",
    rpc: ["get-ipsec-statistics-information"],
    nodes: "each",
    options: [indexOption(INDEX)],
    source: published("24.4R1.9", "fastrevmd-lab/rustjunosmcp, captures of vSRX"),
    run: report,
  },
  {
    words: "clear security ipsec statistics",
    help: "Clear IPsec statistics",
    rpc: ["clear-ipsec-statistics"],
    options: [],
    source: modelled("12.1", METHODS),
    async run(device) {
      const { ipsec } = await securityState(device);
      device.tunnels.clear(ipsec);
      return el("ok");
    },
  },
];
