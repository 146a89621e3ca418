// The resource `vsrx:index:Tunnel`: it exists once both ends say that the tunnel is up and traffic went through. Where
// somebody else runs one end, ours alone is asked, and as long as it is not up, every update looks again.

import { isDeepStrictEqual } from "node:util";
import { type DevicePool, type NatKind } from "../device";
import { isHost } from "../net";
import { Redactor } from "../secrets";
import {
  type CheckRequest,
  type CheckResult,
  type CreateRequest,
  type CreateResult,
  type DiffRequest,
  type DiffResult,
  diffProperties,
  hasUnknown,
  isPropertyMap,
  type PropertyMap,
  type PropertyValue,
  type ReadRequest,
  type ReadResult,
  type RequestContext,
  type ResourceHandler,
  Secret,
  UNKNOWN,
  type UpdateRequest,
} from "../rpc";
import { failuresOf } from "./mistakes";
import { mapOf, readConnection, Reader, sealConnection } from "./read";
import { secretsIn } from "./secret-value";
import { TunnelReads } from "./tunnel-reads";
import { type EndpointSpec } from "./tunnel-view";
import { readCarried } from "./carried";
import { isSettled, outputs, told } from "./tunnel-outputs";
import { type NatRuleSpec, type ProbeSpec, type TunnelSpec } from "./tunnel-spec";
import { checkTunnel, verifyTunnel } from "./verify";

/** Seconds until a tunnel must be up. */
const TIMEOUT_SECONDS = 180;
/** The same where somebody else runs one end: a peer that is set up answers at once, one that is not must hold up nobody. */
const FOREIGN_TIMEOUT_SECONDS = 30;

/** Seconds that an instance has to boot after it was stopped and started, with its old configuration in force again. */
const BOOT_SECONDS = 900;

const KINDS: readonly [NatKind, ...NatKind[]] = ["static", "source", "destination"];

/** Handles `vsrx:index:Tunnel`. */
export class TunnelHandler implements ResourceHandler {
  /** All tunnels look at a device together. */
  private readonly reads: TunnelReads;

  constructor(pool: DevicePool) {
    this.reads = new TunnelReads(pool);
  }

  async check({ newInputs }: CheckRequest): Promise<CheckResult> {
    const inputs = sealTunnel(newInputs);
    if (hasUnknown(inputs)) return { inputs };
    try {
      readTunnel(inputs);
    } catch (error) {
      return { inputs, failures: failuresOf(error, "tunnel") };
    }
    return { inputs };
  }

  async diff({ oldInputs, newInputs, oldState }: DiffRequest): Promise<DiffResult> {
    // A state of before that knew nothing of it was verified without.
    const changes = diffProperties(oldInputs, newInputs).filter(
      ({ path }) => path[0] !== "carries" || oldInputs.carries !== undefined,
    );
    // A refresh that found the tunnel down leaves this behind: verify again.
    const down = !isSettled(oldState) && hasOwnEnd(newInputs);
    return {
      changes: down
        ? [...changes, { path: ["verified"], kind: "update", inputDiff: false }]
        : changes,
    };
  }

  async create(request: CreateRequest): Promise<CreateResult> {
    if (request.preview) return { id: "", state: foreseen(request.inputs) };
    const spec = readTunnel(request.inputs);
    return { id: spec.name, state: await this.verify(request, spec, request.inputs) };
  }

  async update(request: UpdateRequest): Promise<PropertyMap> {
    if (request.preview) return foreseen(request.newInputs);
    const { newInputs, oldInputs, oldState } = request;
    // Nothing is committed where only the instance changed, so nobody else has waited for it.
    const isRestarted = !isDeepStrictEqual(oldInputs.revisions, newInputs.revisions);
    const seconds = isRestarted ? BOOT_SECONDS : 0;
    return await this.verify(request, readTunnel(newInputs), newInputs, oldState, seconds);
  }

  async read(request: ReadRequest): Promise<ReadResult | undefined> {
    const spec = readTunnel(request.inputs);
    const redactor = redactorOf(request.inputs);
    try {
      const seen = await checkTunnel(this.reads, spec, { signal: request.signal });
      const state = outputs(request.inputs, seen, request.state, true);
      return { id: request.id, inputs: request.inputs, state: { ...request.state, ...state } };
    } catch (error) {
      throw redactor.cleanError(error);
    }
  }

  private async verify(
    request: RequestContext & { readonly timeoutSeconds: number },
    given: TunnelSpec,
    inputs: PropertyMap,
    before: PropertyMap = {},
    bootSeconds = 0,
  ): Promise<PropertyMap> {
    // Pulumi's own customTimeouts win over ours.
    const { timeoutSeconds } = request;
    const spec = timeoutSeconds > 0 ? { ...given, timeoutSeconds } : given;
    const redactor = redactorOf(inputs);
    try {
      const verified = await verifyTunnel(this.reads, spec, {
        bootSeconds,
        signal: request.signal,
        status: (message) => request.status(redactor.clean(message)),
        tell: (message) => request.log("info", redactor.clean(message)),
        warn: (message) => request.log("warning", redactor.clean(message)),
      });
      return outputs(inputs, verified, before);
    } catch (error) {
      if (request.signal.aborted) throw new Error(`Verifying tunnel ${spec.name} was cancelled.`);
      throw redactor.cleanError(error);
    }
  }
}

/** Cleans what is told about these inputs. */
const redactorOf = (inputs: PropertyMap): Redactor => new Redactor(secretsIn(sealTunnel(inputs)));

/** The inputs of a tunnel, typed. */
export const readTunnel = (inputs: PropertyMap): TunnelSpec => Reader.read(inputs, "", readSpec);

function readSpec(reader: Reader): TunnelSpec {
  const ends = reader.list("endpoints");
  const [first, second, ...rest] = ends.map(readEndpoint);
  const name = reader.text("name");
  const expectNat = reader.optionalFlag("expectNat") ?? false;
  const natRules = reader.list("natRules").map(readNatRule);
  const timeout = reader.optionalNumber("timeoutSeconds", 1, 86_400);
  const carries = reader.optionalInner("carries");
  const probe = reader.optionalInner("probe");
  const require = reader.optionalWord("require", ["traffic", "associations"]);
  if (first === undefined || second === undefined || rest.length > 0) {
    reader.mistakes.add({
      rule: "input-value",
      what: "endpoints must be the two ends of the tunnel",
      found: String(ends.length),
      allowed: "2",
    });
    throw reader.mistakes.error();
  }
  const isForeign = first.connection === undefined || second.connection === undefined;
  return {
    name,
    endpoints: [first, second],
    expectNat,
    natRules,
    timeoutSeconds: timeout ?? (isForeign ? FOREIGN_TIMEOUT_SECONDS : TIMEOUT_SECONDS),
    ...(carries === undefined ? {} : { carries: readCarried(carries) }),
    ...(require === undefined ? {} : { require }),
    ...(probe === undefined ? {} : { probe: readProbe(probe) }),
  };
}

function readEndpoint(reader: Reader): EndpointSpec {
  const connection = reader.optionalInner("connection");
  const identity = reader.optionalInner("identity");
  const peerIdentity = reader.optionalInner("peerIdentity");
  return {
    gateway: reader.text("gateway"),
    connection: connection === undefined ? undefined : readConnection(connection),
    vpn: reader.text("vpn"),
    ikeGateway: reader.text("ikeGateway"),
    role: reader.optionalWord("role", ["initiator", "responder"]) ?? "initiator",
    privateAddress: reader.optionalText("privateAddress"),
    bindInterface: reader.optionalText("bindInterface"),
    instance: reader.optionalText("instance"),
    peerAddress: reader.optionalText("peerAddress"),
    identity: identity?.optionalText("value"),
    peerIdentity: peerIdentity?.optionalText("value"),
    pingSource: reader.optionalText("pingSource"),
    pingTarget: reader.optionalText("pingTarget"),
  };
}

function readProbe(reader: Reader): ProbeSpec {
  const target = reader.text("target");
  // It stands in a command of the host's shell.
  if (!isHost(target)) {
    reader.mistakes.add({
      rule: "input-value",
      what: "a probe's target must be an address",
      found: target,
      allowed: "one IP address, without a length",
    });
  }
  return { connection: readConnection(reader.inner("connection")), target };
}

function readNatRule(reader: Reader): NatRuleSpec {
  return {
    device: reader.text("device"),
    connection: readConnection(reader.inner("connection")),
    kind: reader.word("kind", KINDS),
    ruleSet: reader.text("ruleSet"),
    rule: reader.text("rule"),
  };
}

function foreseen(inputs: PropertyMap): PropertyMap {
  const ends = told(inputs.endpoints).map((end) => ({ ...end, state: UNKNOWN, port: UNKNOWN }));
  return {
    ...inputs,
    endpoints: ends,
    natRules: told(inputs.natRules),
    verified: UNKNOWN,
    natFound: UNKNOWN,
    associations: UNKNOWN,
    traffic: UNKNOWN,
  };
}

/** Whether anybody can be asked about the tunnel. */
function hasOwnEnd(inputs: PropertyMap): boolean {
  const { endpoints } = inputs;
  const list = endpoints instanceof Secret ? endpoints.value : endpoints;
  if (!Array.isArray(list)) return true;
  return (list as readonly PropertyValue[]).some((end) => mapOf(end).connection !== undefined);
}

function sealTunnel(inputs: PropertyMap): PropertyMap {
  const seal = (value: PropertyValue | undefined): PropertyValue | undefined => {
    if (value instanceof Secret) return new Secret(seal(value.value) ?? null);
    if (!Array.isArray(value)) return value;
    return value.map((item: PropertyValue): PropertyValue => {
      if (!isPropertyMap(item)) return item;
      return { ...item, connection: sealConnection(item.connection) };
    });
  };
  const { endpoints, natRules, probe } = inputs;
  return {
    ...inputs,
    endpoints: seal(endpoints),
    natRules: seal(natRules),
    ...(isPropertyMap(probe)
      ? { probe: { ...probe, connection: sealConnection(probe.connection) } }
      : {}),
  };
}
