import { beforeEach, expect, it, vi } from "vitest";
import { PreferenceStore } from "../../../widget/src/element/settings/preference-store.ts";
import {
  DEFAULT_PREFERENCES,
  parsePreferences,
} from "../../../widget/src/element/settings/viewer-preferences.ts";

/** What the browser keeps, and tells every other tab of. */
function makeDevice() {
  const kept = new Map<string, string>();
  const deviceStorage = {
    get: (key: string) => kept.get(key),
    set: (key: string, value: string | undefined) => void kept.set(key, value ?? ""),
  };
  return { kept, makeShelf: () => new PreferenceStore(deviceStorage) };
}

const tabs = new EventTarget();
beforeEach(() => {
  vi.stubGlobal("addEventListener", tabs.addEventListener.bind(tabs));
  vi.stubGlobal("removeEventListener", tabs.removeEventListener.bind(tabs));
});

it("keeps what was chosen, on the device and for every chat of the page", () => {
  const { makeShelf } = makeDevice();
  const shelf = makeShelf();
  const heard = vi.fn();
  shelf.subscribe(heard);
  shelf.change({ textSize: 3, showTimes: true });
  expect(heard).toHaveBeenCalledOnce();
  expect(shelf.choices).toMatchObject({ textSize: 3, showTimes: true, showNotices: true });
  expect(makeShelf().choices).toEqual(shelf.choices);
});

it("hides people and shows them again", () => {
  const shelf = makeDevice().makeShelf();
  shelf.hide({ userId: "a", nickname: "가" });
  shelf.hide({ userId: "b", nickname: "나" });
  shelf.hide({ userId: "a", nickname: "다" });
  expect(shelf.choices.hidden).toEqual([
    { userId: "b", nickname: "나" },
    { userId: "a", nickname: "다" },
  ]);
  shelf.show("b");
  expect([...shelf.choices.hiddenUserIds]).toEqual(["a"]);
});

it("takes in what another tab has chosen, as long as somebody listens", () => {
  const { makeShelf } = makeDevice();
  const here = makeShelf();
  const there = makeShelf();
  const stop = here.subscribe(() => undefined);
  there.change({ showNotices: false });
  tabs.dispatchEvent(new Event("storage"));
  expect(here.choices.showNotices).toBe(false);
  stop();
  there.change({ showNotices: true });
  tabs.dispatchEvent(new Event("storage"));
  expect(here.choices.showNotices).toBe(false);
  here.subscribe(() => undefined);
  expect(here.choices.showNotices).toBe(true);
});

it.each(["", "null", "[]", "{", '{"textSize":7,"hidden":[null,{"userId":1}]}', '{"hidden":{}}'])(
  "takes %j for nothing chosen",
  (kept) => {
    expect(parsePreferences(kept)).toEqual(DEFAULT_PREFERENCES);
  },
);

it("keeps at most 200 hidden people, the latest", () => {
  const hidden = Array.from({ length: 250 }, (_, i) => ({ userId: `u${i}`, nickname: "n" }));
  const choices = parsePreferences(JSON.stringify({ hidden }));
  expect(choices.hiddenUserIds.size).toBe(200);
  expect(choices.hiddenUserIds.has("u249")).toBe(true);
});
