// An SSH agent of this process's own, on a socket that only it knows.
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AgentProtocol, type ParsedKey, utils } from "ssh2";

export interface TestAgent {
  readonly socket: string;
  /** Holds these private keys from now on, and no others. */
  hold: (...privateKeys: readonly string[]) => void;
  stop: () => void;
}

export async function startAgent(...privateKeys: readonly string[]): Promise<TestAgent> {
  const folder = mkdtempSync(join(tmpdir(), "vsrx-agent-"));
  const parsed = (texts: readonly string[]): readonly ParsedKey[] =>
    texts.map((text) => utils.parseKey(text) as ParsedKey);
  let keys = parsed(privateKeys);
  const server = createServer((socket) => {
    const protocol = new AgentProtocol(false);
    protocol.on("identities", (request) => protocol.getIdentitiesReply(request, [...keys]));
    protocol.on("sign", (request, wanted: ParsedKey, data) => {
      const key = keys.find((each) => each.getPublicSSH().equals(wanted.getPublicSSH()));
      if (key === undefined) protocol.failureReply(request);
      else protocol.signReply(request, key.sign(data));
    });
    socket.on("error", () => undefined);
    socket.pipe(protocol).pipe(socket);
  });
  const socket = join(folder, "agent");
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  return {
    socket,
    hold: (...texts) => {
      keys = parsed(texts);
    },
    stop: () => {
      server.close();
      rmSync(folder, { recursive: true });
    },
  };
}
