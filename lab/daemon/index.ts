// The door of this room: how a person's terminal speaks to the daemon.
export { encodeFrame, FrameReader, type RunExit, type RunRequest } from "./protocol";
