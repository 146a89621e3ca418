// What a stack registers with Pulumi, recorded by mocks that stand in for the engine.
import * as pulumi from "@pulumi/pulumi";

export interface Registered {
  readonly type: string;
  readonly name: string;
  readonly inputs: Record<string, unknown>;
  /** Reference of the provider that is named; undefined for the program's own. */
  readonly provider?: string;
}

/** A function of a provider that a program has asked. */
export interface Called {
  readonly token: string;
  readonly inputs: Record<string, unknown>;
  readonly provider?: string;
}

/** Pulumi notes the calls that led to each promise, and Jest reads each of those through source maps: most of the time. */
const bookkeeping = jest.requireActual<{
  debuggablePromise: (promise: Promise<unknown>) => Promise<unknown>;
}>("@pulumi/pulumi/runtime/debuggable");

/**
 * Mocks for every test of a file; what the running test has registered so far.
 * @param states what the provider answers beside that, by type
 * @param answers what functions answer beside their arguments, by token
 */
export function recorded(
  states: Readonly<Record<string, () => object>> = {},
  answers: Readonly<Record<string, object>> = {},
): {
  readonly all: readonly Registered[];
  readonly calls: readonly Called[];
  of(type: string): Registered[];
} {
  let registered: Registered[] = [];
  let calls: Called[] = [];

  beforeEach(async () => {
    registered = [];
    calls = [];
    jest.spyOn(bookkeeping, "debuggablePromise").mockImplementation((promise) => promise);
    await pulumi.runtime.setMocks({
      call: ({ token, inputs: asked, provider }) => {
        const inputs = asked as Record<string, unknown>;
        calls.push({ token, inputs, ...(provider === undefined ? {} : { provider }) });
        return { ...inputs, ...answers[token] };
      },
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
    get calls() {
      return calls;
    },
    of: (type) => registered.filter((each) => each.type === type),
  };
}
