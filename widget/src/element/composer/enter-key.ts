/** What an event in the composer comes to; `none` leaves it to the browser. */
export type EnterAction = "send" | "prevent" | "none";

/** What a text field is told while someone types with an input method. */
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
  /** The text under composition, or the last that was. */
  readonly composed: string;
  readonly isComposing: boolean;
  /** An Enter was pressed that ends a Hangul syllable: send when it has ended. */
  readonly sendsAtEnd: boolean;
  /** The last key was a touch keyboard's, which do not always say which one it is. */
  readonly isUnnamed: boolean;
  /** This press of Enter has sent: what else it brings is swallowed until it is released. */
  readonly isSpent: boolean;
}

export const AT_REST: EnterState = {
  composed: "",
  isComposing: false,
  sendsAtEnd: false,
  isUnnamed: false,
  isSpent: false,
};

/** Keys that an input method has taken carry this code. */
const TAKEN_BY_IME = 229;
const ENTER = 13;
const ENDS_IN_HANGUL = /[\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff]$/;

/**
 * Decides what an Enter does while an input method may be composing.
 *
 * In Korean, Enter finishes the syllable and sends, once. In Japanese and
 * Chinese it confirms the candidate and never sends. Which of them is being
 * typed shows in the composed text alone. Browsers differ in the order:
 * Chromium and Firefox tell the key first and then the end of the composition,
 * and a second key may follow; Safari tells the end first. Touch keyboards
 * compose English, too, and leave the Enter to the page all the same. Of some of
 * them nothing is told but the line break that it would make.
 */
export function onTyping(state: EnterState, event: TypingEvent): [EnterState, EnterAction] {
  switch (event.type) {
    case "compositionstart":
      return [{ ...AT_REST, isComposing: true }, "none"];
    case "compositionupdate":
      return [{ ...state, composed: event.data }, "none"];
    case "compositionend": {
      const ended = { ...state, composed: event.data || state.composed, isComposing: false };
      // Of a syllable that became a Hanja, the Enter only chose which.
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

/** Whether an input method has taken a key for itself, as it does not with every key while it composes. */
export function isTaken(
  { isComposing, keyCode }: { readonly isComposing: boolean; readonly keyCode: number },
  hasComposition = false,
): boolean {
  return keyCode === TAKEN_BY_IME || ((isComposing || hasComposition) && keyCode !== ENTER);
}
