import { make } from "../make-element.ts";
import type { Stage } from "../stage.ts";
import { askForm } from "./ask-form.ts";
import { backButton, frame } from "./frame.ts";

/** Asks for the one-time code that has just been sent. */
export function codeView(stage: Stage, email: string): HTMLElement {
  const { texts } = stage;
  const input = {
    autofocus: true,
    inputMode: "numeric",
    autocomplete: "one-time-code",
    pattern: "[0-9 ]{6,12}",
    maxLength: 12,
    className: "code",
  } as const;
  return frame(
    stage,
    texts.codeHeading,
    make("p", { className: "note", textContent: texts.codeSent(email) }),
    askForm(stage, [{ label: texts.code, input }], texts.continue, async (code = "") => {
      const supabase = await stage.supabase();
      await stage.finish({ token: await supabase.verifyCode(email, code.replaceAll(" ", "")) });
    }),
    backButton(stage),
  );
}
