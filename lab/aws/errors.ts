// A refusal as EC2 words it: a code that programs know and a message that people read.

/** An error of the lab's AWS. Codes are EC2's own wherever EC2 has one. */
export class AwsError extends Error {
  override readonly name = "AwsError";

  constructor(
    readonly code: string,
    readonly reason: string,
  ) {
    super(`${code}: ${reason}`);
  }
}

/** The refusal of one value. */
export function invalid(reason: string): AwsError {
  return new AwsError("InvalidParameterValue", reason);
}

/** The refusal of something that others still use. */
export function inUse(reason: string): AwsError {
  return new AwsError("DependencyViolation", reason);
}

/** What the lab's AWS does not imitate: said plainly, because silence would be a wrong answer. */
export function notInTheLab(what: string, instead: string): AwsError {
  return new AwsError("NotInTheLab", `the lab's AWS does not implement ${what}. ${instead}`);
}
