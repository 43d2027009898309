import { AT_REST, onTyping, type TypingEvent } from "./enter-key.ts";

/** Listens to a field, and calls back for the Enter that sends. */
export class EnterListener {
  readonly #onSend: () => void;
  #state = AT_REST;

  constructor(onSend: () => void) {
    this.#onSend = onSend;
  }

  /** Expects key, composition and `beforeinput` events. */
  handleEvent(event: Event): void {
    const typing = toTyping(event);
    if (!typing) return;
    const [state, action] = onTyping(this.#state, typing);
    this.#state = state;
    if (action === "none") return;
    if (event.type !== "compositionend") event.preventDefault();
    if (action === "send") this.#onSend();
  }
}

function toTyping(event: Event): TypingEvent | undefined {
  switch (event.type) {
    case "keydown":
    case "keyup":
      return toKey(event as KeyboardEvent);
    case "compositionstart":
    case "compositionupdate":
    case "compositionend":
      return { type: event.type, data: (event as CompositionEvent).data };
    case "beforeinput":
      return /^insert(LineBreak|Paragraph)$/.test((event as InputEvent).inputType)
        ? { type: "line-break" }
        : undefined;
    default:
      return undefined;
  }
}

function toKey({ type, key, code, shiftKey, isComposing, keyCode }: KeyboardEvent): TypingEvent {
  // Windows' input methods report the key as "Process", so the code counts as well.
  const isEnter = key === "Enter" || code === "Enter" || code === "NumpadEnter";
  return type === "keyup"
    ? { type, isEnter }
    : { type: "keydown", isEnter, shiftKey, isComposing, keyCode };
}
