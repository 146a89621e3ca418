// Looks at a deployed stack's devices: configurations in force, and how its tunnels are now. Nothing is changed.
import { DevicePool } from "../device";
import type { CloudDrift, DiagnosedDevice, Observed, WantedTunnel } from "../diagnosis";
import {
  checkTunnel,
  observeTunnel,
  readTunnel,
  TunnelReads,
  type TunnelSpec,
  type VerifiedTunnel,
  wantedTunnel,
} from "../provider";
import type { PropertyMap } from "../rpc";
import { Redactor } from "../secrets";
import { cloudDrift } from "./cloud-drift";
import { PulumiStack } from "./pulumi-stack";
import {
  resourcesIn,
  type StackState,
  stateIn,
  type StackTunnel,
  withoutSecrets,
} from "./stack-devices";
import { thrownText } from "../thrown-text";

/** One tunnel as it is now, or why nobody knows. */
export type Seen = { readonly seen: VerifiedTunnel } | { readonly failed: string };

/** What a command may ask of a stack. */
export interface StackLook {
  readonly state: StackState;
  /** Takes the stack's secrets out of what is shown. */
  readonly clean: <Shown>(shown: Shown) => Shown;
  seen(tunnel: StackTunnel): Promise<Seen>;
  /** The same, with what the devices reply meanwhile. */
  observed(tunnel: StackTunnel): Promise<{ readonly look: Seen; readonly replies?: Observed }>;
  /** The devices with their configurations in force; one that does not answer says so, and stands there as planned. */
  devices(): Promise<readonly DiagnosedDevice[]>;
  /** What the cloud has otherwise than the last update left it, or why nobody knows. */
  cloud(): Promise<{ readonly drifts: readonly CloudDrift[] } | { readonly failed: string }>;
}

/** Devices that are asked at the same time: a look waits far longer for answers than it works. */
const DEVICES_AT_ONCE = 32;

/** Opens a stack, and closes its connections when the work is done. */
export async function withStack(
  name: string | undefined,
  work: (look: StackLook) => Promise<void>,
): Promise<void> {
  const stack = await PulumiStack.open(name);
  const exported = await stack.exported();
  const drift = async (): Promise<readonly CloudDrift[]> =>
    await cloudDrift(stack, resourcesIn(exported));
  await withState(stateIn(exported), work, drift);
}

/** The same for a state that is read already. */
export async function withState(
  state: StackState,
  work: (look: StackLook) => Promise<void>,
  drift: () => Promise<readonly CloudDrift[]> = () => Promise.resolve([]),
): Promise<void> {
  const pool = new DevicePool(DEVICES_AT_ONCE);
  const redactor = new Redactor(state.secrets);
  const reads = new TunnelReads(pool);
  const told = (error: unknown): string => redactor.clean(thrownText(error));
  try {
    await work({
      state,
      clean: (shown) => withoutSecrets(state, shown),
      async seen(tunnel) {
        try {
          return { seen: await checkTunnel(reads, specOf(tunnel)) };
        } catch (error) {
          return { failed: told(error) };
        }
      },
      async observed(tunnel) {
        try {
          const { seen, observed } = await observeTunnel(reads, specOf(tunnel));
          return { look: { seen }, replies: observed };
        } catch (error) {
          return { look: { failed: told(error) } };
        }
      },
      async cloud() {
        try {
          return { drifts: await drift() };
        } catch (error) {
          return { failed: told(error) };
        }
      },
      devices: async () =>
        await Promise.all(
          state.devices.map(async (device): Promise<DiagnosedDevice> => {
            const { name, planned } = device;
            try {
              return { name, planned, tree: await reads.configuration(device.connection) };
            } catch (error) {
              return { name, planned, tree: planned, unread: told(error) };
            }
          }),
        ),
    });
  } catch (error) {
    throw redactor.cleanError(error);
  } finally {
    await pool.close();
  }
}

/** The tunnel's inputs as the provider reads them. */
export const specOf = ({ inputs }: StackTunnel): TunnelSpec => readTunnel(inputs as PropertyMap);

/** The tunnel as the diagnosis wants it. */
export const wantedIn = (tunnel: StackTunnel): WantedTunnel => wantedTunnel(specOf(tunnel));

/** All tunnels, or the one of that name. @throws Error that names those there are */
export function chosen({ tunnels }: StackState, name: string | undefined): readonly StackTunnel[] {
  const found = tunnels.filter((tunnel) => name === undefined || tunnel.name === name);
  if (found.length > 0) return found;
  const all = tunnels.map((tunnel) => tunnel.name).join(", ");
  throw new Error(
    all === ""
      ? "the stack has no tunnel; run `pulumi up` first, or name another stack with --stack"
      : `the stack has no tunnel ${name}; it has ${all}`,
  );
}
