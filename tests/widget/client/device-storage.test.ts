import { expect, it, vi } from "vitest";
import { makeDeviceStorage } from "../../../widget/src/client/device-storage.ts";

/** What the browser keeps for the page's origin. */
function giveStorage() {
  const kept = new Map<string, string>();
  const disk = { isFull: false };
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => {
      if (disk.isFull) throw new DOMException("full", "QuotaExceededError");
      kept.set(key, value);
    },
    removeItem: (key: string) => void kept.delete(key),
  });
  return { kept, disk };
}

/** As in a sandboxed frame. */
function forbidStorage(): void {
  const forbid = (): never => {
    throw new DOMException("forbidden", "SecurityError");
  };
  vi.stubGlobal("localStorage", { getItem: forbid, setItem: forbid, removeItem: forbid });
}

it("[CN3] a device keeps a value over the life of the page", () => {
  const { kept } = giveStorage();
  makeDeviceStorage().set("credential", "c1");
  expect(makeDeviceStorage().get("credential")).toBe("c1");
  makeDeviceStorage().set("credential", undefined);
  expect(kept.size).toBe(0);
});

it("[CN3] where storage is forbidden, a page keeps its values as long as it lives", () => {
  forbidStorage();
  const storage = makeDeviceStorage();
  expect(storage.get("credential")).toBeUndefined();
  storage.set("credential", "c1");
  expect(storage.get("credential")).toBe("c1");
  storage.set("credential", "c2");
  expect(storage.get("credential")).toBe("c2");
  storage.set("credential", undefined);
  expect(storage.get("credential")).toBeUndefined();
});

it("[CN3] a newer value counts before an older one on a device that was full in between", () => {
  const { disk } = giveStorage();
  const storage = makeDeviceStorage();
  storage.set("name", "old");
  disk.isFull = true;
  storage.set("name", "newer");
  expect(storage.get("name")).toBe("newer");
  disk.isFull = false;
  storage.set("name", "newest");
  expect(storage.get("name")).toBe("newest");
  expect(makeDeviceStorage().get("name")).toBe("newest");
});

it("what another tab deleted is gone here, too", () => {
  const { kept } = giveStorage();
  const storage = makeDeviceStorage();
  storage.set("name", "Minji");
  kept.clear();
  expect(storage.get("name")).toBeUndefined();
});
