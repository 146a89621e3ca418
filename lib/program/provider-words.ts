// Of a provider's inputs, where it works and by which of its words as somebody else: the rest may hold secrets.

interface ProviderWords {
  readonly region: unknown;
  /** The names of the inputs that give it credentials of its own, never their values. */
  readonly otherCredentials: readonly string[];
}

/** Where a provider works, and by which of its words as somebody else. */
export function providerWords(inputs: Readonly<Record<string, unknown>>): ProviderWords {
  const otherCredentials = Object.keys(inputs).filter((key) =>
    /^(?:profile|assumeRoles?|accessKey|sharedCredentialsFiles)$/.test(key),
  );
  return { region: inputs["region"], otherCredentials };
}
