import type { DeviceSignInView } from "#protocol";
import { explain } from "../explain.ts";
import { icon, make } from "../make-element.ts";
import type { Texts } from "../texts/texts.ts";
import { personButton } from "./person-button.ts";

export interface ConfirmContext {
  readonly texts: Texts;
  readonly asked: DeviceSignInView;
  readonly userCode: string;
  /** Hands this person over; absent while nobody is signed in here. */
  readonly confirm: (() => Promise<void>) | undefined;
  /** Signs in here first, or as another person; absent if there is no way to. */
  readonly signIn: (() => void) | undefined;
  refuse(): Promise<void>;
}

/** Says who asks for whom, and has it confirmed or refused. (SPEC SI16) */
export function confirmView(context: ConfirmContext): HTMLElement {
  const { texts, confirm, signIn } = context;
  const fault = make("p", { className: "fault", role: "alert" });
  const buttons: HTMLButtonElement[] = [];
  const run = async (work: () => Promise<void>): Promise<void> => {
    for (const button of buttons) button.disabled = true;
    fault.textContent = "";
    try {
      await work();
    } catch (error) {
      fault.textContent = explain(error, texts);
    }
    for (const button of buttons) button.disabled = false;
  };
  const button = (className: string, textContent: string, press: () => void) => {
    const made = make("button", { type: "button", className, textContent, on: { click: press } });
    buttons.push(made);
    return made;
  };
  return make(
    "section",
    { className: "view" },
    make("span", { className: "badge" }, icon("device")),
    make("h1", { textContent: texts.deviceAsk, tabIndex: -1 }),
    make("p", { className: "note", textContent: texts.deviceCompare }),
    make("p", { className: "user-code", dir: "ltr" }, ...groupsOf(context.userCode)),
    factsOf(context),
    ...person(context),
    make("p", { className: "warning", role: "note" }, icon("alert"), texts.deviceWarning),
    confirm || signIn
      ? undefined
      : make("p", { className: "note", textContent: texts.deviceNobody }),
    fault,
    confirm
      ? button("button primary", texts.deviceConfirm, () => void run(confirm))
      : signIn && button("button primary", texts.deviceSignIn, signIn),
    button("button", texts.deviceRefuse, () => void run(() => context.refuse())),
    confirm && signIn ? button("link", texts.deviceSomeoneElse, signIn) : undefined,
  );

  function groupsOf(code: string): HTMLElement[] {
    return (code.replace(/\D/g, "").match(/\d{3}/g) ?? []).map((textContent) =>
      make("span", { textContent }),
    );
  }

  function factsOf({ asked: { app, system, origin, network } }: ConfirmContext): HTMLElement {
    const device = [app, system].filter((one) => one !== undefined).join(" · ");
    const facts: [string, string][] = [
      [texts.deviceDevice, device || texts.deviceUnknown],
      [texts.deviceChat, hostOf(origin)],
    ];
    if (network !== "unknown")
      facts.push([
        texts.deviceNetwork,
        network === "same" ? texts.deviceSameNetwork : texts.deviceOtherNetwork,
      ]);
    const list = make("dl", { className: "facts" });
    for (const [term, text] of facts)
      list.append(
        make(
          "div",
          {},
          make("dt", { textContent: term }),
          make("dd", { textContent: text, dir: "auto" }),
        ),
      );
    return list;
  }

  function person({ asked: { person } }: ConfirmContext): (HTMLElement | undefined)[] {
    if (!person) return [];
    const { nickname = texts.deviceNoName, role } = person;
    return [
      make("p", { className: "as", textContent: texts.deviceAs }),
      personButton(texts, { nickname, role }),
      make("p", { className: "promise", textContent: texts.deviceMay }),
    ];
  }
}

/** Apps have origins without a host that says something. */
function hostOf(origin: string): string {
  return URL.canParse(origin) ? new URL(origin).host || origin : origin;
}
