// The provider service as the engine meets it: over gRPC, with the engine's own message types.

import { credentials, Server, ServerCredentials, type ServiceError } from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { type LogRequest } from "@pulumi/pulumi/proto/engine_pb";
import { type PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import {
  encodeValue,
  PartialFailure,
  type PropertyMap,
  type ResourceHandler,
  type RunningProvider,
  Secret,
  serve,
  UNKNOWN,
} from "../../lib/rpc";

const urn = "urn:pulumi:dev::proj::demo:index:Parent$shelf:index:Book::dune";
let running: RunningProvider;
let client: ResourceProviderClient;
let engine: Server;
const logged: string[] = [];
const configured: PropertyMap[] = [];

const book: ResourceHandler = {
  async check({ newInputs }) {
    const failures =
      newInputs.title === "" ? [{ property: "title", reason: "A book needs a title." }] : [];
    return { inputs: { ...newInputs, shelf: newInputs.shelf ?? "A" }, failures };
  },
  async create({ inputs, preview, log, name }) {
    log("info", preview ? "would put it up" : "putting it up");
    if (preview) return { id: "", state: { ...inputs, place: UNKNOWN } };
    if (inputs.title === "torn")
      throw new PartialFailure(name, { ...inputs, place: 7 }, ["page 7 is missing"]);
    return { id: name, state: { ...inputs, place: 1, owner: new Secret("nobody") } };
  },
  async read({ id, inputs, state }) {
    return id === "gone" ? undefined : { id, inputs, state: { ...state, place: 2 } };
  },
  async update({ newInputs }) {
    return { ...newInputs };
  },
};

const struct = (value: PropertyMap): Struct => Struct.fromJavaScript(encodeValue(value) as never);

type Done<Response> = (error: ServiceError | null, response: Response) => void;

/** Calls a unary method and answers its response or its error. */
function call<Response>(method: (done: Done<Response>) => unknown): Promise<Response> {
  return new Promise((resolve, reject) => {
    method((error, response) => (error === null ? resolve(response) : reject(error)));
  });
}

beforeAll(async () => {
  engine = new Server();
  engine.addService(EngineService, {
    log: (request: { request: LogRequest }, callback: (error: null, response: Empty) => void) => {
      logged.push(
        `${request.request.getUrn().split("::").at(-1)}: ${request.request.getMessage()}`,
      );
      callback(null, new Empty());
    },
  });
  const port = await new Promise<number>((resolve, reject) =>
    engine.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    ),
  );
  running = await serve(
    {
      name: "shelf",
      version: "1.2.3",
      resources: { "shelf:index:Book": book },
      functions: { "shelf:index:count": async (args) => ({ books: 3, seen: args.of ?? null }) },
      configure: (configuration) => void configured.push(configuration),
    },
    { argv: ["--logtostderr", `127.0.0.1:${port}`], announce: () => undefined },
  );
  client = new ResourceProviderClient(`127.0.0.1:${running.port}`, credentials.createInsecure());
});

afterAll(() => {
  client.close();
  running.close();
  engine.forceShutdown();
});

test("configure decodes values that travel as JSON text, secrets among them", async () => {
  const request = new messages.ConfigureRequest();
  const secret = JSON.stringify(encodeValue({ tags: { owner: new Secret("me") } }));
  request.setArgs(
    Struct.fromJavaScript({
      region: "eu-central-1",
      defaultTags: secret,
      retries: "5",
      skip: "true",
    }),
  );
  const response = await call((done: Done<messages.ConfigureResponse>) =>
    client.configure(request, done),
  );
  expect(response.getSupportspreview()).toBe(true);
  expect(configured.at(-1)).toEqual({
    region: "eu-central-1",
    defaultTags: { tags: { owner: new Secret("me") } },
    retries: "5",
    skip: true,
  });
});

test("check fills defaults in and reports failures", async () => {
  const request = new messages.CheckRequest();
  request.setUrn(urn);
  request.setNews(struct({ title: "" }));
  const response = await call((done: Done<messages.CheckResponse>) => client.check(request, done));
  expect(response.getInputs()?.toJavaScript()).toEqual({ title: "", shelf: "A" });
  expect(response.getFailuresList().map((failure) => failure.getProperty())).toEqual(["title"]);
});

test("a preview answers unknowns, and its messages reach the engine before the answer", async () => {
  const request = new messages.CreateRequest();
  request.setUrn(urn);
  request.setPreview(true);
  request.setProperties(struct({ title: "Dune" }));
  const response = await call((done: Done<messages.CreateResponse>) =>
    client.create(request, done),
  );
  expect(response.getProperties()?.toJavaScript()).toEqual(
    encodeValue({ title: "Dune", place: UNKNOWN }),
  );
  expect(logged.at(-1)).toBe("dune: would put it up");
});

test("a partial failure carries id, state and reasons", async () => {
  const request = new messages.CreateRequest();
  request.setUrn(urn);
  request.setProperties(struct({ title: "torn" }));
  const error = await call((done: Done<messages.CreateResponse>) =>
    client.create(request, done),
  ).then(
    () => undefined,
    (reason: ServiceError) => reason,
  );
  expect(error?.details).toBe("page 7 is missing");
  const [packed] = error?.metadata.get("grpc-status-details-bin") ?? [];
  const detail = Status.deserializeBinary(packed as Buffer).getDetailsList()[0];
  expect(detail?.getTypeName()).toBe("pulumirpc.ErrorResourceInitFailed");
  const failed = messages.ErrorResourceInitFailed.deserializeBinary(
    detail?.getValue_asU8() ?? new Uint8Array(),
  );
  expect(failed.getId()).toBe("dune");
  expect(failed.getReasonsList()).toEqual(["page 7 is missing"]);
  expect(failed.getProperties()?.toJavaScript()).toEqual({ title: "torn", place: 7 });
});

test("a diff without a handler's own is leaf by leaf, from the old inputs", async () => {
  const request = new messages.DiffRequest();
  request.setUrn(urn);
  request.setOlds(struct({ title: "Dune", place: 1 }));
  request.setOldInputs(struct({ title: "Dune", key: new Secret("a") }));
  request.setNews(struct({ title: "Dune", key: new Secret("b") }));
  const response = await call((done: Done<messages.DiffResponse>) => client.diff(request, done));
  expect(response.getChanges()).toBe(messages.DiffResponse.DiffChanges.DIFF_SOME);
  expect(response.getHasdetaileddiff()).toBe(true);
  expect([...response.getDetaileddiffMap().keys()]).toEqual(["key"]);
  request.setNews(struct({ title: "Dune", key: new Secret("a") }));
  const same = await call((done: Done<messages.DiffResponse>) => client.diff(request, done));
  expect(same.getChanges()).toBe(messages.DiffResponse.DiffChanges.DIFF_NONE);
});

test("what is gone is answered with an empty id", async () => {
  const request = new messages.ReadRequest();
  request.setUrn(urn);
  request.setId("gone");
  expect(
    (await call((done: Done<messages.ReadResponse>) => client.read(request, done))).getId(),
  ).toBe("");
  request.setId("dune");
  const response = await call((done: Done<messages.ReadResponse>) => client.read(request, done));
  expect(response.getId()).toBe("dune");
  expect(response.getProperties()?.toJavaScript()).toEqual({ place: 2 });
});

test("functions are called by token, and an unknown token says so", async () => {
  const request = new messages.InvokeRequest();
  request.setTok("shelf:index:count");
  request.setArgs(struct({ of: "A" }));
  const response = await call((done: Done<messages.InvokeResponse>) =>
    client.invoke(request, done),
  );
  expect(response.getReturn()?.toJavaScript()).toEqual({ books: 3, seen: "A" });
  request.setTok("shelf:index:burn");
  await expect(
    call((done: Done<messages.InvokeResponse>) => client.invoke(request, done)),
  ).rejects.toMatchObject({
    details: "The provider shelf 1.2.3 does not know the function shelf:index:burn.",
  });
  const create = new messages.CreateRequest();
  create.setUrn("urn:pulumi:dev::proj::shelf:index:Toy::ball");
  await expect(
    call((done: Done<messages.CreateResponse>) => client.create(create, done)),
  ).rejects.toMatchObject({
    details: "The provider shelf 1.2.3 does not know the resource type shelf:index:Toy.",
  });
});

test("the version is told, and cancelling is answered", async () => {
  expect(
    (await call((done: Done<PluginInfo>) => client.getPluginInfo(new Empty(), done))).getVersion(),
  ).toBe("1.2.3");
  await call((done: Done<Empty>) => client.cancel(new Empty(), done));
});
