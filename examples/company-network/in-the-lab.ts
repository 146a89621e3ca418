// A part of the network in the lab, one branch of each region: with real IKE, ESP, NAT and BGP. Jest runs it where a lab can be.
import { lab, type Net } from "pulumi-vsrx/lab";

describe("headquarters, Berlin and Akron", () => {
  let net: Net;

  beforeAll(async () => {
    net = await lab.up({ project: __dirname, config: { branches: "berlin,akron" } });
  }, 400_000);

  afterAll(async () => await net.down());

  it(
    "have both tunnels each, and reach each other by a hub",
    lab.keeping(async () => {
      const { tunnels } = await net.status();
      expect(tunnels.map(({ verified }) => verified)).toEqual([true, true, true, true]);
      expect(await net.ping("berlin-host", "akron-host")).toBe(true);
    }),
    60_000,
  );

  const answered = (host: string, seconds: number): Promise<boolean> =>
    net.pingsWithin("berlin-host", host, seconds);

  it(
    "stay connected when the preferred hub dies, and it serves again when it is back",
    lab.keeping(async () => {
      const dead = await net.break({ kind: "dead-peer", at: "hq-a" });
      // All went by the preferred one.
      expect(await answered("akron-host", 3)).toBe(false);
      // Both branches turn to the other hub when BGP's hold time of 30 s is over.
      expect(await answered("akron-host", 60)).toBe(true);
      await dead.heal();
      // Only hq-a leads to this one. Branches give a tunnel up after 50 s without an answer, and begin a new one.
      expect(await answered("hq-a-pc", 150)).toBe(true);
    }),
    300_000,
  );
});
