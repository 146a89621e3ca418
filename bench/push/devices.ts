// Emulated devices behind delaying proxies, in a process of their own so that they don't slow the clients down.
// Arguments: folder, number of devices, milliseconds of delay each way. Prints one JSON line when all answer.

import { mkdirSync, writeFileSync } from "node:fs";
import { createConnection, createServer, type Socket } from "node:net";
import { join } from "node:path";
import { utils } from "ssh2";
import { startDevice } from "../../lab/junos/device";

/** What one client run has cost, over all devices. */
export interface Cost {
  readonly messages: number;
  /** How often a client turned from listening to speaking, SSH's own exchanges included. */
  readonly turns: number;
}

let turns = 0;

async function main([folder = "", count = "1", delay = "0"]: readonly string[]): Promise<void> {
  const key = utils.generateKeyPairSync("ed25519");
  const keyFile = join(folder, "key");
  writeFileSync(keyFile, key.private, { mode: 0o600 });
  const devices = await Promise.all(
    Array.from({ length: Number(count) }, async (_, index) => {
      const name = `r${index}`;
      const stateDir = join(folder, name);
      mkdirSync(stateDir);
      const device = await startDevice(
        {
          name,
          model: "vsrx",
          release: "24.4R1.9",
          managementNetns: "",
          managementAddress: "127.0.0.1",
          dataNetns: "",
          interfaces: [],
          stateDir,
          userData: `#junos-config
system {
    host-name ${name};
    login { user bench { class super-user; authentication { ssh-ed25519 "${key.public}"; } } }
    services { ssh; netconf { ssh; } }
}
`,
        },
        { listen: { host: "127.0.0.1", port: 0 } },
      );
      return { device, port: await proxy(device.port, Number(delay)) };
    }),
  );
  process.on("message", (what) => {
    const answer = async (): Promise<void> => {
      let messages = 0;
      for (const { device } of devices) {
        messages += ((await device.query("fault", { clear: true })) as readonly string[]).length;
      }
      process.send?.({ messages, turns } satisfies Cost);
      turns = 0;
    };
    if (what === "cost") void answer();
  });
  process.send?.({ keyFile, ports: devices.map(({ port }) => port) });
}

/** Forwards to a port, everything late by the same time. */
async function proxy(target: number, delay: number): Promise<number> {
  const server = createServer({ noDelay: true }, (client) => {
    const device = createConnection({ host: "127.0.0.1", port: target, noDelay: true });
    let listening = true;
    const pass = (from: Socket, to: Socket, speaking: boolean): void => {
      from.on("error", () => to.destroy());
      from.on("data", (bytes) => {
        if (speaking && listening) turns += 1;
        listening = !speaking;
        setTimeout(() => to.write(bytes), delay);
      });
      from.on("end", () => setTimeout(() => to.end(), delay));
      from.on("close", () => setTimeout(() => to.destroy(), delay));
    };
    pass(client, device, true);
    pass(device, client, false);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

void main(process.argv.slice(2));
