// Nothing secret leaves in a message: known secrets are replaced, and so is whatever Junos marks as secret.

/** What stands in for a secret. */
export const MASK = "[secret]";

/** Cleans text that a device may have quoted our own input in. */
export class Redactor {
  private readonly secrets: readonly string[];

  /** @param secrets - values that must never be shown */
  constructor(secrets: Iterable<string>) {
    const forms = new Set<string>();
    for (const secret of secrets) {
      const text = secret.trim();
      // Replacing very short texts would only make holes into everything else.
      if (text.length < 3) continue;
      forms.add(text);
      forms.add(JSON.stringify(text).slice(1, -1));
      forms.add(text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;"));
      for (const line of text.split("\n")) if (line.trim().length > 16) forms.add(line.trim());
    }
    this.secrets = [...forms].sort((a, b) => b.length - a.length);
  }

  /** The text without secrets. */
  clean(text: string): string {
    let result = text;
    for (const secret of this.secrets) result = result.replaceAll(secret, MASK);
    return maskMarked(result);
  }

  /** The same error with clean messages; its class stays, so that callers can still tell errors apart. */
  cleanError(error: unknown): Error {
    const cleaned = error instanceof Error ? error : new Error(String(error));
    cleaned.message = this.clean(cleaned.message);
    if (cleaned.stack !== undefined) cleaned.stack = this.clean(cleaned.stack);
    if (cleaned.cause !== undefined) cleaned.cause = this.cleanError(cleaned.cause);
    return cleaned;
  }
}

/** Masks what Junos itself shows as hashed or scrambled: `$9$` can be undone by anybody. */
export function maskMarked(text: string): string {
  return text
    .replaceAll(/"?\$(?:1|5|6|8|9)\$[^\s";]+"?/g, `"${MASK}"`)
    .replaceAll(
      /((?:ascii-text|hexadecimal|secret|[\w-]*password|passphrase)\s+)(?:"[^"]*"|[^\s;"[]+)(?=\s*;)/g,
      `$1"${MASK}"`,
    );
}
