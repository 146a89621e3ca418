// A stack that allows no default providers, under Pulumi's real engine, in previews of devices that nobody connects to.
import { secret } from "@pulumi/pulumi";
import { type VpnStack, VsrxProvider } from "../../../lib";
import { Engine } from "./engine";
import { unreached } from "./unreached";

jest.setTimeout(120_000);

let engine: Engine;

beforeAll(async () => {
  engine = await Engine.start({ "pulumi:disable-default-providers": { value: '["*"]' } });
});

afterAll(() => engine.stop());

const network = (providers: VsrxProvider[]): VpnStack =>
  unreached({ presharedKey: secret("a key that is long enough") }, { providers });

it("takes the program's own provider for everything", async () => {
  const { text, error } = await engine.run("preview", () => network([new VsrxProvider("own")]));
  expect(error).toBeUndefined();
  expect(text).toMatch(/pulumi:providers:vsrx +own/);
  expect(text).toMatch(/vsrx:index:Tunnel/);
});

it("and fails without one, in Pulumi's words", async () => {
  const { text, error } = await engine.run("preview", () => network([]));
  expect(`${error?.message ?? ""} ${text}`).toMatch(/[Dd]efault provider/);
});
