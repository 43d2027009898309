import { fileURLToPath } from "node:url";

/** The repository's folder, so that every script works from any folder. */
export const ROOT = fileURLToPath(new URL("../../", import.meta.url));
