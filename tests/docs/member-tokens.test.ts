import { createHmac } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join as joinPath } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { codeIn } from "../support/doc-code.ts";
import { connect } from "../support/connect.ts";
import { startServer } from "../support/start-server.ts";
import { join } from "../support/stock-client.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { SIGN_IN } from "../support/tokens.ts";
import { SAMPLE_LANGUAGES, startSample } from "./sample-sites.ts";

/* The samples of docs/members.md as they stand. Go's compiler is large: `npm run test:languages` runs it, too. */
const isLong = process.env["LIVE_CHAT_LANGUAGES"] === "long";
const LANGUAGES = SAMPLE_LANGUAGES.filter(({ name }) => isLong || name !== "Go");

/** A number as many databases have it, and a name that needs every letter of base64url. */
const MEMBER = { id: 4711, name: '김민지 "<?>~ÿþ' };
const STAFF = { id: "u-1", name: "Jun", is_staff: true };

describe.each(LANGUAGES)("the sample in $name", (language) => {
  const start = (secret?: string) => startSample(language, secret);

  test("signs tokens that the chat server accepts, with the person, their name and their role", async () => {
    const server = await startServer(SIGN_IN);
    const site = (await start(SIGN_IN.jwtSecret))!;
    const come = async (token: string) =>
      (await join(connect(server.url, { auth: { token } }), "s1")).me;
    const { text: member } = await site.ask({ visitor: { ...MEMBER, is_staff: false } });
    expect(member).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
    expect(await come(member)).toMatchObject({
      userId: "4711",
      nickname: MEMBER.name,
      role: "member",
      maySend: true,
    });
    const { text: staff } = await site.ask({ visitor: STAFF });
    expect(await come(staff)).toMatchObject({ userId: "u-1", nickname: "Jun", role: "moderator" });

    const [header, claims, signature] = staff.split(".") as [string, string, string];
    const { exp, ...rest } = decode(claims);
    expect(rest).toEqual({ sub: "u-1", name: "Jun", chat_role: "moderator" });
    expect(Number(exp) - Date.now() / 1_000).toBeLessThanOrEqual(300);
    const altered = encode({ ...rest, exp, chat_role: "owner" });
    expect(await come(`${header}.${altered}.${signature}`)).toMatchObject({
      role: "viewer",
      reason: "invalid-token",
    });
    const unsigned = `${encode({ alg: "none" })}.${altered}.`;
    expect(await come(unsigned)).toMatchObject({ role: "viewer", reason: "invalid-token" });
  });

  test("answers its own pages alone, and nobody may store what it answers", async () => {
    const site = (await start(SIGN_IN.jwtSecret))!;
    const visitor = { ...MEMBER, is_staff: false };
    const own = { "sec-fetch-site": "same-origin" };
    expect((await site.ask({ visitor, headers: own })).text).toMatch(/^ey/);
    expect(await site.ask({ headers: own })).toMatchObject({ status: 200, text: "" });
    for (const from of ["cross-site", "same-site", "none"])
      expect(await site.ask({ visitor, headers: { "sec-fetch-site": from } })).toMatchObject({
        status: 403,
        text: "",
      });
    expect(await site.ask({ visitor, method: "GET" })).toMatchObject({ status: 403, text: "" });
    for (const asked of [{ visitor }, {}, { visitor, method: "GET" }])
      expect((await site.ask(asked)).cacheControl).toBe("no-store");
  });

  test("gives no token without a secret", async () => {
    const site = await start();
    // Some do not even start.
    const answer = await site?.ask({ visitor: { ...MEMBER, is_staff: false } });
    if (answer) expect(answer.status).toBe(500);
    expect(answer?.text ?? "").not.toMatch(/^ey/);
  });
});

describe("the check of what Shopify's proxy adds", () => {
  /** The example of Shopify's own documents, whose secret is "hush". */
  const EXAMPLE =
    "/proxy?extra=1&extra=2&shop=shop-name.myshopify.com&logged_in_customer_id=1" +
    "&path_prefix=%2Fapps%2Fawesome_reviews&timestamp=1317327555" +
    "&signature=4c68c8624d737112c91818c11017d24d334b524cb5c2b8ba08daa056f7395ddb";
  const AT_MS = 1_317_327_555_000;

  async function customerOf(url: string, atMs = AT_MS, secret = "hush"): Promise<unknown> {
    const path = joinPath(temporaryFolder(), "shopify-token.mjs");
    writeFileSync(path, codeIn("docs/members.md", "js", "export function customerOf"));
    const sample = (await import(/* @vite-ignore */ pathToFileURL(path).href)) as {
      customerOf: (url: string, secret: string) => unknown;
    };
    vi.useFakeTimers({ toFake: ["Date"], now: atMs });
    onTestFinished(() => void vi.useRealTimers());
    return sample.customerOf(url, secret);
  }

  test("knows the customer of the example in Shopify's documents", async () => {
    expect(await customerOf(EXAMPLE)).toBe("1");
  });

  test.each([
    ["another customer", EXAMPLE.replace("customer_id=1", "customer_id=2")],
    ["a second customer", `${EXAMPLE}&logged_in_customer_id=2`],
    ["no signature", EXAMPLE.replace(/&signature=\w+/, "")],
    ["a signature of another length", EXAMPLE.replace(/ddb$/, "")],
    ["a signature of another alphabet", EXAMPLE.replace(/ddb$/, "ddé")],
    ["a second signature before it", EXAMPLE.replace("extra=1", "signature=x")],
    ["something added", `${EXAMPLE}&more=1`],
  ])("knows nobody by %s", async (_, url) => {
    expect(await customerOf(url)).toBeUndefined();
  });

  test("knows nobody by another secret, later, or where nobody is logged in", async () => {
    expect(await customerOf(EXAMPLE, AT_MS, "hash")).toBeUndefined();
    expect(await customerOf(EXAMPLE, AT_MS + 61_000)).toBeUndefined();
    const parts =
      "logged_in_customer_id=path_prefix=/apps/chatshop=s.myshopify.comtimestamp=1317327555";
    const signature = createHmac("sha256", "hush").update(parts).digest("hex");
    const nobody = `/?logged_in_customer_id=&path_prefix=/apps/chat&shop=s.myshopify.com&timestamp=1317327555&signature=${signature}`;
    expect(await customerOf(nobody)).toBeUndefined();
  });
});

test("the guide in Korean shows the same code", () => {
  const blocks = (language: string, words: string) => [
    codeIn("docs/members.md", language, words),
    codeIn("docs/members.ko.md", language, words),
  ];
  for (const [language, words] of [
    ["ini", "CHAT_JWT_SECRET"],
    ["html", "chat-token"],
    ["php", "hash_hmac"],
    ["js", "export function chatToken"],
    ["python", "def chat_token"],
    ["go", "func chatToken"],
    ["js", "export function customerOf"],
  ] as const) {
    const [english, korean] = blocks(language, words);
    expect(korean).toBe(english);
  }
});

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

function decode(part: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(part, "base64url").toString()) as Record<string, unknown>;
}
