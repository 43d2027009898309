import {
  createElement,
  memo,
  useReducer,
  useRef,
  useState,
  useSyncExternalStore,
  type ReactNode,
  type RefObject,
} from "react";
import { createPortal } from "react-dom";
import type { RenderedMessage } from "../element/feed/renderers.ts";
import type { LiveChat as LiveChatElement } from "../element/live-chat.ts";
import { useEarlyEffect } from "./use-page-token.ts";

/** Renders a row in place of avatar, name and text; null leaves it to the element. */
export type RenderMessage = (message: RenderedMessage) => ReactNode;

interface OwnRow {
  readonly message: RenderedMessage;
  /** The element that React renders into; undefined if the element draws the message. */
  readonly place: HTMLElement | undefined;
}

/** The rows that the element has requested. */
class RowPlaces {
  readonly byKey = new Map<string, OwnRow>();
  #version = 0;
  #onChange = (): void => undefined;

  readonly subscribe = (onChange: () => void): (() => void) => {
    this.#onChange = onChange;
    return () => (this.#onChange = () => undefined);
  };

  readonly getVersion = (): number => this.#version;

  put(message: RenderedMessage, isDrawn: boolean, signal: AbortSignal): Node | undefined {
    const { key } = message;
    const place = isDrawn
      ? (this.byKey.get(key)?.place ?? document.createElement("div"))
      : undefined;
    const row = { message, place };
    this.byKey.set(key, row);
    // A row that only gets another renderer is requested again at once, and keeps its state.
    const removeIfGone = (): void => {
      if (this.byKey.get(key) !== row) return;
      this.byKey.delete(key);
      this.#change();
    };
    signal.onabort = () => queueMicrotask(removeIfGone);
    this.#change();
    return place;
  }

  #change(): void {
    this.#version += 1;
    this.#onChange();
  }
}

/**
 * Renders messages with React: each into its own place in its row, as part of the tree around
 * `<LiveChat>`, so that contexts, events and error boundaries work.
 *
 * The element requests a row when its message appears or changes; only that row is rendered then,
 * before the browser paints.
 */
export function useCustomRows(
  element: RefObject<LiveChatElement | null>,
  renderMessage: RenderMessage | undefined,
): ReactNode {
  const [rows] = useState(() => new RowPlaces());
  const [generation, askAnew] = useReducer((count: number) => count + 1, 0);
  const latest = useRef(renderMessage);
  const isOn = renderMessage !== undefined;
  useSyncExternalStore(rows.subscribe, rows.getVersion, rows.getVersion);

  useEarlyEffect(() => {
    latest.current = renderMessage;
    if (!renderMessage) return;
    // Another function may draw a message that the element drew before, or the reverse.
    const isOther = ({ message, place }: OwnRow) =>
      isDrawn(renderMessage(message)) !== (place !== undefined);
    if ([...rows.byKey.values()].some(isOther)) askAnew();
  }, [renderMessage, rows]);

  useEarlyEffect(() => {
    const chat = element.current;
    if (!chat || !isOn) return;
    chat.renderers = {
      message: (message, signal) => rows.put(message, isDrawn(latest.current?.(message)), signal),
    };
    return () => {
      chat.renderers = undefined;
    };
  }, [element, rows, isOn, generation]);

  if (!renderMessage) return null;
  return [...rows.byKey].map(
    ([key, { message, place }]) =>
      place && createPortal(createElement(Row, { message, renderMessage }), place, key),
  );
}

interface RowProps {
  readonly message: RenderedMessage;
  readonly renderMessage: RenderMessage;
}

const Row = memo(({ message, renderMessage }: RowProps) => renderMessage(message));
Row.displayName = "LiveChatMessage";

function isDrawn(node: ReactNode): boolean {
  return node !== null && node !== undefined && typeof node !== "boolean";
}
