// Devices that take every configuration, for stacks of sites: in a process of their own.
import { FakeDevice } from "../../test/device/fake-device";

const [count = "0", publicKey = ""] = process.argv.slice(2);

void (async () => {
  const devices = await Promise.all(
    Array.from({ length: Number(count) }, () => FakeDevice.start({ user: "pulumi", publicKey })),
  );
  process.send?.(devices.map(({ port }) => port));
  process.once("disconnect", () => process.exit());
})();
