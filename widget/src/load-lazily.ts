import { isPinned } from "./element/is-pinned.ts";
import * as modules from "./lazy-modules.ts";
import { IS_SCRIPT, VERSION } from "./version.ts";

type LazyModules = typeof modules;

/** The languages that are loaded. */
export const { LANGUAGES } = modules;

let retries = 0;
/** What a chat's server has in place of what is not beside the script. */
let fromServer: Promise<LazyModules> | undefined;

/**
 * Loads what few need.
 *
 * The script file looks for it beside itself. Where there is nothing, it was copied alone, or the
 * server has a newer release by now, or the network failed: then the chat's server has it, at an
 * address that was never asked for, because browsers keep in mind what did not load. All chats of
 * a page take it from there, so that nothing is loaded twice. A pinned script loads nothing but
 * what it was pinned with.
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
    const known = fromServer;
    const loading = known?.then(load) ?? Promise.reject(error as Error);
    return loading.catch(() => {
      const url = `${serverUrl}/v/${VERSION}-retry-${++retries}/live-chat.lazy.js`;
      // Unless another chat has done that meanwhile.
      if (fromServer === known)
        // Bundlers of the npm form, which never come here, would look for the module.
        fromServer = import(
          /* @vite-ignore */ /* webpackIgnore: true */ /* turbopackIgnore: true */ url
        );
      return fromServer!.then(load);
    });
  }
}
