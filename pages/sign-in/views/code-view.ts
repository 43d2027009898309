import { make } from "../make-element.ts";
import type { ViewContext } from "../view-context.ts";
import { askForm } from "./ask-form.ts";
import { backButton, frame } from "./frame.ts";

/** Asks for the one-time code that has just been sent. */
export function codeView(context: ViewContext, email: string): HTMLElement {
  const { texts } = context;
  const input = {
    autofocus: true,
    inputMode: "numeric",
    autocomplete: "one-time-code",
    pattern: "[0-9 ]{6,12}",
    maxLength: 12,
    className: "code",
  } as const;
  return frame(
    context,
    texts.codeHeading,
    make("p", { className: "note", textContent: texts.codeSent(email) }),
    askForm(context, [{ label: texts.code, input }], texts.continue, async (code = "") => {
      const supabase = await context.supabase();
      await context.finish({ token: await supabase.verifyCode(email, code.replaceAll(" ", "")) });
    }),
    backButton(context),
  );
}
