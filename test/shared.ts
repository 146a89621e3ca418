// Juniper's models lie beside the maintainers' checkouts alone: tests that need them run where they are, are skipped by name elsewhere, and fail where VSRX_SHARED asks for them in vain.
import { join } from "node:path";

const asked = process.env["VSRX_SHARED"] ?? "";

/** Whether somebody counts on them. */
export const isAskedFor = asked !== "";

/** The folder that holds `yang/`. */
export const SHARED = isAskedFor ? asked : join(__dirname, "../../shared");
