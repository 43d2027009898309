import { beforeEach, describe, expect, it, vi } from "vitest";
import {
  keepDraft,
  keepUnsent,
  keptDraft,
} from "../../../widget/src/element/composer/kept-drafts.ts";

function giveStorage(setItem?: () => void): Map<string, string> {
  const items = new Map<string, string>();
  vi.stubGlobal("sessionStorage", {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: setItem ?? ((key: string, value: string) => items.set(key, value)),
    removeItem: (key: string) => items.delete(key),
  });
  return items;
}

describe("a draft", () => {
  beforeEach(() => {
    for (const place of ["a", "b"]) keepDraft(place, "");
  });

  it("is kept for its place, and leaves nothing behind", () => {
    const items = giveStorage();
    keepDraft("a", "half a thought");
    expect(keptDraft("a")).toBe("half a thought");
    expect(keptDraft("b")).toBe("");
    keepDraft("a", "");
    expect(items.size).toBe(0);
  });

  it("is kept for the life of the page where storing is forbidden, or the storage is full", () => {
    vi.stubGlobal("sessionStorage", undefined);
    keepDraft("a", "forbidden");
    expect(keptDraft("a")).toBe("forbidden");
    const items = giveStorage(() => {
      throw new DOMException("full", "QuotaExceededError");
    });
    items.set("live-chat:draft:b", "older");
    keepDraft("b", "newer");
    expect(keptDraft("b")).toBe("newer");
    keepDraft("b", "");
    expect(keptDraft("b")).toBe("");
  });

  it("comes after what could not be sent", () => {
    giveStorage();
    keepUnsent("a", ["one", "two"]);
    expect(keptDraft("a")).toBe("one\ntwo");
    keepUnsent("a", ["zero"]);
    expect(keptDraft("a")).toBe("zero\none\ntwo");
  });
});
