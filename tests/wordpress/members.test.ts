import { describe, expect, test } from "vitest";
import { SIGN_IN } from "../support/tokens.ts";
import { connect } from "../support/connect.ts";
import { startServer } from "../support/start-server.ts";
import { join } from "../support/stock-client.ts";
import { runPlugin, type WordPressUser } from "../support/wordpress.ts";

const SECRET = SIGN_IN.jwtSecret;
const SERVER = "https://chat.example.com";
const ROUTE = "live-chat/v1/token";
const MARKER = "live_chat_member_abc123";
const MINJI: WordPressUser = { ID: 17, display_name: "김민지", roles: ["subscriber"] };

/** How a browser asks from a page of the site. */
const OWN_PAGE = {
  REQUEST_METHOD: "POST",
  HTTP_ORIGIN: "https://site.example",
  HTTP_SEC_FETCH_SITE: "same-origin",
};

interface Request {
  user?: WordPressUser;
  options?: Record<string, unknown>;
  from?: Record<string, string>;
  cookies?: Record<string, string>;
  constantSecret?: string;
}

function ask({ user, options = {}, from = OWN_PAGE, cookies = {}, constantSecret }: Request) {
  return runPlugin({
    rest: ROUTE,
    server_variables: from,
    cookies,
    options: { live_chat_server: SERVER, live_chat_secret: SECRET, ...options },
    ...(user && { user }),
    ...(constantSecret !== undefined && { constantSecret }),
  });
}

function claimsOf(user: WordPressUser, options: Record<string, unknown> = {}) {
  const { token } = ask({ user, options }).answer.body;
  const claims = String(token).split(".")[1]!;
  return JSON.parse(Buffer.from(claims, "base64url").toString()) as Record<string, unknown>;
}

const nameOf = (display_name: string, options: Record<string, unknown> = {}) =>
  claimsOf({ ...MINJI, display_name }, options)["name"];

describe("the token of a logged-in person", () => {
  test("is accepted by the chat server, and a tampered one is not", async () => {
    const server = await startServer(SIGN_IN);
    const options = { live_chat_roles: { editor: "moderator" } };
    const { token } = ask({ user: { ...MINJI, roles: ["editor"] }, options }).answer.body;
    const { me } = await join(connect(server.url, { auth: { token } }), "s1");
    expect(me).toMatchObject({ userId: "wp-17", nickname: "김민지", role: "moderator" });

    const [header, claims, signature] = String(token).split(".");
    const altered = { ...claimsOf(MINJI), chat_role: "owner" };
    const forged = [header, Buffer.from(JSON.stringify(altered)).toString("base64url"), signature];
    expect(claims).not.toBe(forged[1]);
    const { me: nobody } = await join(
      connect(server.url, { auth: { token: forged.join(".") } }),
      "s1",
    );
    expect(nobody).toMatchObject({ role: "viewer", reason: "invalid-token" });
  });

  test("holds five minutes, never longer than the log-in, and says when the account was made", () => {
    const before = Date.now() / 1_000;
    const { exp, created_at } = claimsOf(MINJI) as { exp: number; created_at: number };
    expect(exp - before).toBeGreaterThan(200);
    expect(exp - Date.now() / 1_000).toBeLessThanOrEqual(301);
    expect(created_at).toBe(Date.parse("2026-01-02T03:04:05Z") / 1_000);
    const short = claimsOf({ ...MINJI, seconds: 60 }) as { exp: number };
    expect(short.exp - Date.now() / 1_000).toBeLessThanOrEqual(61);
    // WordPress itself goes on taking the cookie of a POST for an hour.
    expect(ask({ user: { ...MINJI, seconds: -5 } }).answer.body).toEqual({ token: null });
  });

  test("may not be cached, and neither may the answer that there is none", () => {
    for (const asked of [{ user: MINJI }, {}, { user: MINJI, from: {} }])
      expect(ask(asked).answer.headers).toMatchObject({ "Cache-Control": "no-store, private" });
  });

  test("is null for visitors who are logged out, and for all without a secret of 32 characters", () => {
    const nobody = { status: 200, body: { token: null } };
    expect(ask({}).answer).toMatchObject(nobody);
    for (const secret of ["", "x".repeat(31)])
      expect(ask({ user: MINJI, options: { live_chat_secret: secret } }).answer).toMatchObject(
        nobody,
      );
    expect(ask({ user: MINJI, constantSecret: "short" }).answer).toMatchObject(nobody);
  });

  test("is signed with the secret of wp-config.php rather than that of the database", () => {
    const other = { options: { live_chat_secret: "another secret that is long enough" } };
    const signatureOf = (asked: Request) => {
      const { token } = ask({ user: MINJI, ...asked }).answer.body;
      return token;
    };
    const signed = signatureOf({ ...other, constantSecret: SECRET });
    expect(typeof signed).toBe("string");
    expect(signed).not.toBe(signatureOf(other));
  });
});

describe("a request for the token is answered", () => {
  test.each([
    ["a page of another site", { HTTP_ORIGIN: "https://evil.example" }],
    ["one whose name begins alike", { HTTP_ORIGIN: "https://site.example.evil.example" }],
    ["the site without its certificate", { HTTP_ORIGIN: "http://site.example" }],
    ["another port of the site", { HTTP_ORIGIN: "https://site.example:8443" }],
    ["a sandboxed frame", { HTTP_ORIGIN: "null" }],
    ["a script tag, which names no origin", { HTTP_ORIGIN: "" }],
    ["a neighbour, as the browser calls it", { HTTP_SEC_FETCH_SITE: "same-site" }],
    ["a stranger, as the browser calls it", { HTTP_SEC_FETCH_SITE: "cross-site" }],
    ["an address that somebody typed", { HTTP_SEC_FETCH_SITE: "none" }],
    ["a GET that WordPress takes for a POST", { REQUEST_METHOD: "GET" }],
  ])("not %s", (_, from) => {
    const { status, body } = ask({ user: MINJI, from: { ...OWN_PAGE, ...from } }).answer;
    expect(status).toBe(403);
    expect(body).not.toHaveProperty("token");
  });

  test("a browser that does not tell where a request comes from, by the origin alone", () => {
    const { HTTP_SEC_FETCH_SITE: _, ...from } = OWN_PAGE;
    expect(ask({ user: MINJI, from }).answer.body["token"]).toMatch(/^ey/);
  });

  test("by POST alone, which no cache keeps", () => {
    expect(runPlugin({}).routes[ROUTE]).toMatchObject({ methods: "POST" });
  });
});

describe("the role in the chat", () => {
  const roles = (options: Record<string, unknown>, ...names: string[]) =>
    claimsOf({ ...MINJI, roles: names }, options)["chat_role"];

  test("is an administrator's alone, unless the settings give more", () => {
    expect(roles({}, "administrator")).toBe("owner");
    for (const role of ["editor", "author", "subscriber", "shop_manager", "owner", "moderator"])
      expect(roles({}, role)).toBeUndefined();
  });

  test("is the highest of those that the settings give", () => {
    const live_chat_roles = { editor: "moderator", author: "owner", subscriber: "none" };
    expect(roles({ live_chat_roles }, "editor")).toBe("moderator");
    expect(roles({ live_chat_roles }, "subscriber", "editor", "author")).toBe("owner");
    expect(roles({ live_chat_roles }, "administrator")).toBeUndefined();
  });

  test.each([[["subscriber"]], [[]]])(
    "keeps %j from writing where the settings say so",
    (names) => {
      const options = { live_chat_roles: { subscriber: "none" } };
      const { body } = ask({ user: { ...MINJI, roles: names }, options }).answer;
      expect(body).toEqual({ token: null });
    },
  );

  test("cannot be had by what people write into their profiles", () => {
    const wish = '","chat_role":"owner","x":"';
    const claims = claimsOf({ ...MINJI, display_name: wish, nickname: wish });
    expect(claims).not.toHaveProperty("chat_role");
    expect(claims["name"]).toBe(wish);
    expect(Object.keys(claims).sort()).toEqual(["created_at", "exp", "name", "sub"]);
  });
});

describe("the name in the chat", () => {
  test("is the display name, the nickname of the profile, or masked", () => {
    const user = { ...MINJI, nickname: "minji7" };
    expect(claimsOf(user)["name"]).toBe("김민지");
    expect(claimsOf(user, { live_chat_names: "nickname" })["name"]).toBe("minji7");
    expect(claimsOf(user, { live_chat_names: "masked" })["name"]).toBe("김*지");
  });

  test.each([
    ["김철수", "김*수"],
    ["김수", "김*"],
    ["김", "김*"],
    ["남궁민수", "남**수"],
    ["Minji", "M***i"],
    ["Christopher", "C***r"],
    ["Minji Kim", "M***m"],
    ["가각한", "가*한"],
  ])("masks %s as %s", (name, masked) => {
    expect(nameOf(name, { live_chat_names: "masked" })).toBe(masked.normalize("NFC"));
  });

  test("is never masked for staff of the chat", () => {
    const options = { live_chat_names: "masked" };
    expect(claimsOf({ ...MINJI, roles: ["administrator"] }, options)["name"]).toBe("김민지");
  });

  test.each([
    ["minji@example.com", "m***i"],
    ["minji＠example.com", "m***i"],
    ["@minji", "@minji"],
    ["Minji @ home", "Minji @ home"],
  ])("shows %j without an e-mail address: %s", (name, shown) => {
    expect(nameOf(name)).toBe(shown);
  });

  test.each(["", "  ", "ㅤㅤ", "\u200B", "\u202E\u0007", "\u2800"])(
    "is a number where nothing of %j would be seen, so that nobody chooses another",
    (name) => {
      expect(nameOf(name)).toBe("Member 17");
    },
  );

  test("is cut to the length that the chat server accepts, and has no invisible characters", () => {
    expect(nameOf("가".repeat(50))).toBe("가".repeat(32));
    expect(nameOf("a\u202Eb\u0007\u00A0c")).toBe("ab c");
    // More bytes than any name needs: letters under heaps of marks.
    expect(nameOf("a\u0301".repeat(1) + "\u0301".repeat(600))).toBe("Member 17");
  });

  test.each(["관리자", "운영자", "Admin", "ADMINISTRATOR", " 관 리 자 ", "admin!", "My Shop"])(
    "is not %j for members, and may be for staff",
    (name) => {
      const options = { blogname: "My shop" };
      expect(nameOf(name, options)).toBe("Member 17");
      expect(nameOf(name, { ...options, live_chat_names: "masked" })).toBe("Member 17");
      const staff = { ...MINJI, display_name: name, roles: ["administrator"] };
      expect(claimsOf(staff, options)["name"]).toBe(name.trim());
    },
  );

  test("is not one that the settings keep for staff", () => {
    const options = { live_chat_reserved: "Shop Owner\n사장님\n" };
    expect(nameOf("shop owner", options)).toBe("Member 17");
    expect(nameOf("사장님", options)).toBe("Member 17");
    expect(nameOf("관리자", options)).toBe("관리자");
  });

  test("is refused by the chat server where it belongs to staff of the chat", async () => {
    const server = await startServer(SIGN_IN);
    const owner = { ID: 1, display_name: "Shop Owner", roles: ["administrator"] };
    const come = (user: WordPressUser) =>
      connect(server.url, { auth: { token: ask({ user }).answer.body["token"] } });
    await join(come(owner), "s1");
    const impostor = { ...MINJI, display_name: "Sh0p 0wner" };
    const { me } = await join(come(impostor), "s1");
    expect(me).toMatchObject({ role: "member", maySend: false, reason: "name-taken" });
    expect(me).not.toHaveProperty("nickname");
  });
});

describe("the picture in the chat", () => {
  test("is there where the settings say so and the site shows pictures", () => {
    const on = { live_chat_pictures: "on" };
    expect(claimsOf(MINJI)).not.toHaveProperty("picture");
    expect(claimsOf(MINJI, on)["picture"]).toBe("https://gravatar.example/17?s=96");
    expect(claimsOf(MINJI, { ...on, show_avatars: "" })).not.toHaveProperty("picture");
  });
});

describe("a page that may be cached", () => {
  const page = (more: object) =>
    runPlugin({
      content: '[live_chat stream_id="s1"]',
      options: { live_chat_server: SERVER, live_chat_secret: SECRET },
      ...more,
    });

  test("is the same for everybody, and has neither a token nor the secret", () => {
    const { html, scripts } = page({ user: MINJI, server_variables: OWN_PAGE });
    expect(html).toBe(
      `<live-chat stream-id="s1" server-url="${SERVER}" ` +
        'data-members="/blog/wp-json/live-chat/v1/token" ' +
        'data-login="https://site.example/blog/wp-login.php"></live-chat>',
    );
    expect(scripts["live-chat-members"]).toMatch(/\/members\.js$/);
    expect(page({}).html).toBe(html);
  });

  test("does not ask for the logged-in person without a secret", () => {
    const { html, scripts } = page({ user: MINJI, options: { live_chat_server: SERVER } });
    expect(html).not.toContain("data-members");
    expect(Object.keys(scripts)).toEqual(["live-chat"]);
  });
});

describe("the cookie that pages can read", () => {
  const options = { live_chat_secret: SECRET };

  test("says at each log-in that somebody is logged in, and not who", () => {
    const { cookies } = runPlugin({ options, hook: ["set_logged_in_cookie", "minji|1|x", 4711] });
    expect(cookies[MARKER]).toMatchObject({ value: "rrrrrrrrrrrr", expires: 4711 });
    expect(cookies[MARKER]).toMatchObject({ httponly: false, samesite: "Lax", secure: true });
  });

  test("is set for people who were logged in before, and not where members are guests", () => {
    expect(runPlugin({ options, user: MINJI }).cookies).toHaveProperty(MARKER);
    expect(runPlugin({ options, user: MINJI, cookies: { [MARKER]: "x" } }).cookies).toEqual([]);
    expect(runPlugin({ options }).cookies).toEqual([]);
    expect(runPlugin({ user: MINJI }).cookies).toEqual([]);
    expect(runPlugin({ hook: ["set_logged_in_cookie", "minji|1|x", 4711] }).cookies).toEqual([]);
  });

  test("goes when somebody logs out, and when it turns out that nobody is logged in", () => {
    const cookies = { [MARKER]: "x" };
    const gone = { value: "", expires: 1 };
    expect(
      runPlugin({ options, cookies, hook: ["clear_auth_cookie"] }).cookies[MARKER],
    ).toMatchObject(gone);
    expect(ask({ cookies }).cookies[MARKER]).toMatchObject(gone);
    expect(ask({ cookies, user: MINJI }).cookies).toEqual([]);
    // What another site asks changes nothing.
    expect(ask({ cookies, from: {} }).cookies).toEqual([]);
  });
});
