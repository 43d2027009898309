import { describe, expect, it } from "vitest";
import { signInOptions } from "../../server/src/auth/sign-in-options.ts";
import { toOptions } from "../../server/src/options.ts";
import type { ChatServerOptions } from "../../server/src/settings.ts";

const PROJECT = { supabaseUrl: "https://p.supabase.co", supabaseKey: "sb_publishable_1" };
const offered = (given: ChatServerOptions, isAttached: boolean) =>
  signInOptions(toOptions(given), isAttached);

describe("[SI7] the ways to sign in", () => {
  it("a demo on its own has its accounts; in an app's server, where its page is not, it has none", () => {
    expect(offered({}, false)).toMatchObject({ providers: ["demo"], devices: true });
    expect(offered({}, true)).toMatchObject({ providers: [], devices: false });
  });

  it("a server that knows only tokens offers a device sign-in alone, and an attached one nothing", () => {
    const tokens = { jwtSecret: "a secret that is long enough to sign with" };
    expect(offered(tokens, false)).toMatchObject({ providers: [], devices: true });
    expect(offered(tokens, true)).toMatchObject({ providers: [], devices: false });
  });

  it("a Supabase project's are those that the settings name, attached or not", () => {
    for (const isAttached of [false, true]) {
      expect(offered(PROJECT, isAttached)).toMatchObject({
        providers: ["email"],
        devices: true,
        ...PROJECT,
      });
      expect(offered({ ...PROJECT, signIn: ["google"] }, isAttached)).toMatchObject({
        providers: ["google"],
      });
    }
  });

  it("lists the sites by their origins, and no apps", () => {
    const origins = ["https://a.example", "capacitor://localhost"];
    expect(offered({ origins }, false).sites).toEqual(["https://a.example"]);
    expect(offered({ origins: "*", guests: true }, false).sites).toEqual([]);
  });
});
