// A NETCONF session with the device's configuration part, without SSH around it.

import { EventEmitter } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ServerChannel } from "ssh2";
import { check, ConfigTree } from "../../../lib/junos";
import { Database, type Editor } from "../../../lab/junos/configuration/database";
import { Store } from "../../../lab/junos/configuration/store";
import { Faults } from "../../../lab/junos/faults";
import { type Message } from "../../../lab/junos/messages";
import { type SessionContext } from "../../../lab/junos/netconf/context";
import { NetconfSession } from "../../../lab/junos/netconf/session";

export const MARK = "]]>]]>";

/** Milliseconds of the device's minute. */
export const MINUTE = 200;

export interface Box {
  readonly database: Database;
  readonly faults: Faults;
  readonly folder: string;
  /** What was carried out, newest last. */
  readonly activated: string[][];
  warnings: Message[];
  refuses: string | undefined;
  /** Starts the same device anew from its disk. */
  restart(): Box;
  remove(): void;
}

/** A device's database on a folder of its own. */
export function box(
  first = "set system host-name srx1",
  folder = mkdtempSync(join(tmpdir(), "junos-")),
): Box {
  const made: Omit<Box, "database"> & { database?: Database } = {
    faults: new Faults(),
    folder,
    activated: [],
    warnings: [],
    refuses: undefined,
    restart: () => {
      made.database?.stop();
      return box(first, folder);
    },
    remove: () => {
      made.database?.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  made.database = new Database(
    new Store(folder),
    {
      judge: (tree) => [
        ...check(tree)
          .filter(({ severity }) => severity === "error")
          .map(({ statement = "", what }): Message => ({
            severity: "error",
            text: what,
            path: `[edit ${statement}]`,
          })),
        ...made.warnings,
      ],
      activate: (tree) => {
        if (made.refuses !== undefined) return Promise.reject(new Error(made.refuses));
        made.activated.push(tree.toSet());
        return Promise.resolve();
      },
    },
    MINUTE,
    () => ConfigTree.fromSet(first),
  );
  return made as Box;
}

let lastId = 1000;

export function editor(user = "lab"): Editor {
  lastId += 1;
  return { id: lastId, user, client: "netconf", terminal: "", lastActive: Date.now() };
}

/** One client's session. */
export class Client extends EventEmitter {
  private text = "";
  private waiting: ((message: string) => void)[] = [];
  private ready: string[] = [];
  private id = 0;
  readonly hello: Promise<string>;
  closed = false;

  constructor(
    readonly device: Box,
    more: Partial<SessionContext> = {},
    greet = true,
  ) {
    super();
    const context: SessionContext = {
      database: device.database,
      release: "24.4R1.9",
      faults: device.faults,
      editor: editor(),
      userClass: "super-user",
      mayConfigure: true,
      answer: ({ name }) => Promise.resolve(`<${name}-answer/>`),
      runCommand: (line) => Promise.resolve({ text: `ran ${line}\n` }),
      killSession: () => false,
      ...more,
    };
    this.hello = this.next();
    new NetconfSession(context, this as unknown as ServerChannel, () => this.hangUp());
    if (greet) {
      this.send(
        `<hello xmlns="urn:ietf:params:xml:ns:netconf:base:1.0"><capabilities><capability>urn:ietf:params:netconf:base:1.0</capability></capabilities></hello>${MARK}`,
      );
    }
  }

  /** The device writes. */
  write(text: string): void {
    this.text += text;
    for (let end = this.text.indexOf(MARK); end >= 0; end = this.text.indexOf(MARK)) {
      const message = this.text.slice(0, end);
      this.text = this.text.slice(end + MARK.length);
      const waiter = this.waiting.shift();
      if (waiter === undefined) this.ready.push(message);
      else waiter(message);
    }
  }

  end(): void {
    this.hangUp();
  }

  hangUp(): void {
    this.closed = true;
    this.emit("close");
  }

  send(text: string): void {
    this.emit("data", Buffer.from(text));
  }

  next(): Promise<string> {
    const message = this.ready.shift();
    if (message !== undefined) return Promise.resolve(message);
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  /** One operation and its answer. */
  async ask(operation: string): Promise<string> {
    await this.hello;
    this.id += 1;
    this.send(
      `<rpc xmlns="urn:ietf:params:xml:ns:netconf:base:1.0" message-id="${this.id}">${operation}</rpc>${MARK}`,
    );
    return this.next();
  }

  load(lines: string): Promise<string> {
    return this.ask(
      `<load-configuration action="set" format="text"><configuration-set>${lines}</configuration-set></load-configuration>`,
    );
  }
}

export const LOCK = "<lock><target><candidate/></target></lock>";
export const UNLOCK = "<unlock><target><candidate/></target></unlock>";
export const COMMIT = "<commit-configuration/>";
export const COMPARE = `<get-configuration compare="rollback" rollback="0" format="text"/>`;
