import { describe, expect, it } from "vitest";
import { CHAT_LANGUAGES } from "#protocol";
import { DICTIONARIES, type Texts } from "../../pages/sign-in/texts/texts.ts";

function flatten(texts: object): [key: string, text: string][] {
  return Object.entries(texts).flatMap(([key, value]: [string, unknown]) => {
    if (typeof value === "function") return [[key, (value as (name: string) => string)("…")]];
    if (typeof value !== "string") return flatten(value as object);
    return [[key, value]];
  });
}

describe("the sign-in page's texts", () => {
  it("exist in every language of the chat, each under its own tag", () => {
    expect(DICTIONARIES.map(({ lang }) => lang).toSorted()).toEqual(CHAT_LANGUAGES.toSorted());
  });

  it.each(DICTIONARIES)("in $lang leave none out, and name the site", (texts: Texts) => {
    for (const [key, text] of flatten(texts)) expect(text.trim(), key).not.toBe("");
    expect(texts.forSite).toContain("{site}");
  });
});
