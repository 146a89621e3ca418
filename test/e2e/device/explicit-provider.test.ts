// A stack that allows no default providers, under Pulumi's real engine, in previews of devices that nobody connects to.
import { secret } from "@pulumi/pulumi";
import { Gateway, RouteBasedVpn, VpnStack, VsrxProvider } from "../../../lib";
import { Engine } from "./engine";

jest.setTimeout(120_000);

/** Only its form is looked at. */
const LOGIN = "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n";
let engine: Engine;

beforeAll(async () => {
  engine = await Engine.start({ "pulumi:disable-default-providers": { value: '["*"]' } });
});

afterAll(() => engine.stop());

const network = (providers: VsrxProvider[]): VpnStack =>
  new VpnStack(
    "net",
    (scope) => {
      const gateway = (name: string, number: number): Gateway =>
        new Gateway(scope, name, {
          existing: {
            address: `192.0.2.${number}`,
            user: "pulumi",
            privateKey: secret(LOGIN),
            acceptFirstHostKey: true,
            configureInterfaces: true,
          },
          external: { interface: "ge-0/0/0", address: `198.18.0.${number}/24` },
          internal: { interface: "ge-0/0/1", address: `10.${number}.0.1/24` },
        });
      new RouteBasedVpn(scope, "vpn1", {
        initiator: { gateway: gateway("left", 1), identity: "left@example.net" },
        responder: { gateway: gateway("right", 2), identity: "right@example.net" },
        presharedKey: secret("a key that is long enough"),
      });
    },
    { providers },
  );

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
