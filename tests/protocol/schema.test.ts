import fc from "fast-check";
import { expect, it } from "vitest";
import {
  filterRules,
  LIMITS,
  moderationAction,
  parseAction,
  STAFF_LIMITS,
  type Form,
} from "#protocol";
import { sentenceOf } from "../../protocol/src/errors/error-sentences.ts";
import { CLIENT_ID_PATTERN, STREAM_ID_PATTERN } from "../../protocol/src/limits.ts";
import { propertyRuns } from "../support/property-cases.ts";

const ACTIONS = moderationAction.form;

/** Values that a form takes, of which texts may still be refused once they are clean. */
function valuesOf(form: Form): fc.Arbitrary<unknown> {
  switch (form.kind) {
    case "text":
      return fc.constantFrom("a", "민지");
    case "flag":
      return fc.boolean();
    case "whole":
      return fc.integer({ min: form.min, max: form.max });
    case "choice":
      return fc.constantFrom(...form.of);
    case "list":
      return fc.array(valuesOf(form.of), { minLength: form.min ?? 0, maxLength: 3 });
    case "object": {
      const names = Object.keys(form.fields);
      const fields = names.map((name) => [name, valuesOf(form.fields[name]!)]);
      const requiredKeys = names.filter((name) => !form.fields[name]!.isOptional);
      return fc.record(Object.fromEntries(fields) as Record<string, fc.Arbitrary<unknown>>, {
        requiredKeys,
      });
    }
    case "variants":
      return fc.oneof(...form.of.map(valuesOf));
  }
}

it("[MO2] a form and its parser accept the same values, except for texts", () => {
  const kinds = new Set<unknown>();
  fc.assert(
    fc.property(valuesOf(ACTIONS), (raw) => {
      const { kind } = raw as { kind: string };
      const parsed = parseAction(raw);
      if (parsed.ok) kinds.add(kind);
      if (parsed.ok || ["set-mode", "set-filters", "pin-text"].includes(kind)) return;
      // Of ids, documents say the length alone.
      expect([raw, parsed.error.code]).toEqual([raw, "not-found"]);
    }),
    { numRuns: propertyRuns(2_000) },
  );
  expect(kinds.size).toBe(ACTIONS.kind === "variants" ? ACTIONS.of.length : 0);
});

it("[ER3] an action is made of its own fields alone", () => {
  const raw = { kind: "ban", userId: "u", seconds: 60, more: 1, messageId: "1.a" };
  expect(parseAction({ ...raw, purge: false, reason: "" })).toEqual({
    ok: true,
    value: { kind: "ban", userId: "u", seconds: 60 },
  });
});

it("[ER1] sentences and patterns name the limits that hold", () => {
  expect(filterRules.form).toMatchObject({ max: STAFF_LIMITS.filterRules });
  for (const [code, limits] of [
    ["message-too-long", [LIMITS.messageGraphemes, "2,000", LIMITS.messageLines]],
    ["invalid-stream-id", [LIMITS.streamIdChars]],
    ["invalid-client-id", [LIMITS.clientIdChars]],
    ["invalid-nickname", [LIMITS.nicknameGraphemes]],
    ["too-many-rooms", [LIMITS.roomsPerConnection]],
  ] as const)
    for (const limit of limits) expect(sentenceOf(code)).toContain(String(limit));
  for (const [pattern, max] of [
    [STREAM_ID_PATTERN, LIMITS.streamIdChars],
    [CLIENT_ID_PATTERN, LIMITS.clientIdChars],
  ] as const)
    expect([pattern.test("a".repeat(max)), pattern.test("a".repeat(max + 1))]).toEqual([
      true,
      false,
    ]);
});
