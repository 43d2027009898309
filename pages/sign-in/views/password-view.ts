import type { Stage } from "../stage.ts";
import { askForm } from "./ask-form.ts";
import { backButton, frame } from "./frame.ts";

/** Asks for an e-mail address and a password. */
export function passwordView(stage: Stage): HTMLElement {
  const { texts } = stage;
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
    stage,
    texts.heading,
    askForm(stage, questions, texts.continue, async (email = "", password = "") => {
      const supabase = await stage.supabase();
      await stage.finish({ token: await supabase.signInWithPassword(email, password) });
    }),
    backButton(stage),
  );
}
