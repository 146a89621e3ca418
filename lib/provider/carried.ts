// What a tunnel carries, read from its inputs.

import { type Reader } from "./read";
import { type CarriedEnd, type CarriedSpec } from "./tunnel-spec";

/** Reads the input `carries`. */
export function readCarried(reader: Reader): CarriedSpec {
  const [first, second] = reader.list("ends").map(readEnd);
  const tcpMss = reader.optionalNumber("tcpMss", 64, 65_535);
  const protocol = reader.optionalNumber("protocol", 0, 255);
  const port = reader.optionalNumber("port", 0, 65_535);
  return {
    kind: reader.word("kind", ["route-based", "policy-based"]),
    isNarrow: reader.optionalFlag("isNarrow") ?? false,
    isOnTraffic: reader.optionalFlag("isOnTraffic") ?? false,
    isStandby: reader.optionalFlag("isStandby") ?? false,
    pairs: reader.list("pairs").map((pair) => ({
      initiator: pair.text("initiator"),
      responder: pair.text("responder"),
    })),
    ends: [first ?? NOWHERE, second ?? NOWHERE],
    ...(tcpMss === undefined ? {} : { tcpMss }),
    ...(protocol === undefined ? {} : { protocol }),
    ...(port === undefined ? {} : { port }),
  };
}

const NOWHERE: CarriedEnd = { zone: "", inner: [] };

function readEnd(reader: Reader): CarriedEnd {
  const hosts = reader.optionalTexts("hosts");
  return {
    zone: reader.text("zone"),
    inner: reader.list("inner").map((one) => ({
      address: one.text("address"),
      network: one.text("network"),
      zone: one.text("zone"),
    })),
    ...(hosts === undefined ? {} : { hosts }),
  };
}
