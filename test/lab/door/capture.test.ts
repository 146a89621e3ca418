// A capture begins when it sees what passes, keeps packets in a file, and reads them back as lines.
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Capture, type CaptureLab } from "../../../lab/door/capture";
import { type Streams } from "../../../lab/door/inside";

const folder = mkdtempSync(join(tmpdir(), "vsrx-capture-"));
afterAll(() => rmSync(folder, { recursive: true }));

class Tcpdump implements CaptureLab {
  argv: readonly string[] = [];
  streams: Streams | undefined;
  signals: string[] = [];
  private end: (code: number) => void = () => undefined;
  readonly ended = new Promise<number>((resolve) => (this.end = resolve));

  start: CaptureLab["start"] = (_node, argv, streams) => {
    this.argv = argv;
    this.streams = streams;
    const signal = (name: string): void => {
      this.signals.push(name);
      this.end(0);
    };
    return { ended: this.ended, signal };
  };

  run: CaptureLab["run"] = async (node, argv, options) => ({
    code: 0,
    stdout: `${node} ${argv.join(" ")} ${String(options?.input)}\n`,
    stderr: "",
  });

  say(text: string): void {
    this.streams?.onStderr(Buffer.from(text));
  }

  fail(): void {
    this.end(1);
  }
}

const capture = (lab: Tcpdump, where: string, filter: string, name: string): Capture =>
  new Capture(lab, where, filter, join(folder, "captures", name));

it("has begun only once tcpdump listens", async () => {
  const lab = new Tcpdump();
  const file = join(folder, "captures/a.pcap");
  let began = false;
  const beginning = capture(lab, "nat ge-0/0/0", "udp port 4500", "a.pcap")
    .begin()
    .then((each) => {
      began = true;
      return each;
    });
  lab.say("tcpdump: ");
  await new Promise(setImmediate);
  expect(began).toBe(false);
  lab.say("listening on ge-0-0-0, link-type EN10MB");
  const seen = await beginning;
  expect(lab.argv.slice(-4)).toEqual(["ge-0-0-0", "-w", "-", "udp port 4500"]);
  expect(existsSync(file)).toBe(false);
  expect(await seen.lines()).toEqual([]);
  lab.streams?.onStdout(Buffer.from("pack"));
  lab.streams?.onStdout(Buffer.from("ets"));
  expect(readFileSync(file, "utf8")).toBe("packets");
  expect(await seen.stop()).toEqual(["operator tcpdump -nnr - packets"]);
  expect(lab.signals).toEqual(["SIGINT"]);
});

it("on a node means all of its links", async () => {
  const lab = new Tcpdump();
  const beginning = capture(lab, "nat", "", "b.pcap").begin();
  lab.say("listening on any");
  await beginning;
  expect(lab.argv.slice(-3)).toEqual(["any", "-w", "-"]);
});

it("that tcpdump refuses is refused with its words", async () => {
  const lab = new Tcpdump();
  const beginning = capture(lab, "nat eth9", "", "c.pcap").begin();
  lab.say("tcpdump: eth9: No such device exists\n");
  lab.fail();
  await expect(beginning).rejects.toThrow("no capture at nat eth9: tcpdump: eth9: No such device");
});
