// DHCP of the lab's devices: busybox's udhcpc, one for each interface that asks.
export { DhcpClients, killLeftClients } from "./client";
export type { Asking, Granted } from "./lease";
