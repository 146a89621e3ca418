// Whoever answers in a device's place with what no device says: it ends in time, with a short and printable error of the right class.

import { type AddressInfo, createServer, type Server as TcpServer, type Socket } from "node:net";
import { Server, type ServerChannel } from "ssh2";
import { newKeyPair } from "../../lib/key-pair";
import {
  type Connection,
  Device,
  DeviceError,
  ProtocolError,
  readSetText,
  RpcError,
  UnreachableError,
} from "../../lib/device";
import { ReplyTimeoutError } from "../../lib/device/errors";
import { SYSTEM_INFORMATION } from "../../lib/device/replies/system";
import { ConfigTree } from "../../lib/junos";

const HELLO =
  `<hello xmlns="urn:ietf:params:xml:ns:netconf:base:1.0"><capabilities><capability>urn:ietf:params:netconf:base:1.0` +
  `</capability></capabilities><session-id>1</session-id></hello>]]>]]>`;
const answer = (inside: string, id = `message-id="1"`): string =>
  `<rpc-reply ${id}>${inside}</rpc-reply>]]>]]>`;
const complaint = (message: string, severity = "error"): string =>
  `<rpc-error><error-severity>${severity}</error-severity><error-message>${message}</error-message></rpc-error>`;

/** What can take over a terminal: every control character but the end of a line. */
const UNPRINTABLE = /[^\P{Cc}\n]/u;
/** Far above what any of these needs, and far below what an attack would take. */
const MOST_MEMORY = 600 * 1024 * 1024;

const closers: (() => void)[] = [];
const access = { user: "lab", password: "lab123", acceptFirstHostKey: true };

function deviceAt(server: TcpServer | Server, more: Partial<Connection> = {}): Device {
  const { port } = server.address() as AddressInfo;
  const device = new Device(
    { host: "127.0.0.1", port, ...access, ...more },
    { connectTimeoutSeconds: 1 },
  );
  closers.push(() => device.drop());
  return device;
}

/** A server that isn't even SSH. */
async function tcp(serve: (socket: Socket) => void): Promise<Device> {
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    closers.push(() => socket.destroy());
    serve(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => server.close());
  return deviceAt(server);
}

interface Behaviour {
  readonly banner?: string;
  readonly letIn?: boolean;
  /** After the login and our hello. */
  readonly serve?: (channel: ServerChannel) => void;
}

/** A server that speaks SSH, and then what it likes. */
async function ssh({ banner, letIn = true, serve }: Behaviour): Promise<Device> {
  const hostKeys = [newKeyPair().private];
  const server = new Server({ hostKeys, ...(banner === undefined ? {} : { banner }) }, (client) => {
    client.on("error", () => undefined);
    closers.push(() => client.end());
    client.on("authentication", (context) => void (letIn && context.accept()));
    client.on("session", (accept) =>
      accept().on("subsystem", (allow) => {
        const channel = allow();
        channel.on("error", () => undefined);
        channel.write(HELLO);
        serve?.(channel);
      }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => server.close());
  return deviceAt(server);
}

/** Answers the first request with this, and nothing else. */
const answering = (text: string): Promise<Device> =>
  ssh({
    serve: (channel) => {
      let heard = "";
      const listen = (data: Buffer): void => {
        heard += data.toString();
        if (!heard.includes("</rpc>")) return;
        channel.removeListener("data", listen);
        channel.resume();
        channel.write(text);
      };
      channel.on("data", listen);
    },
  });

/** Writes for as long as the other end reads. */
function pour(stream: Socket | ServerChannel, piece: string): void {
  const more = (): void => {
    while (!stream.destroyed && stream.write(piece));
  };
  stream.on("drain", more);
  more();
}

/** Asks one question; answers what came back, or the error. */
async function ask(device: Device, timeoutSeconds = 30): Promise<unknown> {
  try {
    const session = await device.session();
    return await session.request(SYSTEM_INFORMATION, { timeoutSeconds });
  } catch (error) {
    return error;
  }
}

async function expectError(
  device: Device,
  kind: new (...args: never[]) => Error,
  said: RegExp,
  timeoutSeconds?: number,
): Promise<void> {
  const before = process.memoryUsage().rss;
  const outcome = await ask(device, timeoutSeconds);
  expect(outcome).toBeInstanceOf(kind);
  const { message } = outcome as Error;
  expect(message).toMatch(said);
  expect(message.length).toBeLessThan(50_000);
  expect(message).not.toMatch(UNPRINTABLE);
  expect(process.memoryUsage().rss - before).toBeLessThan(MOST_MEMORY);
}

afterEach(() => {
  for (const close of closers.splice(0)) close();
});

describe("before the login", () => {
  test.each<[string, (socket: Socket) => void, RegExp]>([
    ["a server that says nothing", () => undefined, /login isn't through within 1 s/],
    ["lines without end", (socket) => pour(socket, `${"x".repeat(200)}\r\n`), /127\.0\.0\.1/],
    ["one line without end", (socket) => pour(socket, "x".repeat(65_536)), /127\.0\.0\.1/],
  ])("%s", async (_what, serve, said) => {
    await expectError(await tcp(serve), UnreachableError, said);
  });

  test("a login that is never answered", async () => {
    await expectError(await ssh({ letIn: false }), UnreachableError, /isn't through within 1 s/);
  });

  test("a banner of ten megabytes", async () => {
    await expectError(
      await ssh({ banner: "B".repeat(10 * 1024 * 1024) }),
      UnreachableError,
      /127\.0\.0\.1/,
    );
  });
});

describe("after the greeting", () => {
  test("data without end", async () => {
    const device = await ssh({
      serve: (channel) => {
        channel.resume();
        pour(channel, `<x>${"y".repeat(32_000)}</x>`);
      },
    });
    await expectError(device, DeviceError, /doesn't end|did not answer|does not start NETCONF/, 2);
  });

  test("one character now and then", async () => {
    const device = await ssh({
      serve: (channel) => {
        channel.resume();
        const drip = setInterval(() => channel.write("x"), 100);
        closers.push(() => clearInterval(drip));
      },
    });
    await expectError(device, ReplyTimeoutError, /did not answer "get-system-information"/, 1);
  });

  test("answers that nobody asked for", async () => {
    const device = await ssh({
      serve: (channel) => {
        channel.resume();
        channel.write(answer("<ok/>", `message-id="77"`));
      },
    });
    await expectError(device, ProtocolError, /nobody asked for|message-id="77"/);
  });
});

const LAUGHS =
  `<!DOCTYPE l [<!ENTITY a "ha">${[..."bcdefgh"].map((name, index) => `<!ENTITY ${name} "${`&${"abcdefg"[index]};`.repeat(10)}">`).join("")}]>` +
  `<rpc-reply message-id="1"><a>&h;</a></rpc-reply>]]>]]>`;

describe("an answer with", () => {
  test.each<[string, string, new (...args: never[]) => Error, RegExp]>([
    ["entities in entities", LAUGHS, ProtocolError, /not well-formed/],
    ["an entity that nobody defined", answer("<a>&who;</a>"), ProtocolError, /not well-formed/],
    [
      "a hundred thousand levels",
      answer("<a>".repeat(100_000) + "</a>".repeat(100_000)),
      ProtocolError,
      /more than 200 levels/,
    ],
    ["20,000 errors", answer(complaint("no").repeat(20_000)), RpcError, /and 19980 more$/],
    ["a word of a megabyte", answer(complaint("a".repeat(1e6))), RpcError, /characters more\)/],
    [
      "a megabyte of words",
      answer(complaint("no such thing ".repeat(80_000))),
      RpcError,
      /no such … \(\d+ characters more\)$/,
    ],
    ["a name of a megabyte", `<${"a".repeat(1e6)}/>]]>]]>`, ProtocolError, /with <a{100}>\.$/],
    ["another's number", answer("<ok/>", `message-id="999"`), ProtocolError, /message-id="999"/],
    [
      "references to control characters",
      answer(complaint("&#27;[2J&#x1b;]0;title&#7;&#155;31mfine")),
      RpcError,
      /\ufffd\[2J\ufffd\]0;title\ufffd\ufffd31mfine/,
    ],
    ["control characters", answer(complaint("\u001b[2J\u009b31mfine\r")), RpcError, /31mfine/],
    ["text that runs the other way", answer(complaint("\u202eenif")), RpcError, /\ufffdenif/],
  ])("%s", async (_what, text, kind, said) => {
    await expectError(await answering(text), kind, said);
  });

  test("no number at all is the answer to what was asked first", async () => {
    await expect(ask(await answering(answer("<ok/>", "")))).resolves.toMatchObject({
      warnings: [],
    });
  });

  test("numbers in another order is refused, whatever else came", async () => {
    const device = await ssh({
      serve: (channel) => {
        channel.resume();
        setTimeout(
          () => channel.write([2, 1].map((id) => answer("<ok/>", `message-id="${id}"`)).join("")),
          200,
        );
      },
    });
    const session = await device.session();
    const both = [1, 2].map(() => session.request("<get-alarm-information/>"));
    for (const one of both) await expect(one).rejects.toThrow(ProtocolError);
  });

  test("numbers that no number can be are numbers too large, and no hang", async () => {
    const count = `<load-error-count>${"9".repeat(20)}</load-error-count>`;
    await expectError(await answering(answer(count)), RpcError, /counted 100000000000000000000/);
    const endless = `<load-error-count>1e999</load-error-count>`;
    await expectError(await answering(answer(endless)), RpcError, /counted/);
  });
});

test("a configuration with control characters and names of the language's own is read to the end", async () => {
  const lines = [
    "set system host-name &#27;[31mred",
    "set system login message \u0007bell",
    "set __proto__ polluted yes",
    "set constructor prototype polluted",
    "set interfaces __proto__ unit 0",
    "set system domain-name example.net",
  ];
  const device = await answering(
    answer(`<configuration-set>${lines.join("\n")}</configuration-set>`),
  );
  const { root } = (await ask(device)) as { root: Parameters<typeof readSetText>[0] };
  const tree = ConfigTree.fromDevice(readSetText(root));
  const shown = tree.toSet();
  expect(shown).toHaveLength(lines.length);
  expect(shown).toContain("set system domain-name example.net");
  expect(shown.join("\n")).not.toMatch(UNPRINTABLE);
  expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
});
