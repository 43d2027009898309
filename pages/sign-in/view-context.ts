import type { SignInOptions } from "#protocol";
import type { InvitedPerson } from "./invited-person.ts";
import type { Proof } from "./chat-server.ts";
import type { Supabase } from "./supabase.ts";
import type { Texts } from "./texts/texts.ts";
import type { Visit } from "./visit.ts";

/** What every view shows, and what it can do next. */
export interface ViewContext {
  readonly visit: Visit;
  readonly options: SignInOptions;
  /** The page for which somebody signs in. */
  readonly origin: string;
  /** Where one goes back to, without a window that is answered to. */
  readonly returnTo: string | undefined;
  /** Who became an owner or a moderator by a link in this browser. */
  readonly invited: InvitedPerson | undefined;
  readonly texts: Texts;
  show(view: HTMLElement): void;
  /** Shows all the ways to sign in; `fault` says why the last one did not work. */
  choose(fault?: string): void;
  /** Loads what speaks to Supabase, when it is first needed. */
  supabase(): Promise<Supabase>;
  /** Ends the visit for a person who has shown who they are. Rejects when the server refuses. */
  finish(proof: Proof): Promise<void>;
}
