// The lab's AWS without a network below it: what a provider asks is answered from memory.
import { createServer, type IncomingMessage, type Server } from "node:http";
import { accountFrom } from "../../lab/aws/account";
import { LAB_USER } from "../../lab/aws/callers";
import type { CloudRequest } from "../../lab/aws/cloud";
import { Ec2 } from "../../lab/aws/ec2";
import { FUNCTIONS } from "../../lab/aws/functions";
import { checkedInputs } from "../../lab/aws/resource-type";
import { resourceTypeOf } from "../../lab/aws/types";
import { thrownText } from "../../lib/thrown-text";

function answer(ec2: Ec2, action: string, request: CloudRequest): unknown {
  const { region, id = "", inputs = {} } = request;
  if (action === "invoke") return FUNCTIONS.get(request.type)?.(region, inputs, LAB_USER);
  const type = resourceTypeOf(request.type);
  if (type === undefined) throw new Error(`no type ${request.type}`);
  const read = (one: string): unknown => {
    const outputs = type.read(ec2, region, one);
    return outputs === undefined ? null : { id: one, outputs };
  };
  switch (action) {
    case "create":
      return read(type.create(ec2, region, checkedInputs(type, inputs)));
    case "update":
      type.update(ec2, region, id, checkedInputs(type, inputs));
      return read(id);
    case "delete":
      type.remove(ec2, region, id);
      return null;
    default:
      return read(id);
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

/** An account of its own behind a socket, asked as the lab's daemon is. */
export async function startAws(socket: string): Promise<Server> {
  // Two stacks of many sites stand in it: what a new account may have is not what is looked at here.
  const many = 10_000;
  const ec2 = new Ec2(accountFrom({ quotas: { vpcs: many, elasticIps: many, vcpus: many } }));
  const server = createServer((request, response) => {
    void (async () => {
      const action = (request.url ?? "").replace("/aws/", "");
      let [status, reply]: [number, unknown] = [200, null];
      try {
        reply = answer(ec2, action, JSON.parse(await textOf(request)) as CloudRequest) ?? null;
      } catch (error) {
        [status, reply] = [400, { error: thrownText(error) }];
      }
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify(reply));
    })();
  });
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  return server;
}
