// A bastion's SSH server, which forwards and does nothing else; it notes where to.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { newKeyPair } from "../../../lib/key-pair";
import type { TestLab } from "../lab";

/** Who gets in by any key. */
export const USER = "ops";

/** On a host of the lab. */
export class Forwarder {
  /** Its host key. */
  readonly key = newKeyPair();
  private readonly notes: string;

  constructor(private readonly lab: TestLab) {
    this.notes = join(lab.parent, "notes");
  }

  /** Starts it on port 22 of a host. */
  async start(host: string): Promise<void> {
    const { parent } = this.lab;
    const [script, keyFile] = [join(parent, "forwarder.cjs"), join(parent, "host-key")];
    writeFileSync(keyFile, this.key.private);
    writeFileSync(script, PROGRAM);
    const argv = [process.execPath, script, keyFile, this.notes].join(" ");
    const start = `setsid ${argv} > ${parent}/forwarder.log 2>&1 < /dev/null &`;
    await this.lab.exec(host, "sh", "-c", start);
  }

  /** Where it has led whom, as `ADDRESS:PORT`, once for each connection. */
  led(): readonly string[] {
    return existsSync(this.notes) ? readFileSync(this.notes, "utf8").trim().split("\n") : [];
  }
}

const PROGRAM = `const { appendFileSync, readFileSync } = require("node:fs");
const { connect } = require("node:net");
const { Server } = require(${JSON.stringify(require.resolve("ssh2"))});
const [keyFile, notes] = process.argv.slice(2);
new Server({ hostKeys: [readFileSync(keyFile)] }, (client) => {
  client.on("error", () => undefined);
  client.on("authentication", (context) =>
    context.method === "publickey" && context.username === ${JSON.stringify(USER)}
      ? context.accept()
      : context.reject(["publickey"]));
  client.on("ready", () => client.on("tcpip", (accept, _reject, { destIP, destPort }) => {
    appendFileSync(notes, destIP + ":" + destPort + "\\n");
    const socket = connect(destPort, destIP);
    const channel = accept();
    socket.on("error", () => channel.end());
    channel.on("error", () => socket.destroy());
    channel.pipe(socket).pipe(channel);
  }));
}).listen(22, "0.0.0.0");
`;
