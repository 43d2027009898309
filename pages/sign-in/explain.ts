import { Refused } from "./chat-server.ts";
import type { SupabaseFault, SupabaseRefused } from "./supabase.ts";
import type { Texts } from "./texts/texts.ts";

/** Says what went wrong, and what to do about it. */
export function explain(error: unknown, texts: Texts): string {
  if (error instanceof Refused)
    switch (error.code) {
      case "unreachable":
        return texts.noNetwork;
      case "sign-in-expired":
        return texts.expired;
      case "invitation-invalid":
        return texts.inviteInvalid;
      case "invalid-nickname":
        return texts.nicknameWrong;
      case "rate-limited":
        return texts.tooOften;
      default:
        return texts.failed;
    }
  // By its mark, not its class, which is in a part that may not have been loaded.
  switch ((error as Partial<SupabaseRefused>).fault satisfies SupabaseFault | undefined) {
    case "wrong-password":
      return texts.wrongPassword;
    case "wrong-code":
      return texts.wrongCode;
    case "too-often":
      return texts.tooOften;
    case "no-network":
      return texts.noNetwork;
    default:
      return texts.failed;
  }
}
