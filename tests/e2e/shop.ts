import type { ChatServer } from "live-chat-server";

import {
  startSupabaseAuth,
  type SupabaseAuth,
} from "../fakes/supabase-auth/start-supabase-auth.ts";
import { expect, test as base } from "./fixtures.ts";
import { chatPage, underNumber } from "./sign-in-steps.ts";

export const MINJI = {
  email: "minji@example.com",
  password: "moon-jar-7",
  userMetadata: { nickname: "민지" },
};
export const JUN = {
  email: "jun@example.com",
  password: "celadon-9",
  userMetadata: { name: "Jun" },
};

/** A chat whose people sign in with Supabase, on a page of another site. */
interface Shop {
  supabase: SupabaseAuth;
  server: ChatServer;
  /** Of the page with the chat, and of no other site that the server serves. */
  origin: string;
}

export const test = base.extend<{
  /** Opens the shop; `head` goes into its page. */
  openShop: (head?: string) => Promise<Shop>;
}>({
  openShop: async ({ startServer, openSite }, use) => {
    const opened: SupabaseAuth[] = [];
    await use(async (head = "") => {
      const supabase = await startSupabaseAuth();
      opened.push(supabase);
      for (const person of [MINJI, JUN]) supabase.accounts.add(person);
      const pages: Record<string, string> = {};
      const site = await openSite(pages);
      const origin = underNumber(site.origin);
      const server = await startServer({
        supabaseUrl: supabase.url,
        supabaseKey: supabase.publishableKey,
        signIn: ["email", "password", "google"],
        origins: [origin],
        host: "127.0.0.1",
      });
      pages["/"] = chatPage(server.url, head);
      return { supabase, server, origin };
    });
    await Promise.all(opened.map((supabase) => supabase.close()));
  },
});

export { expect };
