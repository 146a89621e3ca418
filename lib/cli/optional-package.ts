// Packages that only some commands need: they are asked for by name where they are missing.

/**
 * Loads one.
 * @param load - a dynamic import of it, so that it is only looked for when it is needed
 * @throws Error that names the package and how it is installed
 */
export async function optionalPackage<Loaded>(
  name: string,
  command: string,
  load: () => Promise<Loaded>,
): Promise<Loaded> {
  try {
    return await load();
  } catch (error) {
    const { code, message } = error as { code?: unknown; message?: unknown };
    const isMissing = code === "MODULE_NOT_FOUND" || code === "ERR_MODULE_NOT_FOUND";
    if (!isMissing || !String(message).includes(name)) throw error;
    throw new Error(
      `${command} needs the package ${name}, which is not installed: npm install ${name}`,
      {
        cause: error,
      },
    );
  }
}
