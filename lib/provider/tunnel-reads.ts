// What tunnels ask of devices: each device's lists once for all its tunnels, and exchanges of a tunnel's own.

import {
  type AddressFamily,
  type Connection,
  DeviceError,
  type DevicePool,
  type FlowSession,
  ikeSas,
  inactiveTunnels,
  ipsecSas,
  type NatKind,
  type NatRule,
  natRules,
  boxOf,
  ProtocolError,
  READ_ACTIVE,
  readFlowSessions,
  readInactiveTunnels,
  readManyIkeSas,
  readManyIpsecTunnels,
  readNatRules,
  readSetText,
  requestEitherWay,
  RpcError,
  type Session,
  treeInTurns,
  udpSessions,
} from "../device";
import { type ConfigTree } from "../junos";
import { SharedReads } from "./shared-reads";
import { type DeviceTables, tablesOf } from "./tunnel-view";

/** Milliseconds between two looks at a device. */
export const POLL_MILLISECONDS = 500;

/**
 * Tunnels that are diagnosed in one run. A hub that lost its way fails a thousand, all for the same cause, and each
 * diagnosis on its configuration takes most of a second, in which nobody else is served.
 */
const MOST_DIAGNOSES = 10;

/** Asks devices on behalf of their tunnels. One for all tunnels of a run. */
export class TunnelReads {
  private readonly associations = new SharedReads<DeviceTables>(POLL_MILLISECONDS);
  private readonly rules = new SharedReads<readonly NatRule[]>(POLL_MILLISECONDS);

  private readonly flows = new SharedReads<readonly FlowSession[]>(POLL_MILLISECONDS);
  private diagnoses = 0;
  private readonly configurations = new SharedReads<ConfigTree>(POLL_MILLISECONDS);

  constructor(private readonly pool: DevicePool) {}

  /** The device's lists of one family, as of now or later. */
  async tables(
    connection: Connection | undefined,
    family: AddressFamily,
    signal?: AbortSignal,
  ): Promise<DeviceTables> {
    return await this.associations.ask(`${keyOf(connection)} ${family}`, (begin) =>
      this.exchange(connection, signal, async (session) => {
        begin();
        return await readTables(session, family);
      }),
    );
  }

  /** All NAT rules of a kind with their hits, as of now or later. */
  async natRules(
    connection: Connection,
    kind: NatKind,
    signal?: AbortSignal,
  ): Promise<readonly NatRule[]> {
    return await this.rules.ask(`${keyOf(connection)} ${kind}`, (begin) =>
      this.exchange(connection, signal, async (session) => {
        begin();
        return readNatRules((await requestEitherWay(session, natRules(kind))).root);
      }),
    );
  }

  /** The device's configuration in force, as of now or later. */
  async configuration(connection: Connection, signal?: AbortSignal): Promise<ConfigTree> {
    return await this.configurations.ask(keyOf(connection), (begin) =>
      this.exchange(connection, signal, async (session) => {
        begin();
        return await treeInTurns(readSetText((await session.request(READ_ACTIVE)).root));
      }),
    );
  }

  /** The device's sessions to IKE's two ports, as of now or later. */
  async ikeSessions(connection: Connection, signal?: AbortSignal): Promise<readonly FlowSession[]> {
    return await this.flows.ask(keyOf(connection), (begin) =>
      this.exchange(connection, signal, async (session) => {
        begin();
        const replies = [500, 4500].map(async (port) =>
          readFlowSessions((await session.request(udpSessions(port))).root),
        );
        return (await Promise.all(replies)).flat();
      }),
    );
  }

  /** Whether one more tunnel's configurations may be diagnosed in this run. */
  takeDiagnosis(): boolean {
    this.diagnoses += 1;
    return this.diagnoses <= MOST_DIAGNOSES;
  }

  /** One exchange with a device, when its turn has come. */
  async exchange<Result>(
    connection: Connection | undefined,
    signal: AbortSignal | undefined,
    work: (session: Session) => Promise<Result>,
  ): Promise<Result> {
    if (connection === undefined) throw new DeviceError("There is no connection to this end.");
    return await this.pool.use(connection, async (device) => await work(await device.session()), {
      signal,
    });
  }
}

/** The device and who asks: two logins may not be shown the same. */
const keyOf = (connection: Connection | undefined): string =>
  connection === undefined ? "" : `${connection.user} ${boxOf(connection)}`;

/** A device's lists of one family, read in one exchange. */
export async function readTables(session: Session, family: AddressFamily): Promise<DeviceTables> {
  const ikeReply = session.request(ikeSas(family));
  const ipsecReply = session.request(ipsecSas(family));
  const inactiveReply = requestEitherWay(session, inactiveTunnels(family));
  // Who fails on the first never looks at the others.
  inactiveReply.catch(() => undefined);
  const ikes = await readManyIkeSas((await ikeReply).root);
  const tunnels = await readManyIpsecTunnels((await ipsecReply).root);
  const inactive = await inactiveReply.then(
    ({ root }) => readInactiveTunnels(root),
    (error: unknown) => {
      // Older releases don't know the request; then the events of the active ones must do.
      if (error instanceof RpcError || error instanceof ProtocolError) return [];
      throw error;
    },
  );
  return tablesOf(ikes, tunnels, inactive);
}
