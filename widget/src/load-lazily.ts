import { isScriptPinned } from "./element/is-script-pinned.ts";
import * as modules from "./lazy-modules.ts";
import { IS_SCRIPT, VERSION } from "./version.ts";

type LazyModules = typeof modules;

/** The lazily loaded languages. */
export const { LANGUAGES } = modules;

let retries = 0;
/** The modules from a chat's server, if they are not next to the script. */
let fromServer: Promise<LazyModules> | undefined;

/**
 * Loads a rarely needed part.
 *
 * The script looks for it next to itself. If it is not there (the script was copied alone, the
 * server has a newer release, or the network failed), it loads it from the chat's server, at a URL
 * that was never requested, because browsers remember failed modules. All chats of a page then use
 * that copy, so that nothing is loaded twice. A pinned script only loads files that it was pinned
 * with.
 */
export async function loadLazily<Loaded>(
  load: (modules: LazyModules) => Promise<Loaded>,
  serverUrl: string,
): Promise<Loaded> {
  if (!IS_SCRIPT) return load(modules);
  try {
    return await load(modules);
  } catch (error) {
    if (isScriptPinned() || !serverUrl) throw error;
    const known = fromServer;
    const loading = known?.then(load) ?? Promise.reject(error as Error);
    return loading.catch(() => {
      const url = `${serverUrl}/v/${VERSION}-retry-${++retries}/live-chat.lazy.js`;
      // Unless another chat has done that meanwhile.
      if (fromServer === known)
        // Bundlers of the npm form, which never run this, would try to resolve the module.
        fromServer = import(
          /* @vite-ignore */ /* webpackIgnore: true */ /* turbopackIgnore: true */ url
        );
      return fromServer!.then(load);
    });
  }
}
