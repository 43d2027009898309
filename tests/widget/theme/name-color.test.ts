import { describe, expect, it } from "vitest";
import { nameColorClass, nameTag } from "../../../widget/src/element/theme/name-color.ts";

const SYLLABLES = [..."민지준호서연하은우도윤예주수아현유진건시"];

describe("the colours of names", () => {
  it("are spread alike over people whose ids are Korean names, numbers, or random", () => {
    const names = SYLLABLES.flatMap((a) => SYLLABLES.map((b) => a + b));
    const numbers = Array.from({ length: 400 }, (_, i) => `member:${i}`);
    for (const ids of [names, numbers]) {
      const counts = new Map<string, number>();
      for (const id of ids) {
        const name = nameColorClass(id);
        counts.set(name, (counts.get(name) ?? 0) + 1);
      }
      expect(counts.size).toBe(12);
      // A twelfth would be 8.3 %.
      for (const count of counts.values()) expect(count / ids.length).toBeLessThan(0.13);
    }
  });

  it("have a tag that is the same for everyone", () => {
    expect(nameTag("guest:1")).toMatch(/^#\d{3}$/);
    expect(nameTag("guest:1")).toBe(nameTag("guest:1"));
    expect(nameTag("guest:1")).not.toBe(nameTag("guest:2"));
  });
});
