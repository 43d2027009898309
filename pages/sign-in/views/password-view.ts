import type { ViewContext } from "../view-context.ts";
import { askForm } from "./ask-form.ts";
import { backButton, frame } from "./frame.ts";

/** Asks for an e-mail address and a password. */
export function passwordView(context: ViewContext): HTMLElement {
  const { texts } = context;
  const questions = [
    {
      label: texts.email,
      input: { type: "email", autocomplete: "username", autofocus: true } as const,
    },
    {
      label: texts.password,
      input: { type: "password", autocomplete: "current-password" } as const,
    },
  ];
  return frame(
    context,
    texts.heading,
    askForm(context, questions, texts.continue, async (email = "", password = "") => {
      const supabase = await context.supabase();
      await context.finish({ token: await supabase.signInWithPassword(email, password) });
    }),
    backButton(context),
  );
}
