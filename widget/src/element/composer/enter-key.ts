/** What to do with an event in the composer; `none` leaves it to the browser. */
export type EnterAction = "send" | "prevent" | "none";

/** Events of a text field while somebody types with an input method. */
export type TypingEvent =
  | {
      readonly type: "keydown";
      readonly isEnter: boolean;
      readonly shiftKey: boolean;
      readonly isComposing: boolean;
      readonly keyCode: number;
    }
  | { readonly type: "keyup"; readonly isEnter: boolean }
  | { readonly type: "compositionstart" }
  | { readonly type: "compositionupdate" | "compositionend"; readonly data: string }
  | { readonly type: "line-break" };

export interface EnterState {
  /** The text under composition, or the last one. */
  readonly composed: string;
  readonly isComposing: boolean;
  /** An Enter that ends a Hangul syllable was pressed: send when the composition ends. */
  readonly sendsAtEnd: boolean;
  /** The last key came from a touch keyboard, which may not identify it. */
  readonly isUnnamed: boolean;
  /** This press of Enter has sent: its other events are ignored until it is released. */
  readonly isSpent: boolean;
}

export const AT_REST: EnterState = {
  composed: "",
  isComposing: false,
  sendsAtEnd: false,
  isUnnamed: false,
  isSpent: false,
};

/** Keys that an input method has handled have this code. */
const TAKEN_BY_IME = 229;
const ENTER = 13;
const ENDS_IN_HANGUL = /[\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff]$/;

/**
 * Decides what an Enter does while an input method may be composing.
 *
 * In Korean, Enter finishes the syllable and sends, once. In Japanese and Chinese it confirms the
 * candidate and never sends. Only the composed text shows which language is typed. The order of
 * events differs: Chromium and Firefox send the key before the end of the composition, and a second
 * key may follow; Safari sends the end first. Touch keyboards compose English, too, but leave Enter
 * to the page. Some of them send only the line break that Enter would insert.
 */
export function onTyping(state: EnterState, event: TypingEvent): [EnterState, EnterAction] {
  switch (event.type) {
    case "compositionstart":
      return [{ ...AT_REST, isComposing: true }, "none"];
    case "compositionupdate":
      return [{ ...state, composed: event.data }, "none"];
    case "compositionend": {
      const ended = { ...state, composed: event.data || state.composed, isComposing: false };
      // For a syllable that became a Hanja, Enter only chose the character.
      return state.sendsAtEnd && ENDS_IN_HANGUL.test(ended.composed)
        ? [{ ...ended, sendsAtEnd: false, isSpent: true }, "send"]
        : [{ ...ended, sendsAtEnd: false }, "none"];
    }
    case "keyup":
      return [event.isEnter ? { ...AT_REST, isComposing: state.isComposing } : state, "none"];
    case "line-break":
      if (state.isSpent || state.sendsAtEnd) return [state, "prevent"];
      return [state, state.isUnnamed ? "send" : "none"];
    case "keydown":
      return onKeydown(state, event);
  }
}

function onKeydown(
  before: EnterState,
  event: TypingEvent & { type: "keydown" },
): [EnterState, EnterAction] {
  const isUnnamed = !event.isEnter && event.keyCode === TAKEN_BY_IME;
  const state = { ...before, isUnnamed };
  if (!event.isEnter) return [{ ...state, isSpent: false }, "none"];
  if (event.shiftKey) return [state, "none"];
  if (state.isSpent) return [state, "prevent"];
  if (!isTaken(event, state.isComposing)) return [{ ...AT_REST, isSpent: true }, "send"];
  if (!ENDS_IN_HANGUL.test(state.composed)) return [state, "none"];
  if (event.isComposing || state.isComposing) return [{ ...state, sendsAtEnd: true }, "none"];
  return [{ ...AT_REST, isSpent: true }, "send"];
}

/**
 * Whether an input method has handled a key; during a composition it does not handle all of them.
 */
export function isTaken(
  { isComposing, keyCode }: { readonly isComposing: boolean; readonly keyCode: number },
  hasComposition = false,
): boolean {
  return keyCode === TAKEN_BY_IME || ((isComposing || hasComposition) && keyCode !== ENTER);
}
