// How topology becomes AWS resources.
export * from "./devices";
export * from "./fill";
export * from "./groups";
export * from "./hosts";
export * from "./network";
export * from "./place";
export * from "./plan";
export * from "./site";
export * from "./transforms";
export * from "./user-data";
