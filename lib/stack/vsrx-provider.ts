// The provider `vsrx` as a resource of the program's own, for stacks that allow no default providers.
import { ProviderResource, type ResourceOptions } from "@pulumi/pulumi";
import { versioned } from "./resources";

/**
 * The provider that commits to devices and verifies tunnels, made by hand. It has no settings: devices and their keys are
 * the gateways' own. A program needs one only where Pulumi makes none by itself, as `pulumi:disable-default-providers` asks.
 *
 * @example
 * ```ts
 * import { DynamicEndpointGateway, VpnStack, VsrxProvider } from "pulumi-vsrx";
 *
 * const providers = [new VsrxProvider("vsrx")];
 * new VpnStack(
 *   "vpn",
 *   (stack) => {
 *     new DynamicEndpointGateway(stack, "hub", { gateway: hq }).connect(paris, who);
 *   },
 *   { providers },
 * );
 * ```
 */
export class VsrxProvider extends ProviderResource {
  /**
   * @param name of the resource
   * @param opts of any resource. @default this package's version of the provider
   */
  constructor(name: string, opts: ResourceOptions = {}) {
    super("vsrx", name, {}, versioned(opts));
  }
}
