// A name that is a password is no key of a map of inputs: the engine gets the whole statement as a sealed line.
import { Gateway, Nat, RouteBasedVpn, VpnStack } from "../../lib";
import { awsSite } from "../lab-site";
import { recorded } from "./mocks";

const registered = recorded();
const COMMUNITY = "open sesame";

/** Pulumi's own mark of a secret, and of what is one. */
interface Sealed {
  readonly "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270";
  readonly value: unknown;
}

test("a community is in no key, and in its line with what is known only later", async () => {
  const stack = new VpnStack("named", (scope) => {
    const site = awsSite(scope);
    const place = (id: string, third: number): Gateway =>
      new Gateway(scope, id, {
        site,
        external: site.subnet(`10.1.${third}.0/24`),
        internal: site.subnet(`10.1.${third + 1}.0/24`),
        nat: Nat.elasticIp(),
        ...(id === "left"
          ? { raw: [`set snmp community "${COMMUNITY}" authorization read-only`] }
          : {}),
      });
    const [left, right] = [place("left", 11), place("right", 21)];
    new RouteBasedVpn(scope, "vpn", {
      initiator: { gateway: left, identity: "left.example.net" },
      responder: { gateway: right, identity: "right.example.net" },
      presharedKey: "not-to-be-seen",
    });
  });
  await new Promise((resolve) => {
    stack.endpoints.apply(resolve);
  });
  const inputs = registered
    .of("vsrx:index:Configuration")
    .map((each) => each.inputs as { raw?: Sealed; statements: unknown });
  const [lines, ...more] = inputs.flatMap(({ raw }) => raw ?? []);
  expect(more).toEqual([]);
  expect(lines?.["4dabf18193072939515e22adb298388d"]).toBe("1b47061264138c4ac30d75fd1eb44270");
  expect(lines?.value).toEqual([`set snmp community "${COMMUNITY}" authorization read-only`]);
  expect(JSON.stringify(inputs.map(({ statements }) => statements))).not.toContain(COMMUNITY);
});
