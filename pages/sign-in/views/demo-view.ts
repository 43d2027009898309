import { Refused } from "../chat-server.ts";
import { explain } from "../explain.ts";
import { make } from "../make-element.ts";
import type { Stage } from "../stage.ts";
import { askForm } from "./ask-form.ts";
import { frame, returnLink } from "./frame.ts";

const HOST = "달빛공방";
const PEOPLE = ["미나", "Tom", "さくら", "小雨", "Linh", "มะลิ"];

/** What the demo's page keeps when it is opened by the link that the terminal shows. */
function hostCode(): string {
  try {
    return localStorage.getItem("live-chat:demo-host") ?? "";
  } catch {
    return "";
  }
}

/** In a demo anyone may be anyone. */
export function demoView(stage: Stage): HTMLElement {
  const { texts } = stage;
  const fault = make("p", { className: "fault", role: "alert" });
  const enter = async (demoName: string, demoRole?: "owner"): Promise<void> => {
    try {
      await stage.finish({ demoName, ...(demoRole && { demoRole, demoCode: hostCode() }) });
    } catch (error) {
      const isNotHost = error instanceof Refused && error.code === "forbidden" && demoRole;
      fault.textContent = isNotHost ? texts.demoHostLink : explain(error, texts);
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
    make(
      "button",
      { type: "button", className: "person host", on: { click: () => void enter(HOST, "owner") } },
      make("span", { className: "face", ariaHidden: "true", textContent: [...HOST][0] ?? "" }),
      HOST,
      make("span", { className: "badge", textContent: texts.demoHost }),
    ),
    make("p", { className: "note", textContent: texts.demoHostNote }),
    fault,
    make("p", { className: "divider" }, make("span", { textContent: texts.or })),
    askForm(stage, [{ label: texts.nickname, input }], texts.continue, (demoName = "") =>
      stage.finish({ demoName }),
    ),
    returnLink(stage),
  );
}
