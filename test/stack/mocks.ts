// What a stack registers with Pulumi, recorded by mocks that stand in for the engine.
import * as pulumi from "@pulumi/pulumi";

export interface Registered {
  readonly type: string;
  readonly name: string;
  readonly inputs: Record<string, unknown>;
  /** Reference of the provider that is named; undefined for the program's own. */
  readonly provider?: string;
}

/** Pulumi notes the calls that led to each promise, and Jest reads each of those through source maps: most of the time. */
const bookkeeping = jest.requireActual<{
  debuggablePromise: (promise: Promise<unknown>) => Promise<unknown>;
}>("@pulumi/pulumi/runtime/debuggable");

/**
 * Mocks for every test of a file; what the running test has registered so far.
 * @param states what the provider answers beside that, by type
 */
export function recorded(states: Readonly<Record<string, () => object>> = {}): {
  readonly all: readonly Registered[];
  of(type: string): Registered[];
} {
  let registered: Registered[] = [];

  beforeEach(async () => {
    registered = [];
    jest.spyOn(bookkeeping, "debuggablePromise").mockImplementation((promise) => promise);
    await pulumi.runtime.setMocks({
      call: ({ inputs }) => inputs as Record<string, unknown>,
      newResource: ({ type, name, inputs, provider }) => {
        registered.push({
          type,
          name,
          inputs: inputs as Record<string, unknown>,
          ...(provider === undefined ? {} : { provider }),
        });
        return {
          id: `${name}-id`,
          state: {
            ...(inputs as object),
            publicIp: "203.0.113.10",
            latestVersion: 1,
            securityGroupRuleId: `sgr-${name}`,
            revision: `r-${name}`,
            verified: true,
            natFound: true,
            ...states[type]?.(),
          },
        };
      },
    });
  });

  // What a stack registers at its very end must not meet the mocks of the next one.
  afterEach(() => pulumi.runtime.disconnect());

  return {
    get all() {
      return registered;
    },
    of: (type) => registered.filter((each) => each.type === type),
  };
}
