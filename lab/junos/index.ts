// The door of this room: a device in a process of its own.

export { launchDevice } from "./launch";
