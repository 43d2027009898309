import { explain } from "../explain.ts";
import { make } from "../make-element.ts";
import type { Stage } from "../stage.ts";
import { askForm } from "./ask-form.ts";
import { continueAsInvited } from "./continue-view.ts";
import { deviceLink, frame, returnLink } from "./frame.ts";

const PEOPLE = ["미나", "Tom", "さくら", "小雨", "Linh", "มะลิ"];

/** In a demo anyone may be anyone. */
export function demoView(stage: Stage): HTMLElement {
  const { texts } = stage;
  const fault = make("p", { className: "fault", role: "alert" });
  const enter = async (demoName: string): Promise<void> => {
    try {
      await stage.finish({ demoName });
    } catch (error) {
      fault.textContent = explain(error, texts);
    }
  };
  const input = { autocomplete: "off", maxLength: 32, dir: "auto" } as const;
  return frame(
    stage,
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
    continueAsInvited(stage, fault) ??
      make("p", { className: "promise", textContent: texts.demoOwnerNote }),
    fault,
    make("p", { className: "divider" }, make("span", { textContent: texts.or })),
    askForm(stage, [{ label: texts.nickname, input }], texts.continue, (demoName = "") =>
      stage.finish({ demoName }),
    ),
    deviceLink(stage),
    returnLink(stage),
  );
}
