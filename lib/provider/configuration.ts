// The resource `vsrx:index:Configuration`: the statements that a stack owns on one device, in one commit.

import {
  boxOf,
  commitChanges,
  CommitError,
  type CommitResult,
  type Connection,
  type Device,
  DeviceError,
  type DevicePool,
  LockedError,
  READ_ACTIVE,
  readSetText,
  treeInTurns,
  readSystemInformation,
  RpcError,
  secretsOf,
  SYSTEM_INFORMATION,
} from "../device";
import { sealedKey, shownLine, type Statement } from "../junos";
import {
  type CheckRequest,
  type CheckResult,
  type CreateRequest,
  type CreateResult,
  type DeleteRequest,
  type DiffRequest,
  type DiffResult,
  hasUnknown,
  PartialFailure,
  type PropertyMap,
  type ReadRequest,
  type ReadResult,
  type RequestContext,
  type ResourceHandler,
  sameValue,
  UNKNOWN,
  type UpdateRequest,
} from "../rpc";
import { Redactor } from "../secrets";
import { takingTurns } from "../turns";
import { changesOf, importChanges } from "./changes";
import { Claims, contested } from "./claims";
import { importedFrom, readImport } from "./import";
import { changeKey, comparableLogin, keyChange, sealLogin } from "./login";
import { markerOf } from "./marks";
import { failuresOf, InputError } from "./mistakes";
import { type Ownership } from "./ownership";
import { type Plan, planning } from "./plan";
import { Planner } from "./planner";
import { describeChanges } from "./preview";
import { withProtection } from "./protected";
import { listOf, mapOf, sealConnection, textOf } from "./read";
import {
  baselineOf,
  foundBefore,
  isAnotherBox,
  knownOf,
  newRevision,
  objectsBeforeOf,
  ownedInputs,
  ownedOnDevice,
  preexistingOf,
  STATE_SCHEMA,
} from "./state";
import { NO_STATEMENTS, type StatementSet, storedStatements } from "./statement-set";
import { checked, readWanted, redactorFor, type Wanted } from "./wanted";
import { thrownText } from "../thrown-text";

/** Seconds for one attempt of a refresh: a device that is away must not hold it up. */
const READ_TIMEOUT_SECONDS = 15;
/** Seconds to wait for a device that has been configured before and now doesn't answer. */
const KNOWN_DEVICE_READY_SECONDS = 120;

/** Handles `vsrx:index:Configuration`. */
export class ConfigurationHandler implements ResourceHandler {
  private readonly claims = new Claims();

  /**
   * @param pool - the devices of this run
   * @param importDefaults - credentials for imports, from the provider's own configuration
   * @param minute - milliseconds of a device's minute; emulated devices may live faster
   */
  constructor(
    private readonly pool: DevicePool,
    private readonly importDefaults: () => PropertyMap = () => ({}),
    private readonly minute = 60_000,
  ) {}

  async check({ urn, name, oldInputs, newInputs }: CheckRequest): Promise<CheckResult> {
    try {
      const kept = withProtection(oldInputs, newInputs);
      const { inputs, wanted } = checked(kept, isLate(kept));
      if (wanted !== undefined) this.claim(urn, name, wanted);
      return { inputs: sealLogin(inputs) };
    } catch (error) {
      return {
        inputs: { ...sealLogin(newInputs), connection: sealConnection(newInputs.connection) },
        failures: failuresOf(error, "configuration"),
      };
    }
  }

  /** @throws InputError where another resource of the program wants something else on the same box */
  private claim(urn: string, name: string, { connection, statements }: Wanted): void {
    const contests = this.claims.lay(urn, name, boxOf(connection), statements);
    if (contests.length > 0) throw new InputError(contested(name, contests));
  }

  async diff({ oldInputs, newInputs, oldState }: DiffRequest): Promise<DiffResult> {
    if (oldInputs.imported === true) return { changes: importChanges(oldInputs, newInputs) };
    const [before = {}, after = {}] = comparableLogin(oldInputs, newInputs);
    return { changes: changesOf(before, after), update: oldState.uncertain === true };
  }

  async create(request: CreateRequest): Promise<CreateResult> {
    const { inputs } = request;
    if (request.preview) {
      logChanges(request, {}, inputs);
      await this.checkOnDevice(request, inputs, {});
      return {
        id: "",
        state: { ...inputs, hostKey: UNKNOWN, revision: UNKNOWN, model: UNKNOWN, release: UNKNOWN },
      };
    }
    const wanted = readWanted(inputs);
    const state = await this.push(request, wanted, {
      inputs,
      baseline: NO_STATEMENTS,
      partialId: wanted.name,
    });
    return { id: wanted.name, state };
  }

  async update(request: UpdateRequest): Promise<PropertyMap> {
    const { oldInputs, newInputs, oldState } = request;
    const replaced = isAnotherBox(oldInputs, newInputs);
    if (request.preview) {
      logChanges(request, replaced ? {} : ownedInputs(oldInputs, newInputs), newInputs);
      // A box that is replaced is not there yet.
      if (!replaced) await this.checkOnDevice(request, newInputs, oldInputs, oldState);
      const touched =
        replaced ||
        ["statements", "raw", "placeholders", "sequence", "ownership", "mark"].some(
          (name) => !sameValue(oldInputs[name], newInputs[name]),
        );
      const known: PropertyMap = replaced
        ? { hostKey: UNKNOWN, model: UNKNOWN, release: UNKNOWN }
        : knownOf(oldState);
      return {
        ...newInputs,
        ...known,
        revision: touched ? UNKNOWN : (oldState.revision ?? UNKNOWN),
      };
    }
    const wanted = readWanted(newInputs, replaced ? undefined : oldState);
    return await this.push(request, wanted, {
      inputs: newInputs,
      baseline: replaced ? NO_STATEMENTS : baselineOf(oldInputs, oldState),
      oldState: replaced ? undefined : oldState,
      oldInputs: replaced ? undefined : oldInputs,
      afterImport: oldInputs.imported === true,
      partialId: request.id,
    });
  }

  /** In a preview, when it is asked for: the device checks what would be loaded, and forgets it. */
  private async checkOnDevice(
    request: RequestContext,
    inputs: PropertyMap,
    oldInputs: PropertyMap,
    oldState?: PropertyMap,
  ): Promise<void> {
    if (mapOf(inputs.settings).check !== "device" || isLate(inputs)) return;
    const wanted = readWanted(inputs, oldState);
    try {
      const { result } = await this.commit(request, wanted, {
        inputs,
        baseline: oldState === undefined ? NO_STATEMENTS : baselineOf(oldInputs, oldState),
        preexisting: preexistingOf(oldState ?? {}),
        ownership: wanted.ownership,
        readyTimeoutSeconds: 0,
        checkOnly: true,
      });
      for (const warning of result.warnings) request.log("warning", `${wanted.name}: ${warning}`);
      request.log("info", `${wanted.name}: the device accepts the changes; nothing was committed.`);
    } catch (error) {
      const message = thrownText(error);
      // What the device itself refuses would fail the update; one that is away may be there by then.
      const cause = error instanceof CommitError ? error.cause : undefined;
      if (cause instanceof RpcError && !(cause instanceof LockedError)) throw error;
      request.log("warning", `${wanted.name} did not check the changes: ${message}`);
    }
  }

  async read(request: ReadRequest): Promise<ReadResult | undefined> {
    // A connection may be secret as a whole; only an import has none.
    if (request.inputs.connection === undefined) return await this.import(request);
    const wanted = readWanted(request.inputs, request.state, storedStatements);
    const { active, hostKey, system } = await this.fetch(
      request,
      wanted.connection,
      redactorFor(request.inputs, wanted.statements),
    );
    if (wanted.settings.showForeign === true) {
      const { foreign } = await takingTurns(
        planning({ device: active, wanted: wanted.statements, baseline: wanted.statements }),
      );
      logForeign(request, wanted.name, foreign);
    }
    const inputs = {
      ...request.inputs,
      ...(await takingTurns(ownedOnDevice(active, request.inputs))),
    };
    return {
      id: request.id,
      inputs,
      state: { ...request.state, ...inputs, hostKey, model: system.model, release: system.release },
    };
  }

  async delete(request: DeleteRequest): Promise<void> {
    const wanted = readWanted(request.inputs, request.state, storedStatements);
    const { plan } = await this.commit(
      request,
      // To take ours away, it doesn't matter what else the device has become.
      {
        ...wanted,
        statements: NO_STATEMENTS,
        claims: {},
        // What is taken away will not be up.
        settings: { ...wanted.settings, probeVpns: [] },
      },
      {
        inputs: request.inputs,
        baseline: baselineOf(request.inputs, request.state),
        preexisting: preexistingOf(request.state),
        objectsBefore: objectsBeforeOf(request.state),
        // Deleting means our statements, even where the whole device was ours: the rest keeps it reachable.
        ownership: "statements",
        readyTimeoutSeconds: wanted.settings.readyTimeoutSeconds ?? KNOWN_DEVICE_READY_SECONDS,
      },
    );
    logOtherHands(request, wanted.name, plan);
  }

  // ---- helpers that talk to the device ----

  private async push(
    request: RequestContext & { readonly timeoutSeconds: number },
    wanted: Wanted,
    from: Origin,
  ): Promise<PropertyMap> {
    const fresh = from.oldState === undefined;
    const seen: Seen = {
      hostKey: textOf(from.oldState?.hostKey) ?? wanted.connection.hostKey,
    };
    // Pulumi's own customTimeouts win over ours.
    const readyTimeoutSeconds =
      request.timeoutSeconds > 0
        ? request.timeoutSeconds
        : (wanted.settings.readyTimeoutSeconds ?? (fresh ? 1200 : KNOWN_DEVICE_READY_SECONDS));
    try {
      await this.changeKey(request, wanted, from, readyTimeoutSeconds);
      const { result, plan, hostKey } = await this.commit(request, wanted, {
        inputs: from.inputs,
        baseline: from.baseline,
        preexisting: preexistingOf(from.oldState ?? {}),
        objectsBefore: objectsBeforeOf(from.oldState, from.baseline),
        ownership: wanted.ownership,
        afterImport: from.afterImport === true,
        fromImage: fresh && from.baseline.size === 0 && wanted.connection.instance !== undefined,
        readyTimeoutSeconds,
        onHostKey: (shown) => (seen.hostKey = shown),
        onPlan: (planner) => (seen.planner = planner),
      });
      for (const warning of result.warnings) request.log("warning", `${wanted.name}: ${warning}`);
      logOtherHands(request, wanted.name, plan);
      if (wanted.settings.showForeign === true) {
        logForeign(request, wanted.name, plan.foreign);
      }
      return {
        ...from.inputs,
        hostKey,
        revision:
          result.changed || from.oldState?.revision === undefined
            ? newRevision()
            : from.oldState.revision,
        model: result.system.model,
        release: result.system.release,
        ...foundBefore(from.oldState, from.baseline, plan, seen.planner?.isOurs),
        schemaVersion: STATE_SCHEMA,
      };
    } catch (error) {
      const failure = undone(error, wanted);
      if (!(error instanceof CommitError) || error.standing === "old") throw failure;
      throw new PartialFailure(from.partialId, uncertainState(from, seen), [failure.message]);
    }
  }

  /** Before anything else: with another management key, the rest comes over the new way in. */
  private async changeKey(
    request: RequestContext,
    wanted: Wanted,
    { inputs, oldInputs }: Origin,
    readyTimeoutSeconds: number,
  ): Promise<void> {
    const change = keyChange(inputs, wanted.connection, oldInputs);
    if (change === undefined) return;
    const redactor = redactorFor(inputs, wanted.statements);
    request.log("info", `${wanted.name}: the management key is changed by commits.`);
    try {
      await changeKey(change, {
        pool: this.pool,
        request: {
          ...commitTimes(wanted),
          readyTimeoutSeconds,
          log: logOf(request.urn, wanted.name),
          minute: this.minute,
          redactor,
          status: (message) => request.status(`${wanted.name}: ${message}`),
        },
        wanted: wanted.statements,
        signal: request.signal,
      });
    } catch (error) {
      throw redactor.cleanError(error);
    }
  }

  private async commit(
    request: RequestContext,
    wanted: Wanted,
    how: {
      readonly inputs: PropertyMap;
      readonly baseline: StatementSet;
      readonly preexisting: ReadonlySet<string>;
      readonly ownership: Ownership;
      readonly readyTimeoutSeconds: number;
      /** The first configuration of an instance that we made. */
      readonly fromImage?: boolean;
      readonly objectsBefore?: ReadonlySet<string> | undefined;
      /** The preview has shown each value that an import found and the program wants otherwise. */
      readonly afterImport?: boolean;
      readonly onHostKey?: (hostKey: string) => void;
      /** Hears when the first plan was made: it tells what the device had before us. */
      readonly onPlan?: (planner: Planner) => void;
      /** Only lets the device check. */
      readonly checkOnly?: boolean;
    },
  ): Promise<{ readonly result: CommitResult; readonly plan: Plan; readonly hostKey: string }> {
    this.pool.setLimit(wanted.settings.concurrency ?? 8);
    const redactor = redactorFor(how.inputs, wanted.statements, how.baseline);
    const box = boxOf(wanted.connection);
    const planner = new Planner({
      ...wanted,
      wanted: wanted.statements,
      baseline: how.baseline,
      ownership: how.ownership,
      fromImage: how.fromImage === true,
      policiesBefore: wanted.settings.policiesBefore ?? [],
      ...(how.objectsBefore === undefined ? {} : { objectsBefore: how.objectsBefore }),
      // What another resource of this update wants stays, whoever set it first.
      preexisting: new Set([...how.preexisting, ...this.claims.ofOthers(request.urn, box)]),
      marker: markerOf(request.urn),
      takeOver: wanted.settings.takeOver === true || how.afterImport === true,
    });
    const log = logOf(request.urn, wanted.name);
    const work = async (
      device: Device,
    ): Promise<{ result: CommitResult; plan: Plan; hostKey: string }> => {
      const result = await commitChanges(device, {
        ...wanted.settings,
        readyTimeoutSeconds: how.readyTimeoutSeconds,
        ...(how.checkOnly === true ? { checkOnly: true, lockTimeoutSeconds: 0 } : {}),
        claims: wanted.claims,
        minute: this.minute,
        onLog: (entries) => planner.hearLog(entries, log),
        plan: async (active) => {
          if (device.hostKey !== undefined) how.onHostKey?.(device.hostKey);
          const lines = await planner.lines(active);
          how.onPlan?.(planner);
          return lines;
        },
        remark: () => planner.remark(),
        log,
        redactor,
        aside: (wait) => this.pool.aside(wait),
        status: (message) => request.status(`${wanted.name}: ${message}`),
      });
      return { result, plan: planner.plan, hostKey: device.hostKey ?? "" };
    };
    try {
      return await this.pool.use(wanted.connection, work, {
        connectTimeoutSeconds: wanted.settings.connectTimeoutSeconds,
        signal: request.signal,
      });
    } catch (error) {
      throw redactor.cleanError(error);
    }
  }

  private async fetch(request: RequestContext, connection: Connection, redactor: Redactor) {
    try {
      return await this.pool.use(
        connection,
        async (device) => {
          const session = await device.session();
          const system = session.request(SYSTEM_INFORMATION, {
            timeoutSeconds: READ_TIMEOUT_SECONDS,
          });
          const read = session.request(READ_ACTIVE, { timeoutSeconds: READ_TIMEOUT_SECONDS * 2 });
          return {
            system: readSystemInformation((await system).root),
            active: await treeInTurns(readSetText((await read).root)),
            hostKey: session.hostKey,
          };
        },
        { connectTimeoutSeconds: READ_TIMEOUT_SECONDS, signal: request.signal },
      );
    } catch (error) {
      const clean = redactor.cleanError(error);
      // "Gone" would make Pulumi create everything again on a device that is only away for a moment.
      throw new DeviceError(
        `${request.name} can't be read, so nothing is known about drift. ${clean.message} ` +
          `To go on without looking at the devices, run with --refresh=false.`,
        { cause: clean },
      );
    }
  }

  private async import(request: ReadRequest): Promise<ReadResult> {
    const { name, connection } = readImport(request.id, this.importDefaults());
    const redactor = new Redactor(secretsOf(connection));
    const { active, hostKey, system } = await this.fetch(request, connection, redactor);
    const inputs: PropertyMap = {
      name,
      connection: sealConnection({ ...connection, hostKey } as unknown as PropertyMap),
      ...(await takingTurns(importedFrom(active))),
      imported: true,
    };
    return {
      id: name,
      inputs,
      state: {
        ...inputs,
        statements: {},
        raw: [],
        hostKey,
        revision: newRevision(),
        model: system.model,
        release: system.release,
        preexisting: [],
        schemaVersion: STATE_SCHEMA,
      },
    };
  }
}

/** The times of a commit that no tunnel is waited for with. */
function commitTimes({ settings }: Wanted): Wanted["settings"] {
  return { ...settings, probeVpns: [] };
}

/** Our words in a device's commit log: stack, project and the device's name. */
const logOf = (urn: string, name: string): string =>
  `pulumi ${urn.split("::").slice(0, 2).join("::").replace("urn:pulumi:", "")} ${name}`.slice(
    0,
    200,
  );

/** Whether what the device gets, or the way to it, is known only later. */
const isLate = ({ connection, statements, raw, placeholders }: PropertyMap): boolean =>
  hasUnknown(connection) || hasUnknown(statements) || hasUnknown(raw) || hasUnknown(placeholders);

/** What was done, or not done, about what others have on the device. */
function logOtherHands(request: RequestContext, name: string, plan: Plan): void {
  const tell = (what: string, lines: readonly string[]): void => {
    if (lines.length === 0) return;
    request.log("warning", `${name}: ${what}:\n${lines.map((line) => `  ${line}`).join("\n")}`);
  };
  const keys = (list: readonly Statement[]): string[] => list.map((each) => sealedKey(each));
  tell(
    "replaced, though somebody else has set them",
    plan.overwritten.map(({ there }) => shownLine(there)),
  );
  tell("left as they are, since somebody else changed them", keys(plan.leftAlone));
  tell("gone with objects of ours, though somebody else set or changed them", keys(plan.taken));
  tell("left, since statements that are not ours need them", plan.zonesKept);
  tell("stand ahead of new policies of ours, and deny something in particular", plan.denials);
}

/** What is on the device and not ours; what no model knows is not shown, as a secret may be in it. */
function logForeign(request: RequestContext, name: string, foreign: readonly Statement[]): void {
  const lines = foreign.map((each) => `  ${sealedKey(each)}`);
  request.log("info", `${name}: ${lines.length} statements are not ours:\n${lines.join("\n")}`);
}

function logChanges(request: RequestContext, olds: PropertyMap, news: PropertyMap): void {
  const lines = describeChanges(olds, news);
  if (lines.length === 0) return;
  request.log(
    "info",
    `${request.name}: statements to change: ${lines.length}\n${lines.map((line) => `  ${line}`).join("\n")}`,
  );
}

/** What a push starts from. */
interface Origin {
  readonly inputs: PropertyMap;
  readonly baseline: StatementSet;
  readonly oldState?: PropertyMap;
  /** What the same box was pushed the last time. */
  readonly oldInputs?: PropertyMap;
  readonly afterImport?: boolean;
  readonly partialId: string;
}

/** What a push has learned of the device so far. */
interface Seen {
  hostKey: string | undefined;
  planner?: Planner;
}

/** The device may have what we sent: remember both, so that the next run sorts it out. */
function uncertainState({ inputs, baseline, oldState }: Origin, seen: Seen): PropertyMap {
  const { hostKey, planner } = seen;
  return {
    ...inputs,
    statements: { ...mapOf(oldState?.statements), ...mapOf(inputs.statements) },
    raw: [...listOf(oldState?.raw), ...listOf(inputs.raw)],
    ...(hostKey === undefined ? {} : { hostKey }),
    revision: newRevision(),
    model: oldState?.model ?? "unknown",
    release: oldState?.release ?? "unknown",
    ...foundBefore(oldState, baseline, planner?.plan, planner?.isOurs),
    schemaVersion: STATE_SCHEMA,
    uncertain: true,
  };
}

/** The error of a failed device, with what was left undone on it. */
function undone(error: unknown, wanted: Wanted): Error {
  const message = thrownText(error);
  const standing = error instanceof CommitError ? error.standing : "old";
  if (standing !== "old") return new DeviceError(message, { cause: error });
  const count = wanted.statements.size;
  return new DeviceError(
    `${message}\nLeft undone: the configuration of ${wanted.name} (${count} statements).`,
    { cause: error },
  );
}
