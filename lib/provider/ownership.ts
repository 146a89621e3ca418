// What of a device is ours to change when the whole device is: all but the parts that keep us and its owner in.

/** `statements`: only what we set ourselves. `device`: everything but the protected parts. */
export type Ownership = "statements" | "device";

/** Left alone even when the whole device is ours, unless the program names statements inside. */
const PROTECTED: readonly (readonly RegExp[])[] = [
  [/^version$/],
  [/^system$/, /^root-authentication$/],
  [/^system$/, /^login$/],
  [/^system$/, /^services$/, /^(?:ssh|netconf)$/],
  [/^system$/, /^management-instance$/],
  [/^system$/, /^backup-router$/],
  [/^system$/, /^license$/],
  // Management, control and fabric: without its fabric a node of a cluster is out until it is restarted.
  [/^interfaces$/, /^(?:fxp|em|me|vme|fab|swfab)\d*$/],
  [/^chassis$/, /^cluster$/],
  [/^routing-instances$/, /^mgmt_junos$/],
  // What each node or routing engine has of its own, first of all its management address.
  [/^groups$/, /^(?:node|re|member)\d+$/],
  [/^apply-groups$/, /^(?:\$\{(?:node|re|member)\}|(?:node|re|member)\d+)$/],
  // What the clouds put into their images to make the first login possible.
  [/^groups$/, /^(?:aws|azure|gcp|oci)-[\w-]+$/],
  [/^apply-groups$/, /^(?:aws|azure|gcp|oci)-[\w-]+$/],
];

/** True for statements that `ownership: "device"` doesn't delete. */
export function isProtected(path: readonly string[]): boolean {
  return PROTECTED.some((pattern) => pattern.every((word, index) => word.test(path[index] ?? "")));
}
