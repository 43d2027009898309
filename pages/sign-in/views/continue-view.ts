import { explain } from "../explain.ts";
import { make } from "../make-element.ts";
import type { ViewContext } from "../view-context.ts";
import { deviceLink, frame, returnLink } from "./frame.ts";
import { personButton } from "./person-button.ts";

/** Continues as the person who came by a link in this browser; undefined if nobody did. (SPEC OL5) */
export function continueAsInvited(
  context: ViewContext,
  fault: HTMLElement,
): HTMLElement | undefined {
  const { invited, texts } = context;
  if (!invited) return undefined;
  const go = async (): Promise<void> => {
    try {
      await context.finish({ session: invited.token });
    } catch (error) {
      fault.textContent = explain(error, texts);
    }
  };
  return personButton(texts, invited, () => void go());
}

/** Where there is no other way to sign in. */
export function continueView(context: ViewContext): HTMLElement {
  const fault = make("p", { className: "fault", role: "alert" });
  return frame(
    context,
    context.texts.heading,
    continueAsInvited(context, fault),
    fault,
    deviceLink(context),
    returnLink(context),
  );
}
