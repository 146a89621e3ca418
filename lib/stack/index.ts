// Where the pure tree meets Pulumi.
export * from "./collector";
export * from "./resources";
export * from "./synthesize";
export * from "./vpn-stack";
