import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { ROOT } from "../../scripts/lib/paths.ts";
import { runPlugin } from "../support/wordpress.ts";

const SECRET = "a secret that is long enough to sign with";

/** What is kept of what somebody typed, and what they are told. */
function save(name: string, given: unknown, options: Record<string, unknown> = {}) {
  const { saved, errors } = runPlugin({ save: { [name]: given }, options });
  return { kept: saved[name], errors: errors.length };
}

function settingsPage(options: Record<string, unknown>, more: object = {}): string {
  return runPlugin({ page: "live-chat", options, capabilities: ["manage_options"], ...more }).html;
}

describe("the secret", () => {
  test.each([
    ["a new one", { new: ` ${SECRET} ` }, SECRET, 0],
    ["an empty field keeps the one before", { new: "" }, "before", 0],
    ["a field that is not there keeps it, too", null, "before", 0],
    ["a short one is refused", { new: "x".repeat(31) }, "before", 1],
    ["one of another form is refused", { new: ["x"] }, "before", 0],
    ["it is removed", { new: "", remove: "1" }, "", 0],
  ])("%s", (_, given, kept, errors) => {
    const options = { live_chat_secret: "before" };
    expect(save("live_chat_secret", given, options)).toEqual({ kept, errors });
  });

  test("is never on the page", () => {
    const html = settingsPage({ live_chat_secret: SECRET });
    expect(html).toContain("A secret is set.");
    expect(html).toContain('name="live_chat_secret[new]"');
    expect(html).not.toContain(SECRET);
  });

  test("has no field where wp-config.php sets it, and is reported as too short", () => {
    const html = settingsPage({}, { constantSecret: SECRET });
    expect(html).toContain("Set by LIVE_CHAT_SECRET");
    expect(html).not.toContain("live_chat_secret[new]");
    expect(html).not.toContain(SECRET);
    expect(settingsPage({}, { constantSecret: "short" })).toContain("is too short");
  });
});

describe("the roles", () => {
  test("are those that there are, for whatever roles the site has", () => {
    const given = { editor: "moderator", author: "admin", "Shop Manager": "owner", x: ["owner"] };
    expect(save("live_chat_roles", given)).toEqual({
      kept: { editor: "moderator", shopmanager: "owner" },
      errors: 0,
    });
    expect(save("live_chat_roles", "owner").kept).toEqual({ administrator: "owner" });
  });

  test("make nobody staff who has just registered", () => {
    const given = { subscriber: "moderator", editor: "moderator" };
    expect(save("live_chat_roles", given)).toEqual({
      kept: { subscriber: "member", editor: "moderator" },
      errors: 1,
    });
    const options = { default_role: "editor" };
    expect(save("live_chat_roles", { editor: "owner" }, options).kept).toEqual({
      editor: "member",
    });
  });

  test("are offered for each role of the site, escaped", () => {
    const siteRoles = { editor: "Editor", 'x"><script>': "<script>" };
    const html = settingsPage({ live_chat_roles: { editor: "moderator" } }, { siteRoles });
    expect(html).toContain('name="live_chat_roles[editor]"');
    expect(html).toMatch(/<option value="moderator" selected>/);
    expect(html).not.toContain("<script>");
  });
});

test("names, pictures and reserved names are of a form that is known", () => {
  expect(save("live_chat_names", "masked").kept).toBe("masked");
  expect(save("live_chat_names", ["masked"]).kept).toBe("display");
  expect(save("live_chat_pictures", "on").kept).toBe("on");
  expect(save("live_chat_pictures", null).kept).toBe("");
  expect(save("live_chat_reserved", "Shop <b>Owner</b>\n사장님 ").kept).toBe("Shop Owner\n사장님");
  expect(save("live_chat_reserved", ["x"]).kept).toContain("관리자");
  const html = settingsPage({ live_chat_reserved: "</textarea><script>" });
  expect(html).not.toContain("<script>");
});

describe("in Korean", () => {
  const WORDPRESS = join(ROOT, "docs/wordpress");
  const read = (name: string) => readFileSync(join(WORDPRESS, name), "utf8");
  /** The texts that a file has translated. */
  const textsOf = (name: string) =>
    [...read(name).matchAll(/\b(?:__|esc_html_e)\(\s*(['"])((?:\\.|(?!\1).)*)\1/g)].map(
      ([, , text]) => text!.replaceAll("\\'", "'"),
    );
  const files = ["live-chat.php", "members.php", "names.php", "settings.php", "block.js"];
  const texts = [...new Set(files.flatMap(textsOf))];
  const told = () => runPlugin({ locale: "ko_KR" }).inline["live-chat-block"]!;

  test("there is every text of the plugin, and no other", () => {
    let data: Record<string, unknown> = {};
    runInNewContext(told(), {
      wp: { i18n: { setLocaleData: (given: typeof data) => (data = given) } },
    });
    const { "": _, ...translations } = data;
    expect(texts.length).toBeGreaterThan(40);
    expect(Object.keys(translations).sort()).toEqual(texts.toSorted());
    for (const [translation] of Object.values(translations) as [string][])
      expect(translation).toMatch(/[가-힣]/);
  });

  test("the settings are, and in English elsewhere", () => {
    expect(settingsPage({}, { locale: "ko_KR" })).toContain("비밀 키");
    for (const locale of ["en_US", "fr_FR", "../ko"])
      expect(settingsPage({}, { locale })).toContain("<h2>The people of this site</h2>");
  });

  test("a member without a name is one", () => {
    const { answer } = runPlugin({
      rest: "live-chat/v1/token",
      locale: "ko_KR",
      options: { live_chat_secret: SECRET },
      user: { ID: 17, display_name: "관리자" },
      server_variables: { REQUEST_METHOD: "POST", HTTP_ORIGIN: "https://site.example" },
    });
    const claims = Buffer.from(String(answer.body["token"]).split(".")[1]!, "base64url").toString();
    expect(JSON.parse(claims)).toMatchObject({ name: "회원 17" });
  });
});
