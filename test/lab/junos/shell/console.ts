// A device's command line with both ends in this process.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Duplex } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { Access } from "../../../../lab/junos/access";
import { runExec, runShell } from "../../../../lab/junos/shell";
import { Database, type Editor } from "../../../../lab/junos/configuration/database";
import { Store } from "../../../../lab/junos/configuration/store";
import { type Message } from "../../../../lab/junos/messages";
import { type DeviceView } from "../../../../lab/junos/device-view";
import { ConfigTree } from "../../../../lib/junos";
import { CONFIGURATION, testView } from "../test-view";

/** A device whose configuration can be edited. */
export class TestDevice {
  private readonly folder = mkdtempSync(join(tmpdir(), "cli-"));
  readonly database: Database;
  private readonly editor: Editor = {
    id: 1,
    user: "lab",
    client: "cli",
    terminal: "pts/0",
    lastActive: Date.now(),
  };
  readonly view: DeviceView;
  /** What the next commits are judged to be. */
  findings: Message[] = [];

  constructor(text = CONFIGURATION) {
    const engine = { judge: () => this.findings, activate: () => Promise.resolve() };
    const store = new Store(this.folder);
    this.database = new Database(store, engine, 60_000, () => ConfigTree.fromSet(text));
    const { database, editor } = this;
    const { view } = testView();
    this.view = {
      ...view,
      configuration: {
        get active() {
          return database.active;
        },
        get effective() {
          return database.effective;
        },
        get candidate() {
          return database.candidateOf(editor);
        },
        get commits() {
          return database.history;
        },
        get undoneAt() {
          return database.undoneAt;
        },
        rollback: (number) =>
          number < database.history.length ? database.committed(number) : undefined,
        rescue: () => undefined,
        saveRescue: () => undefined,
        deleteRescue: () => undefined,
      },
    };
  }

  /** Runs lines at once, as `ssh device "…"` does; `input` is what is piped into it. */
  async exec(line: string, input = ""): Promise<{ output: string; status: number }> {
    const channel = new Line();
    channel.type(input);
    channel.finish();
    const status = await runExec(line, channel, this.view, this.access());
    return { output: channel.output, status };
  }

  /** Types keys at a terminal, waiting for each to be dealt with; answers what the screen got. */
  async type(...keys: string[]): Promise<string> {
    const channel = new Line();
    const session = runShell(channel, this.view, this.access(), { columns: 80, rows: 24 });
    for (const each of keys) {
      channel.type(each);
      await sleep(2);
    }
    channel.finish();
    await session;
    return channel.output.replaceAll("\r\n", "\n");
  }

  end(): void {
    this.database.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private access(): Access {
    return new Access(this.database, this.editor, true, () => undefined);
  }
}

/** The device's end of a channel. */
class Line extends Duplex {
  output = "";

  override _read(): void {
    // Whatever is typed is there already.
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.output += chunk.toString("utf8");
    done();
  }

  type(text: string): void {
    if (text !== "") this.push(text);
  }

  finish(): void {
    this.push(null);
  }
}
