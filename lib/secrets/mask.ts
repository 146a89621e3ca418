// What is shown in place of a secret, everywhere.

/** Stands for a secret in messages, previews, logs and pictures. */
export const MASK = "[secret]";
