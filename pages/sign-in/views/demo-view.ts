import { explain } from "../explain.ts";
import { make } from "../make-element.ts";
import type { ViewContext } from "../view-context.ts";
import { askForm } from "./ask-form.ts";
import { continueAsInvited } from "./continue-view.ts";
import { deviceLink, frame, returnLink } from "./frame.ts";

const PEOPLE = ["미나", "Tom", "さくら", "小雨", "Linh", "มะลิ"];

/** In a demo anyone may be anyone. */
export function demoView(context: ViewContext): HTMLElement {
  const { texts } = context;
  const fault = make("p", { className: "fault", role: "alert" });
  const enter = async (demoName: string): Promise<void> => {
    try {
      await context.finish({ demoName });
    } catch (error) {
      fault.textContent = explain(error, texts);
    }
  };
  const input = { autocomplete: "off", maxLength: 32, dir: "auto" } as const;
  return frame(
    context,
    texts.demoHeading,
    make("p", { className: "note", textContent: texts.demoNote }),
    make(
      "div",
      { className: "people" },
      ...PEOPLE.map((name) =>
        make(
          "button",
          { type: "button", className: "person", on: { click: () => void enter(name) } },
          make("span", { className: "face", ariaHidden: "true", textContent: [...name][0] ?? "" }),
          name,
        ),
      ),
    ),
    continueAsInvited(context, fault) ??
      make("p", { className: "promise", textContent: texts.demoOwnerNote }),
    fault,
    make("p", { className: "divider" }, make("span", { textContent: texts.or })),
    askForm(context, [{ label: texts.nickname, input }], texts.continue, (demoName = "") =>
      context.finish({ demoName }),
    ),
    deviceLink(context),
    returnLink(context),
  );
}
