import type { ReactiveController, ReactiveControllerHost } from "lit";
import { preferenceStore, type PreferenceStore } from "./preference-store.ts";
import type { ViewerPreferences } from "./viewer-preferences.ts";

/** Provides the viewer's preferences, and updates its host when they change. */
export class PreferencesController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #unsubscribe: (() => void) | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  get shelf(): PreferenceStore {
    return preferenceStore();
  }

  get choices(): ViewerPreferences {
    return this.shelf.choices;
  }

  hostConnected(): void {
    this.#unsubscribe = this.shelf.subscribe(() => this.#host.requestUpdate());
  }

  hostDisconnected(): void {
    this.#unsubscribe?.();
  }
}
