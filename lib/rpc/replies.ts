// Answers in the engine's own messages, and what its older versions say differently.
import { Metadata, status } from "@grpc/grpc-js";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { type ChangeKind, formatPath } from "./diff";
import { type CheckFailure, type DiffResult, PartialFailure } from "./handler";
import {
  decodeStruct,
  decodeValue,
  encodeStruct,
  type PropertyMap,
  type PropertyValue,
  Secret,
} from "./values";
import { thrownText } from "../thrown-text";

const KINDS: Readonly<Record<ChangeKind, messages.PropertyDiff.Kind>> = {
  add: messages.PropertyDiff.Kind.ADD,
  "add-replace": messages.PropertyDiff.Kind.ADD_REPLACE,
  delete: messages.PropertyDiff.Kind.DELETE,
  "delete-replace": messages.PropertyDiff.Kind.DELETE_REPLACE,
  update: messages.PropertyDiff.Kind.UPDATE,
  "update-replace": messages.PropertyDiff.Kind.UPDATE_REPLACE,
};

export function checkFailure(failure: CheckFailure): messages.CheckFailure {
  const message = new messages.CheckFailure();
  message.setProperty(failure.property);
  message.setReason(failure.reason);
  return message;
}

export function diffResponse(result: DiffResult): messages.DiffResponse {
  const response = new messages.DiffResponse();
  const some = result.changes.length > 0 || result.update === true;
  response.setChanges(
    some
      ? messages.DiffResponse.DiffChanges.DIFF_SOME
      : messages.DiffResponse.DiffChanges.DIFF_NONE,
  );
  const top = (path: readonly (string | number)[]): string => String(path[0]);
  response.setDiffsList([...new Set(result.changes.map(({ path }) => top(path)))]);
  const replacing = result.changes.filter(({ kind }) => kind.endsWith("-replace"));
  response.setReplacesList([...new Set(replacing.map(({ path }) => top(path)))]);
  response.setDeletebeforereplace(result.deleteBeforeReplace === true);
  response.setStablesList([...(result.stables ?? [])]);
  // Without this the engine compares by itself, and shows a list's every later item as changed.
  response.setHasdetaileddiff(true);
  const details = response.getDetaileddiffMap();
  for (const change of result.changes) {
    const detail = new messages.PropertyDiff();
    detail.setKind(KINDS[change.kind]);
    detail.setInputdiff(change.inputDiff ?? true);
    details.set(formatPath(change.path), detail);
  }
  return response;
}

export function configurationOf(request: messages.ConfigureRequest): PropertyMap {
  const args = request.getArgs();
  if (args !== undefined) {
    const entries = Object.entries(decodeStruct(args)).map(
      ([name, value]) => [name, parseNested(value)] as const,
    );
    return Object.fromEntries(entries);
  }
  // Older engines send text only, each name behind `package:config:`.
  const entries: [string, PropertyValue][] = [];
  for (const [key, value] of request.getVariablesMap().entries()) {
    entries.push([key.split(":").at(-1) ?? key, parseNested(value)]);
  }
  return Object.fromEntries(entries);
}

/** Lists, maps and booleans in a provider's configuration travel as JSON text; other text is itself. */
function parseNested(value: PropertyValue | undefined): PropertyValue {
  if (value instanceof Secret) return new Secret(parseNested(value.value));
  if (typeof value !== "string" || !/^(?:[[{]|true$|false$)/.test(value)) return value ?? null;
  try {
    return decodeValue(JSON.parse(value) as never);
  } catch {
    return value;
  }
}

interface StatusError {
  readonly code: status;
  readonly details: string;
  readonly metadata: Metadata;
}

export function toStatus(error: unknown): StatusError {
  const message = thrownText(error);
  const metadata = new Metadata();
  if (error instanceof PartialFailure) {
    const detail = new messages.ErrorResourceInitFailed();
    detail.setId(error.id);
    detail.setProperties(encodeStruct(error.state));
    detail.setReasonsList([...error.reasons]);
    if (error.inputs !== undefined) detail.setInputs(encodeStruct(error.inputs));
    const packed = new Any();
    packed.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
    const full = new Status();
    full.setCode(status.UNKNOWN);
    full.setMessage(message);
    full.addDetails(packed);
    // gRPC's standard place for structured errors; the engine reads them from there.
    metadata.set("grpc-status-details-bin", Buffer.from(full.serializeBinary()));
  }
  return { code: status.UNKNOWN, details: message, metadata };
}
