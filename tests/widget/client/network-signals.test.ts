import { expect, it, vi } from "vitest";
import { browserNetworkSignals } from "../../../widget/src/client/connection/network-signals.ts";

const SIGNALS = [
  ["window", "online", "onWake"],
  ["window", "pageshow", "onWake"],
  ["window", "offline", "onOffline"],
  ["document", "visibilitychange", "onWake"],
] as const;

it.each(SIGNALS)(
  "the %s's %s is heard as %s, until a chat stops listening",
  (target, type, name) => {
    const page = {
      window: new EventTarget(),
      document: Object.assign(new EventTarget(), { visibilityState: "visible" }),
    };
    vi.stubGlobal("window", page.window);
    vi.stubGlobal("document", page.document);
    const listener = { onWake: vi.fn(), onOffline: vi.fn() };
    const stop = browserNetworkSignals.subscribe(listener);
    page[target].dispatchEvent(new Event(type));
    expect(listener[name]).toHaveBeenCalledOnce();
    stop();
    page[target].dispatchEvent(new Event(type));
    const calls = [...listener.onWake.mock.calls, ...listener.onOffline.mock.calls];
    expect(calls).toHaveLength(1);
  },
);

it("a page that is hidden does not count as a good moment", () => {
  const document = Object.assign(new EventTarget(), { visibilityState: "hidden" });
  vi.stubGlobal("window", new EventTarget());
  vi.stubGlobal("document", document);
  const onWake = vi.fn();
  browserNetworkSignals.subscribe({ onWake, onOffline: () => undefined });
  document.dispatchEvent(new Event("visibilitychange"));
  expect(onWake).not.toHaveBeenCalled();
});

it.each([
  ["a script without a navigator", undefined, true],
  ["a navigator that does not know", {}, true],
  ["a device with a network", { onLine: true }, true],
  ["a device without one", { onLine: false }, false],
])("only a device that says so is offline: %s", (_, navigator, isOnline) => {
  vi.stubGlobal("navigator", navigator);
  expect(browserNetworkSignals.isOnline()).toBe(isOnline);
});

it.each([
  ["a script without a window", undefined],
  ["an app whose window is no page's, and hears nothing", {}],
])("a chat works without signals: %s", (_, window) => {
  vi.stubGlobal("window", window);
  vi.stubGlobal("document", undefined);
  const stop = browserNetworkSignals.subscribe({ onWake: vi.fn(), onOffline: vi.fn() });
  expect(stop).not.toThrow();
});
