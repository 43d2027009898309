import { makeDeviceStorage, type DeviceStorage } from "../../client/device-storage.ts";
import {
  parsePreferences,
  type HiddenPerson,
  type ViewerPreferences,
} from "./viewer-preferences.ts";

const KEY = "live-chat:choices";

/** Stores a viewer's preferences for all chats of this origin on this device, in every tab. */
export class PreferenceStore {
  readonly #deviceStorage: DeviceStorage;
  readonly #listeners = new Set<() => void>();
  #kept: string | undefined;
  #choices: ViewerPreferences;

  constructor(deviceStorage: DeviceStorage) {
    this.#deviceStorage = deviceStorage;
    this.#kept = deviceStorage.get(KEY);
    this.#choices = parsePreferences(this.#kept);
  }

  /** The same object until something changes. */
  get choices(): ViewerPreferences {
    return this.#choices;
  }

  change(change: Partial<Omit<ViewerPreferences, "hiddenUserIds">>): void {
    this.#take(JSON.stringify({ ...this.#choices, ...change, hiddenUserIds: undefined }));
    this.#deviceStorage.set(KEY, this.#kept);
  }

  hide({ userId, nickname }: HiddenPerson): void {
    this.change({ hidden: [...this.#others(userId), { userId, nickname }] });
  }

  show(userId: string): void {
    this.change({ hidden: this.#others(userId) });
  }

  /**
   * Calls the listener after every change, in other tabs too; the returned function unsubscribes.
   */
  subscribe(listener: () => void): () => void {
    if (this.#listeners.size === 0) {
      addEventListener("storage", this.#read);
      this.#read();
    }
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) removeEventListener("storage", this.#read);
    };
  }

  readonly #read = (): void => {
    const kept = this.#deviceStorage.get(KEY);
    if (kept !== this.#kept) this.#take(kept);
  };

  #take(kept: string | undefined): void {
    this.#kept = kept;
    this.#choices = parsePreferences(kept);
    for (const listener of [...this.#listeners]) listener();
  }

  #others(userId: string): HiddenPerson[] {
    return this.#choices.hidden.filter((person) => person.userId !== userId);
  }
}

let shared: PreferenceStore | undefined;

/** One store for all elements of the page. */
export function preferenceStore(): PreferenceStore {
  return (shared ??= new PreferenceStore(makeDeviceStorage()));
}
