// How topology becomes AWS resources.
export * from "./devices";
export * from "./fill";
export * from "./groups";
export * from "./hosts";
export { judged } from "./late-input";
export { imageOf, lateSiteProps, zoneOf } from "./late-props";
export * from "./late-outputs";
export * from "./existing-vpc";
export * from "./management-way";
export * from "./network";
export type { Operators } from "./operators";
export * from "./place";
export * from "./plan";
export * from "./site";
export * from "./site-props";
export * from "./subnet";
export * from "./transforms";
export * from "./user-data";
