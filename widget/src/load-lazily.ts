import { isPinned } from "./element/is-pinned.ts";
import * as modules from "./lazy-modules.ts";
import { IS_SCRIPT, VERSION } from "./version.ts";

type LazyModules = typeof modules;

/** The languages that are loaded. */
export const { LANGUAGES } = modules;

let retries = 0;

/**
 * Loads what few need.
 *
 * The script file looks for it beside itself. Where there is nothing, it was copied alone, or the
 * server has a newer release by now, or the network failed: then the chat's server has it, at an
 * address that was never asked for, because browsers keep in mind what did not load. A pinned
 * script loads nothing but what it was pinned with.
 */
export async function loadLazily<Loaded>(
  load: (modules: LazyModules) => Promise<Loaded>,
  serverUrl: string,
): Promise<Loaded> {
  if (!IS_SCRIPT) return load(modules);
  try {
    return await load(modules);
  } catch (error) {
    if (isPinned() || !serverUrl) throw error;
    const url = `${serverUrl}/v/${VERSION}-retry-${++retries}/live-chat.lazy.js`;
    // Bundlers of the npm form, which never come here, would look for the module.
    return load(
      (await import(
        /* @vite-ignore */ /* webpackIgnore: true */ /* turbopackIgnore: true */ url
      )) as LazyModules,
    );
  }
}
