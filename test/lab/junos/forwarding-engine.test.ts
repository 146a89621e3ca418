// What a device does with a configuration that its forwarding plane fails to carry out.
import { ConfigTree } from "../../../lib/junos";
import { IdlePlane } from "../../../lab/junos/dataplane";
import { PlaneEngine } from "../../../lab/junos/forwarding-engine";
import { bareSpec } from "./test-view";

class FailingPlane extends IdlePlane {
  /** How often it still fails. */
  failures = 0;

  override apply(plan: ConfigTree): Promise<void> {
    if (this.failures === 0) return super.apply(plan);
    this.failures -= 1;
    return Promise.reject(new Error("the routing daemon did not start"));
  }
}

const EMPTY = ConfigTree.fromSet("set system host-name srx1\n");
const WANTED = ConfigTree.fromSet("set system host-name srx2\n");

let plane: FailingPlane;
let engine: PlaneEngine;
let told: string[];

beforeEach(async () => {
  told = [];
  jest.spyOn(console, "error").mockImplementation((text: string) => void told.push(text));
  plane = new FailingPlane();
  engine = new PlaneEngine(bareSpec(), plane);
  await engine.start(EMPTY);
});

afterEach(() => {
  engine.stop();
  jest.restoreAllMocks();
});

test("what failed once is carried out, and the device's log has the reason", async () => {
  plane.failures = 1;
  await engine.activate(WANTED);
  expect(plane.applied).toBe(WANTED);
  expect(told).toEqual(["srx1 tries its configuration again: the routing daemon did not start"]);
});

test("what fails twice is refused with the reason", async () => {
  plane.failures = 2;
  await expect(engine.activate(WANTED)).rejects.toThrow("the routing daemon did not start");
  expect(plane.applied).toBe(EMPTY);
});

test("a device that is switched off tries nothing again", async () => {
  plane.failures = 1;
  const activating = engine.activate(WANTED);
  engine.stop();
  await expect(activating).rejects.toThrow();
  expect(plane.applied).toBe(EMPTY);
});
