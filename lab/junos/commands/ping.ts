// Ping from the device itself.

import { type DeviceView } from "../device-view";
import { type PingReply, type PingRequest } from "../dataplane";
import { refusal } from "../messages";
import { type Content, el } from "../report/markup";
import { line, type Part, section, sectionWith, type Sheet, text } from "../report/sheet";
import { type Arguments, bare, type Command, flag, namespace, valued } from "./command";
import { published } from "../source";
import { thrownText } from "../../../lib/thrown-text";

const DEFAULT_COUNT = 5;
const MOST = 2000;
/** Bytes of data unless asked otherwise. */
const DEFAULT_SIZE = 56;

async function report(device: DeviceView, given: Arguments): Promise<Sheet> {
  const { host = "", source, "routing-instance": instance } = given;
  if (host === "") throw refusal("missing argument", { element: "host" });
  const count = Math.min(Math.max(1, Number(given.count ?? DEFAULT_COUNT) || 1), MOST);
  const size = given.size === undefined ? undefined : Number(given.size);
  const whole = given["do-not-fragment"] !== undefined;
  const request = {
    destination: host,
    count,
    ...(source === undefined ? {} : { source }),
    ...(instance === undefined ? {} : { instance }),
    ...(size === undefined ? {} : { size }),
    ...(whole ? { doNotFragment: true } : {}),
    ...(given.rapid === undefined ? {} : { rapid: true }),
  };
  let parts: Part;
  try {
    parts = results(request, await device.plane.ping(request), given.rapid !== undefined);
  } catch (error) {
    const reason = thrownText(error);
    const message = el("ping-error-message", reason);
    parts = [el("ping-failure", "internal error"), line`ping: ${message}`];
  }
  return sectionWith(
    "ping-results",
    namespace(device, "probe-tests"),
    el("target-host", host),
    parts,
  );
}

interface Probe {
  /** The device's own ping counts from 0. */
  readonly sequence: number;
  readonly ttl: string;
  readonly milliseconds: number;
}

function probesOf(output: string): Probe[] {
  const found = output.matchAll(/icmp_seq=(\d+) ttl=(\d+) time=([\d.]+) ms/g);
  return [...found].map(([, sequence, ttl = "", time]) => ({
    sequence: Number(sequence) - 1,
    ttl,
    milliseconds: Number(time),
  }));
}

/** Least, mean, greatest and how far they spread. */
function spreadOf(times: readonly number[], rounded: (time: number) => number): number[] {
  const mean = (of: readonly number[]): number =>
    of.reduce((sum, each) => sum + each, 0) / of.length;
  const average = rounded(mean(times));
  const spread = rounded(Math.sqrt(mean(times.map((time) => (time - average) ** 2))));
  return [Math.min(...times), average, Math.max(...times), spread];
}

function results(
  { destination: host, size = DEFAULT_SIZE }: PingRequest,
  { sent, received, output }: PingReply,
  rapid: boolean,
): Part[] {
  const probes = probesOf(output);
  const loss = sent === 0 ? 100 : Math.round(((sent - received) / sent) * 100);
  const marks = `${"!".repeat(received)}${".".repeat(Math.max(0, sent - received))}\n`;
  return [
    el("target-ip", host),
    text(`PING ${host} (${host}): ${size} data bytes\n`),
    el("packet-size", size),
    probes.map((probe, index) => probePart({ host, size, rapid }, probe, index)),
    text(`${rapid ? marks : ""}\n--- ${host} ping statistics ---\n`),
    section(
      "probe-results-summary",
      line`${el("probes-sent", sent)} packets transmitted, ${el("responses-received", received)} packets received, ${el("packet-loss", loss)}% packet loss`,
      ...(probes.length === 0 ? [] : roundTrips(probes.map(({ milliseconds }) => milliseconds))),
    ),
    received > 0 ? el("ping-success") : el("ping-failure", "no response"),
  ];
}

interface Asked {
  readonly host: string;
  readonly size: number;
  readonly rapid: boolean;
}

/** Bytes of the header that come back with the data. */
const ECHO_HEADER = 8;

function probePart({ host, size, rapid }: Asked, probe: Probe, index: number): Part {
  const { sequence, ttl, milliseconds } = probe;
  return sectionWith(
    "probe-result",
    { "date-determined": String(Math.floor(Date.now() / 1000)) },
    text(
      rapid
        ? ""
        : `${size + ECHO_HEADER} bytes from ${host}: icmp_seq=${sequence} ttl=${ttl} time=${milliseconds.toFixed(3)} ms\n`,
    ),
    el("probe-index", index + 1),
    el("probe-success"),
    el("sequence-number", sequence),
    el("ip-address", host),
    el("time-to-live", ttl),
    el("response-size", size + ECHO_HEADER),
    el("rtt", Math.round(milliseconds * 1000)),
  );
}

/** Milliseconds as text, whole microseconds as elements. */
function roundTrips(times: readonly number[]): Part[] {
  const summary = spreadOf(times, (time) => time).map((time) => time.toFixed(3));
  const whole = times.map((time) => Math.round(time * 1000));
  const [least, average, greatest, spread] = spreadOf(whole, Math.round);
  const elements: readonly (readonly [string, Content])[] = [
    ["rtt-minimum", least],
    ["rtt-maximum", greatest],
    ["rtt-average", average],
    ["rtt-stddev", spread],
  ];
  return [
    line`round-trip min/avg/max/stddev = ${summary.join("/")} ms`,
    elements.map(([name, value]) => el(name, value)),
  ];
}

/** The commands of this area. */
export const PING: readonly Command[] = [
  {
    words: "ping",
    help: "Ping remote target",
    rpc: ["ping"],
    options: [
      valued("count", "number", "Number of ping requests to send"),
      valued("source", "address", "Source address of echo request"),
      flag("rapid", "Send requests rapidly"),
      valued("size", "bytes", "Size of request packets"),
      valued("wait", "seconds", "Delay after sending last packet"),
      valued("interval", "seconds", "Delay between ping requests"),
      flag("no-resolve", "Don't attempt to print addresses symbolically"),
      flag("do-not-fragment", "Don't fragment echo request packets"),
      valued("routing-instance", "name", "Routing instance for ping attempt"),
      bare("host", "host", "Hostname or address of remote host"),
    ],
    source: published("15.1X53", "exsver/netconf, replies in its tests"),
    run: report,
  },
];
