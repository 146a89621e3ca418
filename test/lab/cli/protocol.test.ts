// Frames between the command line and the lab come out as they went in, however the socket cuts them.
import { fc } from "../../random";
import { encodeFrame, FrameReader, FRAMES } from "../../../lab/daemon/protocol";

it("survives any cutting", () => {
  const frame = fc.record({
    kind: fc.constantFrom(...FRAMES),
    payload: fc.uint8Array({ maxLength: 40 }),
  });
  fc.assert(
    fc.property(
      fc.array(frame),
      fc.infiniteStream(fc.integer({ min: 1, max: 9 })),
      (frames, cuts) => {
        const wire = Buffer.concat(
          frames.map(({ kind, payload }) => encodeFrame(kind, Buffer.from(payload))),
        );
        const seen: { kind: string; payload: string }[] = [];
        const reader = new FrameReader((kind, payload) =>
          seen.push({ kind, payload: payload.toString("hex") }),
        );
        for (let at = 0; at < wire.length;) {
          const next = at + (cuts.next().value as number);
          reader.push(wire.subarray(at, next));
          at = next;
        }
        expect(seen).toEqual(
          frames.map(({ kind, payload }) => ({
            kind,
            payload: Buffer.from(payload).toString("hex"),
          })),
        );
      },
    ),
    { numRuns: 100 },
  );
});
