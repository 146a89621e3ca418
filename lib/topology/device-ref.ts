// A device as its interfaces and its statements know it.
import type { IConstruct } from "constructs";
import type { ExistingDevice } from "./device-props";
import type { Site } from "./site";

/** The device that an interface or a part of a configuration belongs to. */
export interface DeviceRef extends IConstruct {
  /** The name that configuration, outputs and the lab use. */
  readonly name: string;
  /** The path that numbers and addresses follow from. */
  readonly lastingPath: string;
  /** What it is for: it ends tunnels, or it translates. */
  readonly role: "gateway" | "nat";
  /** Where it stands. */
  readonly site: Site;
  /** Set for a device that exists already. */
  readonly existing: ExistingDevice | undefined;
  /** True for one that somebody else runs. */
  readonly unmanaged: boolean;
}
