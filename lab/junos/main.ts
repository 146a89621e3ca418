// The process of one device. It is told over its channel who it is, and answers the lab's questions there.

import { type Device, startDevice } from "./device";
import { KernelPlane } from "./plane";
import { type DeviceSpec, type QueryKind } from "./spec";
import { thrownText } from "../../lib/thrown-text";

/** What the process is sent. */
export type ToDevice =
  | { readonly order: DeviceSpec }
  | { readonly id: number; readonly query: QueryKind; readonly argument?: unknown }
  | { readonly stop: true };

/** What it answers. */
export type FromDevice =
  | { readonly ready: true }
  | { readonly failed: string }
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: string };

let device: Promise<Device> | undefined;

function tell(message: FromDevice): void {
  if (process.connected) process.send?.(message);
}

function start(order: DeviceSpec): void {
  process.title = `vsrx ${order.name}`;
  device = startDevice(order, { dataplane: new KernelPlane(order) });
  device.then(
    () => tell({ ready: true }),
    (error: unknown) => {
      tell({ failed: thrownText(error) });
      process.exitCode = 1;
      process.disconnect();
    },
  );
}

async function answer(id: number, kind: QueryKind, argument: unknown): Promise<void> {
  try {
    if (device === undefined) throw new Error("the device has no order yet");
    tell({ id, result: await (await device).query(kind, argument) });
  } catch (error) {
    tell({ id, error: thrownText(error) });
  }
}

async function stop(): Promise<void> {
  try {
    await (await device)?.stop();
  } catch (error) {
    console.error(thrownText(error));
  }
  process.exit();
}

process.on("message", (message: ToDevice) => {
  if ("order" in message) start(message.order);
  else if ("stop" in message) void stop();
  else void answer(message.id, message.query, message.argument);
});
// Without its lab nobody needs it.
process.on("disconnect", () => void stop());
process.on("SIGTERM", () => void stop());
