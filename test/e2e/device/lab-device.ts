// The lab's own emulated device on loopback, as the recipe of lib/device meets it.

import { newKeyPair } from "../../../lib/key-pair";
import { mkdtempSync, rmSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Device as LabDevice } from "../../../lab/junos/device";
import { type FaultOrder } from "../../../lab/junos/faults";
import { type Injection } from "../../../lab/junos/inject";
import { type Connection, Device } from "../../../lib/device";

const key = newKeyPair();

/** What the device boots with, in the form that a cloud hands it over. */
const USER_DATA = `#junos-config
system {
    host-name lab1;
    root-authentication { ssh-ed25519 "${key.public}"; }
    login { user pulumi { class super-user; authentication { ssh-ed25519 "${key.public}"; } } }
    services { ssh; netconf { ssh; } }
}
`;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** One emulated device, and ways to it. */
export class LabUnderTest {
  private readonly opened: Device[] = [];

  private constructor(
    readonly device: LabDevice,
    private readonly folder: string,
  ) {}

  /**
   * @param minuteSeconds - how long the device's minute takes
   * @param more - what else is in its first configuration
   */
  static async start(minuteSeconds = 60, more = ""): Promise<LabUnderTest> {
    const folder = mkdtempSync(join(tmpdir(), "vsrx-lab-device-"));
    const device = await LabDevice.start(
      {
        name: "lab1",
        model: "vsrx",
        release: "24.4R1.9",
        managementNetns: "",
        managementAddress: "127.0.0.1",
        dataNetns: "",
        interfaces: ["ge-0/0/0", "ge-0/0/1"],
        userData: USER_DATA + more,
        stateDir: folder,
        minuteSeconds,
      },
      // A port of its own: after a power cycle it must be the same.
      { listen: { host: "127.0.0.1", port: await freePort() } },
    );
    return new LabUnderTest(device, folder);
  }

  connection(more: Partial<Connection> = {}): Connection {
    return {
      host: "127.0.0.1",
      port: this.device.port,
      user: "pulumi",
      privateKey: key.private,
      acceptFirstHostKey: true,
      ...more,
    };
  }

  connect(more: Partial<Connection> = {}): Device {
    const device = new Device(this.connection(more));
    this.opened.push(device);
    return device;
  }

  async inject(what: Injection): Promise<readonly string[]> {
    return (await this.device.query("fault", what)) as readonly string[];
  }

  async fault(order: FaultOrder): Promise<void> {
    await this.inject({ orders: [order] });
  }

  async text(): Promise<string> {
    return ((await this.device.query("configuration")) as string).trim();
  }

  async stop(): Promise<void> {
    for (const device of this.opened) device.drop();
    await this.device.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
