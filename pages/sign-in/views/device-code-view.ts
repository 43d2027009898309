import { icon, make } from "../make-element.ts";
import type { Texts } from "../texts/texts.ts";
import { askForm } from "./ask-form.ts";

/** Asks for the number that another device shows. */
export function deviceCodeView(
  { texts }: { readonly texts: Texts },
  enter: (code: string) => Promise<void>,
  { note, fault, code }: { note?: string | undefined; fault: string; code: string },
): HTMLElement {
  const input = {
    autofocus: true,
    inputMode: "numeric",
    autocomplete: "off",
    maxLength: 20,
    className: "code",
    value: code,
    placeholder: "000 000 000",
  } satisfies Partial<HTMLInputElement>;
  return make(
    "section",
    { className: "view" },
    make("span", { className: "badge" }, icon("device")),
    make("h1", { textContent: texts.deviceHeading, tabIndex: -1 }),
    make("p", { className: "note", textContent: texts.deviceEnter }),
    fault ? make("p", { className: "fault", role: "alert", textContent: fault }) : undefined,
    askForm({ texts }, [{ label: texts.deviceNumber, input }], texts.continue, (typed = "") =>
      enter(typed),
    ),
    note ? make("p", { className: "promise", textContent: note }) : undefined,
  );
}
