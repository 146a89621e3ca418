// Ping from the device itself.

import { el, elWith } from "../markup";
import { refusal } from "../messages";
import { type Arguments, type Command, type Device, namespace, type Report } from "./command";

const DEFAULT_COUNT = 5;

async function pingReport(device: Device, given: Arguments): Promise<Report> {
  const destination = given.host;
  if (destination === undefined || destination === "") {
    throw refusal("missing argument", { element: "host" });
  }
  const count = Math.min(Math.max(1, Number(given.count ?? DEFAULT_COUNT) || 1), 2000);
  const { source } = given;
  let result;
  try {
    result = await device.plane.ping({
      destination,
      count,
      ...(source === undefined ? {} : { source }),
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      text: `ping: ${reason}\n`,
      xml: elWith(
        "ping-results",
        namespace(device, "probe-tests"),
        el("target-host", destination),
        el("ping-failure", "internal error"),
        el("ping-error-message", reason),
      ),
    };
  }
  const { sent, received, output } = result;
  const probes = [...output.matchAll(/icmp_seq=(\d+) ttl=(\d+) time=([\d.]+) ms/g)];
  const times = probes.map((probe) => Math.round(Number(probe[3]) * 1000));
  const average =
    times.length === 0 ? 0 : Math.round(times.reduce((sum, time) => sum + time, 0) / times.length);
  const spread =
    times.length === 0
      ? 0
      : Math.round(
          Math.sqrt(times.reduce((sum, time) => sum + (time - average) ** 2, 0) / times.length),
        );
  const loss = sent === 0 ? 100 : Math.round(((sent - received) / sent) * 100);
  return {
    text: pingText(destination, probes, { sent, received, loss }, given.rapid !== undefined),
    xml: elWith(
      "ping-results",
      namespace(device, "probe-tests"),
      el("target-host", destination),
      el("target-ip", destination),
      el("packet-size", 56),
      probes.map((probe, index) =>
        elWith(
          "probe-result",
          { "date-determined": String(Math.floor(Date.now() / 1000)) },
          el("probe-index", index + 1),
          el("probe-success"),
          el("sequence-number", Number(probe[1]) - 1),
          el("ip-address", destination),
          el("time-to-live", probe[2]),
          el("response-size", 64),
          el("rtt", times[index]),
        ),
      ),
      el(
        "probe-results-summary",
        el("probes-sent", sent),
        el("responses-received", received),
        el("packet-loss", loss),
        ...(times.length === 0
          ? []
          : [
              el("rtt-minimum", Math.min(...times)),
              el("rtt-maximum", Math.max(...times)),
              el("rtt-average", average),
              el("rtt-stddev", spread),
            ]),
      ),
      received > 0 ? el("ping-success") : el("ping-failure", "no response"),
    ),
  };
}

/** The commands of this area. */
export const PING: readonly Command[] = [
  {
    words: "ping",
    help: "Ping remote target",
    rpc: ["ping"],
    options: [
      { word: "count", element: "count", value: "number", help: "Number of ping requests to send" },
      {
        word: "source",
        element: "source",
        value: "address",
        help: "Source address of echo request",
      },
      { word: "rapid", element: "rapid", help: "Send requests rapidly" },
      { word: "size", element: "size", value: "bytes", help: "Size of request packets" },
      { word: "wait", element: "wait", value: "seconds", help: "Delay after sending last packet" },
      {
        word: "interval",
        element: "interval",
        value: "seconds",
        help: "Delay between ping requests",
      },
      {
        word: "no-resolve",
        element: "no-resolve",
        help: "Don't attempt to print addresses symbolically",
      },
      {
        word: "do-not-fragment",
        element: "do-not-fragment",
        help: "Don't fragment echo request packets",
      },
      {
        word: "routing-instance",
        element: "routing-instance",
        value: "name",
        help: "Routing instance for ping attempt",
      },
      { element: "host", value: "host", help: "Hostname or address of remote host" },
    ],
    run: pingReport,
  },
];

interface Tally {
  readonly sent: number;
  readonly received: number;
  readonly loss: number;
}

/** As the device's own ping writes it, which counts from 0. */
function pingText(
  destination: string,
  probes: readonly RegExpExecArray[],
  { sent, received, loss }: Tally,
  rapid: boolean,
): string {
  const times = probes.map((probe) => Number(probe[3]));
  const answers = rapid
    ? `${"!".repeat(received)}${".".repeat(Math.max(0, sent - received))}\n`
    : probes
        .map((probe, index) => {
          const time = (times[index] ?? 0).toFixed(3);
          return `64 bytes from ${destination}: icmp_seq=${Number(probe[1]) - 1} ttl=${probe[2] ?? ""} time=${time} ms\n`;
        })
        .join("");
  const average = times.reduce((sum, time) => sum + time, 0) / Math.max(1, times.length);
  const spread = Math.sqrt(
    times.reduce((sum, time) => sum + (time - average) ** 2, 0) / Math.max(1, times.length),
  );
  const summary = [Math.min(...times), average, Math.max(...times), spread]
    .map((time) => time.toFixed(3))
    .join("/");
  return (
    `PING ${destination} (${destination}): 56 data bytes\n${answers}\n` +
    `--- ${destination} ping statistics ---\n` +
    `${sent} packets transmitted, ${received} packets received, ${loss}% packet loss\n` +
    (times.length === 0 ? "" : `round-trip min/avg/max/stddev = ${summary} ms\n`)
  );
}
