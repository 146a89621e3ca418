// Package and provider of different versions, through the real engine: no device is needed, a preview asks none.
import { Configuration } from "../../../lib/stack";
import { Engine } from "./engine";

let engine: Engine;
beforeAll(async () => (engine = await Engine.start()));
afterAll(() => engine.stop());

const program = (version?: string) => (): object => ({
  device: new Configuration(
    "device",
    {
      name: "device",
      connection: { host: "127.0.0.1", user: "nobody", agent: true, acceptFirstHostKey: true },
      statements: { "set system host-name": "device" },
    },
    version === undefined ? {} : { version },
  ),
});

it("a provider of the package's own version is found, and without a warning", async () => {
  const { text, error } = await engine.run("preview", program());
  expect(error).toBeUndefined();
  expect(text).not.toMatch(/warning/);
});

it("an older provider is refused before anything is created", async () => {
  const { text, error } = await engine.run("preview", program("99.0.0"));
  expect(error).toBeDefined();
  expect(text).toContain("the provider vsrx is older than the program's package");
});
