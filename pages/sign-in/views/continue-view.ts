import { explain } from "../explain.ts";
import { make } from "../make-element.ts";
import type { Stage } from "../stage.ts";
import { deviceLink, frame, returnLink } from "./frame.ts";
import { personButton } from "./person-button.ts";

/** Continues as the person who came by a link in this browser; undefined if nobody did. (SPEC OL5) */
export function continueAsInvited(stage: Stage, fault: HTMLElement): HTMLElement | undefined {
  const { invited, texts } = stage;
  if (!invited) return undefined;
  const go = async (): Promise<void> => {
    try {
      await stage.finish({ session: invited.token });
    } catch (error) {
      fault.textContent = explain(error, texts);
    }
  };
  return personButton(texts, invited, () => void go());
}

/** Where there is no other way to sign in. */
export function continueView(stage: Stage): HTMLElement {
  const fault = make("p", { className: "fault", role: "alert" });
  return frame(
    stage,
    stage.texts.heading,
    continueAsInvited(stage, fault),
    fault,
    deviceLink(stage),
    returnLink(stage),
  );
}
