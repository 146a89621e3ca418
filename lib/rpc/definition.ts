// What a provider is made of: its name, its resources and its functions.
import { type FunctionHandler, type ResourceHandler } from "./handler";
import { type PropertyMap } from "./values";

/** What a provider is made of. */
export interface ProviderDefinition {
  /** The package name, as in `pulumi-resource-<name>`. */
  readonly name: string;
  /** The provider's version, without a leading `v`. */
  readonly version: string;
  /** Resource types by token, such as `aws:ec2/vpc:Vpc`. */
  readonly resources: Readonly<Record<string, ResourceHandler>>;
  /** Functions by token, such as `aws:ec2/getAmi:getAmi`. */
  readonly functions?: Readonly<Record<string, FunctionHandler>>;
  /**
   * Called once per provider resource with its configuration, before any resource is touched. Values other than
   * text arrive from programs as JSON inside a string; they are decoded here already.
   */
  readonly configure?: (configuration: PropertyMap) => Promise<void> | void;
  /** The package schema as JSON text. @default name and version only */
  readonly schema?: () => string;
  /**
   * The error for a token that has no handler.
   * @default says that this provider doesn't know the type
   */
  readonly unknownType?: (token: string) => Error;
  /** Called when the engine cancels; the provider keeps serving until it is ended. */
  readonly cancelled?: () => void;
}
