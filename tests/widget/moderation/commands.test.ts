import { describe, expect, it } from "vitest";
import { enStaff } from "../../../widget/src/i18n/en/en-staff.ts";
import { staff as ko } from "../../../widget/src/i18n/ko/ko-staff.ts";
import {
  isCommand,
  parseCommand,
} from "../../../widget/src/element/moderation/commands/parse-command.ts";
import { suggestCommands } from "../../../widget/src/element/moderation/commands/suggest-commands.ts";
import { PersonLookup } from "../../../widget/src/element/moderation/person-lookup.ts";
import { message } from "../support/test-chat.ts";

const people = new PersonLookup();
people.take([
  message(1, { userId: "g1", nickname: "Mina" }),
  message(2, { userId: "g2", nickname: "Mina Kim" }),
  message(3, { userId: "g3", nickname: "민지" }),
  message(4, { userId: "g4", nickname: "Twin" }),
  message(5, { userId: "g5", nickname: "twin" }),
  message(6, { userId: "g3", nickname: "민지" }),
  { kind: "removed", seq: 7, id: "m7", timestamp: 0 },
]);

function actionOf(line: string): unknown {
  const parsed = parseCommand(line, people.all, ko);
  return parsed.kind === "action" ? parsed.action : parsed;
}

describe("commands", () => {
  it("[CH6] say what a ban holds for: this show alone by a word of its own, else what it usually does", () => {
    const ban = { kind: "ban", userId: "g1", purge: true };
    for (const line of ["/banhere @Mina", "/이방송차단 @Mina"])
      expect(parseCommand(line, people.all, ko)).toEqual({
        kind: "action",
        action: ban,
        scope: "stream",
      });
    expect(parseCommand("/ban @Mina", people.all, ko)).toEqual({ kind: "action", action: ban });
  });

  it("name what is not known without the slash, of which the sentence has one", () => {
    for (const line of ["/nonsense now", "//nonsense"])
      expect(parseCommand(line, people.all, enStaff)).toMatchObject({ name: "nonsense" });
  });

  it.each([
    [
      "/timeout @Mina 10m spam and more",
      { kind: "timeout", userId: "g1", seconds: 600, reason: "spam and more" },
    ],
    ["/timeout @mina kim", { kind: "timeout", userId: "g2", seconds: 600 }],
    ["/timeout g3 90", { kind: "timeout", userId: "g3", seconds: 90 }],
    [
      "/채팅금지 @민지 1시간 도배",
      { kind: "timeout", userId: "g3", seconds: 3_600, reason: "도배" },
    ],
    ["/timeout @Mina rude", { kind: "timeout", userId: "g1", seconds: 600, reason: "rude" }],
    ["／차단 ＠민지", { kind: "ban", userId: "g3", purge: true }],
    ["/ban @Mina 1d", { kind: "ban", userId: "g1", purge: true, seconds: 86_400 }],
    ["/UNBAN @Mina", { kind: "lift", userId: "g1" }],
    ["/delete @민지", { kind: "remove", messageId: "m6" }],
    ["/clear", { kind: "clear" }],
    ["/slow", { kind: "set-mode", mode: { slowSeconds: 30 } }],
    ["/slow 10", { kind: "set-mode", mode: { slowSeconds: 10 } }],
    ["/슬로 끔", { kind: "set-mode", mode: { slowSeconds: null } }],
    ["/members", { kind: "set-mode", mode: { membersOnly: true } }],
    ["/emote off", { kind: "set-mode", mode: { emojiOnly: null } }],
    ["/links off", { kind: "set-mode", mode: { noLinks: true } }],
    ["/freeze", { kind: "set-mode", mode: { frozen: true } }],
    ["/shield off", { kind: "shield", on: false }],
    ["/mod @Mina", { kind: "appoint", userId: "g1", role: "moderator" }],
    ["/unmod @Mina", { kind: "appoint", userId: "g1", role: "member" }],
    ["/note @Mina was here", { kind: "note", userId: "g1", text: "was here" }],
    [
      "/pin sale https://a.example/x",
      { kind: "pin-text", text: "sale", link: "https://a.example/x" },
    ],
    ["/help", { kind: "help" }],
  ])("[MO2] %s", (line, action) => {
    expect(actionOf(line)).toEqual(action);
  });

  it.each([
    ["/tiemout @Mina", "unknown"],
    ["/ban-all", "unknown"],
    ["/ban", "person"],
    ["/ban @nobody", "person"],
    ["/ban @Twin", "ambiguous"],
    ["/timeout @Mina 5", "duration"],
    ["/timeout @Mina 2d", "duration"],
    ["/timeout @Mina 5parsecs", "duration"],
    ["/slow fast", "value"],
    ["/freeze maybe", "value"],
    ["/note @Mina", "value"],
    ["/pin", "value"],
  ])("refuses %s: %s", (line, why) => {
    expect(parseCommand(line, people.all, enStaff)).toMatchObject({ kind: "refused", why });
  });

  it.each([
    ["/ban", true],
    ["／차단", true],
    ["/ ban", false],
    ["//", false],
    ["/5 minutes", false],
    ["a/b", false],
  ])("%s is one: %s", (line, is) => {
    expect(isCommand(line)).toBe(is);
  });

  it("are offered in the reader's language, by first consonants too, and in English", () => {
    const offered = (typed: string): string[] =>
      suggestCommands(typed, ko).map(({ command }) => command);
    expect(offered("차")).toEqual(["/차단", "/차단해제"]);
    expect(offered("ㅊㄷ")).toEqual(["/차단", "/차단해제"]);
    expect(offered("shi")).toEqual(["/shield"]);
    expect(offered("")).toHaveLength(Object.keys(enStaff.commands).length);
  });

  it("can still name a person without any messages left", () => {
    const known = new PersonLookup();
    known.take([message(1, { userId: "g1", nickname: "Mina" })]);
    known.take([{ kind: "removed", seq: 1, id: "m1", timestamp: 0 }]);
    expect(parseCommand("/unban @Mina", known.all, enStaff)).toMatchObject({ kind: "action" });
  });
});
