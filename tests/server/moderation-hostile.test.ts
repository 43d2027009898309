import { describe, expect, it } from "vitest";
import { StoreError } from "../../server/src/chat/ports/store-error.ts";
import { openStorage } from "../../server/src/storage/open-storage.ts";
import { systemClock } from "../../server/src/system-clock.ts";
import { codeOf, joinAs, joinAsGuest, recordOf, SIGN_IN } from "../support/staff.ts";
import { startServer } from "../support/start-server.ts";
import { connect } from "../support/connect.ts";
import { ask, collect, join, next, tell } from "../support/stock-client.ts";

describe("moderation under attack", () => {
  it("[MO3] staff of another stream are nobody here, and readers and strangers even less", async () => {
    const { url } = await startServer(SIGN_IN);
    const tom = await joinAs(url, "tom");
    const claims = { chat_roles: { s2: "owner", constructor: "owner" } };
    const elsewhere = await joinAs(url, "other", "member", { claims });
    const guest = await joinAsGuest(url, "Guest");
    for (const each of [elsewhere, guest])
      expect(codeOf(await each.does({ kind: "ban", userId: tom.userId }))).toBe("forbidden");
    const own = await joinAs(url, "other", "member", { claims, streamId: "s2" });
    expect(codeOf(await own.does({ kind: "ban", userId: tom.userId }))).toBeUndefined();
    // A ban in one stream is none in another.
    expect(codeOf(await tom.say("hello"))).toBeUndefined();
    const stranger = connect(url);
    const moderate = { streamId: "s1", action: { kind: "clear" } };
    expect(codeOf(await ask(stranger, "moderate", moderate))).toBe("not-joined");
    await join(stranger, "s1");
    expect(codeOf(await ask(stranger, "moderate", moderate))).toBe("forbidden");
  });

  it("[MO8] ids of another stream, or made up, lead nowhere", async () => {
    const { url } = await startServer(SIGN_IN);
    const here = await joinAs(url, "mod", "moderator");
    const there = await joinAs(url, "mod", "moderator", { streamId: "s2" });
    const tom = await joinAs(url, "tom");
    const sent = (await tom.say("hello")) as unknown as { message: { id: string } };
    const record = recordOf(await here.does({ kind: "ban", userId: "tom" }));
    const forged = "1.AAAAAAAAAAAA";
    for (const action of [
      { kind: "undo", actionId: record.id },
      { kind: "undo", actionId: forged },
      { kind: "remove", messageId: sent.message.id },
      { kind: "remove", messageId: forged },
      { kind: "pin", messageId: sent.message.id },
      { kind: "approve", heldId: sent.message.id },
      { kind: "dismiss", messageId: sent.message.id },
    ] as const)
      expect([action.kind, codeOf(await there.does(action))]).toEqual([action.kind, "not-found"]);
    expect(codeOf(await here.does({ kind: "undo", actionId: sent.message.id }))).toBe("not-found");
    expect(codeOf(await tom.say("?"))).toBe("banned");
  });

  it("[ER3] a payload that is no action is refused, and the connection stays", async () => {
    const { url } = await startServer(SIGN_IN);
    const owner = await joinAs(url, "boss", "owner");
    const wrong: unknown[] = [
      ...[
        undefined,
        null,
        1,
        "ban",
        [],
        {},
        { kind: 1 },
        { kind: "toString" },
        { kind: "__proto__" },
      ],
      ...[{ kind: "ban" }, { kind: "ban", userId: 1 }, { kind: "ban", userId: "" }],
      ...[
        { kind: "ban", userId: "a\u202eb" },
        { kind: "ban", userId: "x".repeat(129) },
      ],
      ...[
        { kind: "ban", userId: "x", seconds: 1 },
        { kind: "ban", userId: "x", seconds: "60" },
      ],
      ...[
        { kind: "timeout", userId: "x" },
        { kind: "timeout", userId: "x", seconds: 86_401 },
      ],
      ...[
        { kind: "timeout", userId: "x", seconds: 1e308 },
        { kind: "shield", on: 1 },
      ],
      ...[{ kind: "set-mode" }, { kind: "set-mode", mode: {} }, { kind: "set-mode", mode: [] }],
      ...[
        { kind: "set-mode", mode: { slowSeconds: -1 } },
        { kind: "set-mode", mode: { frozen: 1 } },
      ],
      ...[
        { kind: "set-mode", mode: { slowSeconds: 3_601 } },
        { kind: "pin-text", text: "" },
      ],
      ...[
        { kind: "pin-text", text: "x".repeat(301) },
        { kind: "note", userId: "x", text: " " },
      ],
      ...[{ kind: "pin-text", text: "x", link: "javascript:alert(1)" }],
      ...[{ kind: "pin-text", text: "x", link: "http://a.example" }],
      ...[
        { kind: "appoint", userId: "x", role: "owner" },
        { kind: "set-filters" },
        { kind: "auto" },
      ],
      ...[
        { kind: "ban", userId: "x", reason: "x".repeat(201) },
        { kind: "ban", userId: "x", reason: {} },
      ],
    ];
    for (const action of wrong) {
      const answer = await ask(owner.client, "moderate", { streamId: "s1", action });
      expect([action, codeOf(answer)]).toEqual([action, "bad-request"]);
    }
    tell(owner.client, "moderate", { streamId: "s1", action: { kind: "clear" } }, "no function");
    for (const event of ["load-audit", "load-sanctions"])
      for (const page of [
        { before: 1 },
        { limit: "x" },
        { search: {} },
        { search: "x".repeat(257) },
      ])
        expect(codeOf(await ask(owner.client, event, { streamId: "s1", ...page }))).toBe(
          "bad-request",
        );
    expect(
      codeOf(
        await owner.does({
          kind: "set-mode",
          mode: JSON.parse('{"__proto__":{"frozen":true},"noLinks":true}'),
        }),
      ),
    ).toBeUndefined();
    expect((await joinAs(url, "viewer")).joined.room.mode).toEqual({ noLinks: true });
  });

  it("[MO4] a sanctioned person is not told who acted, nor of a shadow", async () => {
    const { url } = await startServer(SIGN_IN);
    const mod = await joinAs(url, "the-moderator", "moderator");
    const tom = await joinAs(url, "tom", "member", { wants: ["entries"] });
    const everything = [
      collect(tom.client, "me-changed"),
      collect(tom.client, "entries"),
      collect(tom.client, "staff-news"),
    ];
    await tom.say("one");
    await mod.does({ kind: "timeout", userId: "tom", seconds: 60, reason: "spam", purge: true });
    await mod.does({ kind: "shadow", userId: "tom", reason: "secret reason" });
    await mod.does({ kind: "set-mode", mode: { noLinks: true } });
    await tom.say("two");
    const answer = await joinAs(url, "tom", "member", { wants: ["entries"] });
    const words = JSON.stringify([everything, answer.joined]);
    expect(words).toContain("spam");
    expect(words).not.toMatch(/the-moderator|shadow|secret reason/);
  });
});

describe("moderation while the database is away", () => {
  it("[LOG7][MO2] an action fails as a whole, says so, and can be done again", async () => {
    const storage = await openStorage({ databaseUrl: "memory:" }, systemClock);
    const { url } = await startServer(SIGN_IN, { storage });
    const mod = await joinAs(url, "mod", "moderator");
    const tom = await joinAs(url, "tom");
    const { append } = storage.log;
    storage.log.append = () => Promise.reject(new StoreError("store-unavailable"));
    const refused = await mod.does({ kind: "ban", userId: "tom" });
    expect(refused).toMatchObject({ error: { code: "store-unavailable", retryable: true } });
    storage.log.append = append.bind(storage.log);
    expect(codeOf(await tom.say("still here"))).toBeUndefined();
    expect(codeOf(await mod.does({ kind: "ban", userId: "tom" }))).toBeUndefined();
    expect(codeOf(await tom.say("?"))).toBe("banned");
  });

  it("[MO12] a policy that cannot be read is read as soon as that is possible", async () => {
    const storage = await openStorage({ databaseUrl: "memory:" }, systemClock);
    const { url } = await startServer(SIGN_IN, { storage });
    const mod = await joinAs(url, "mod", "moderator");
    const tom = await joinAs(url, "tom");
    const { readPolicy } = storage.moderation;
    storage.moderation.readPolicy = () => Promise.reject(new StoreError("store-unavailable"));
    expect(codeOf(await mod.does({ kind: "ban", userId: "tom" }))).toBeUndefined();
    // Not let through by what this node knew before.
    expect(codeOf(await tom.say("now?"))).toBe("store-unavailable");
    const told = next(tom.client, "me-changed");
    storage.moderation.readPolicy = readPolicy.bind(storage.moderation);
    expect((await told).me.reason).toBe("banned");
    expect(codeOf(await tom.say("now?"))).toBe("banned");
  });
});
