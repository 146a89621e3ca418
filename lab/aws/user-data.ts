// User data: text in base64 on the wire, at most 16 KB, read by the machine at its first boot.

const LIMIT = 16_384;

/** True for text that decodes from base64 to something and back to itself. */
function isBase64(text: string): boolean {
  return text !== "" && Buffer.from(text, "base64").toString("base64") === text;
}

/** What is wrong with user data that has to be in base64, or undefined. */
export function userDataProblem(encoded: string): string | undefined {
  if (encoded === "") return undefined;
  if (!isBase64(encoded)) return "Invalid BASE64 encoding of user data.";
  return sizeProblem(Buffer.from(encoded, "base64"));
}

function sizeProblem(raw: Buffer): string | undefined {
  return raw.length > LIMIT
    ? `User data is limited to ${LIMIT} bytes before encoding; this has ${raw.length}.`
    : undefined;
}

/** What is wrong with user data given as text, or undefined. */
export function plainUserDataProblem(text: string): string | undefined {
  return sizeProblem(Buffer.from(decodeOnce(text)));
}

/** The text that a machine reads. Text that is base64 already is not encoded once more, as in the provider. */
export function decodeOnce(text: string): string {
  return isBase64(text) ? Buffer.from(text, "base64").toString() : text;
}

/** Whether a vSRX takes the user data as its configuration. */
export function isJunosConfig(userData: string): boolean {
  return /^#junos-config[ \t]*\r?(\n|$)/.test(userData);
}
