// The door of this room: a cloud, and the machine images that it knows.
export { Cloud } from "./cloud";
export { LINUX_AMI, VSRX_AMI } from "./images";
export { secondZoneOf } from "./regions";
