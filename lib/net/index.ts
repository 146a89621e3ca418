// The net: IP arithmetic, and nothing that is ours.
export * from "./addresses";
export { AddressScrambler } from "./scramble";
