import { explain } from "../explain.ts";
import { make } from "../make-element.ts";
import type { Texts } from "../texts/texts.ts";

export interface Question {
  readonly label: string;
  readonly input: Partial<HTMLInputElement>;
}

/** A form of one question or two. What its answers lead to may take a while, or fail. */
export function askForm(
  { texts }: { readonly texts: Texts },
  questions: readonly Question[],
  submitLabel: string,
  onAnswer: (...answers: string[]) => Promise<void>,
): HTMLFormElement {
  const inputs = questions.map(({ input }) => make("input", { required: true, ...input }));
  const submit = make("button", { className: "button primary", textContent: submitLabel });
  const fault = make("p", { className: "fault", role: "alert" });
  const answer = async (): Promise<void> => {
    submit.disabled = true;
    fault.textContent = "";
    try {
      await onAnswer(
        ...inputs.map(({ value, type }) => (type === "password" ? value : value.trim())),
      );
    } catch (error) {
      fault.textContent = explain(error, texts);
      inputs.at(-1)?.select();
    }
    submit.disabled = false;
  };
  const form = make("form", {
    on: {
      submit: (event) => {
        event.preventDefault();
        void answer();
      },
    },
  });
  questions.forEach(({ label }, index) =>
    form.append(make("label", {}, make("span", { textContent: label }), inputs[index])),
  );
  form.append(fault, submit);
  return form;
}
