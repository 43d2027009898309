import {
  createElement,
  forwardRef,
  useEffect,
  useImperativeHandle,
  useRef,
  type CSSProperties,
  type ForwardRefExoticComponent,
  type ReactNode,
  type RefAttributes,
  type RefObject,
} from "react";
import type { LiveChat as LiveChatElement } from "../element/live-chat.ts";
import type { Token } from "../client/index.ts";
import { chatServer } from "../element/script-server.ts";
import { defaultServer } from "./server-from-env.ts";
import { EVENT_PROPS, type EventProps } from "./event-props.ts";
import { useCustomRows, type RenderMessage } from "./use-custom-rows.ts";
import { useEarlyEffect, usePageToken } from "./use-page-token.ts";

/** Props that are rendered into HTML, on servers too, and their attributes. */
const ATTRIBUTES = {
  streamId: "stream-id",
  serverUrl: "server-url",
  theme: "theme",
  density: "density",
  avatars: "avatars",
  nickname: "nickname",
  readOnly: "read-only",
  noComposer: "no-composer",
  noHeader: "no-header",
  noPopOut: "no-pop-out",
  mode: "mode",
  fadeAfter: "fade-after",
  maxRows: "max-rows",
  emojiUrl: "emoji-url",
} as const;

type OfElement = Pick<LiveChatElement, keyof typeof ATTRIBUTES | "texts" | "chat">;

export type LiveChatProps = { streamId: string } & {
  [Name in keyof OfElement]?: OfElement[Name] | undefined;
} & EventProps & {
    /** The visitor's token, or a function that returns a fresh one. */
    token?: Token | null | undefined;
    id?: string | undefined;
    lang?: string | undefined;
    className?: string | undefined;
    /** Also accepts the theme's custom properties. */
    style?: (CSSProperties & { [property: `--${string}`]: string | number }) | undefined;
    /** Renders messages itself; components with hooks must be components of their own. */
    renderMessage?: RenderMessage | undefined;
    /** Content of the element's slots. */
    children?: ReactNode;
  };

/**
 * `<live-chat>` as a React component, for React 18 and 19.
 *
 * Servers render the tag with its attributes; browsers load the element after the first paint.
 * `ref` is the element.
 */
export const LiveChat: ForwardRefExoticComponent<LiveChatProps & RefAttributes<LiveChatElement>> =
  forwardRef((props, ref) => {
    const element = useRef<LiveChatElement>(null);
    useImperativeHandle(ref, () => element.current!);
    useEffect(() => void import("live-chat-element/define"), []);
    useProperties(element, props);
    useEvents(element, props);
    const rows = useCustomRows(element, props.renderMessage);
    const { id, lang, className, style, children } = props;
    return createElement(
      "live-chat",
      { ref: element, ...attributesOf(props), id, lang, class: className, style },
      children,
      rows,
    );
  });
LiveChat.displayName = "LiveChat";

function attributesOf(props: LiveChatProps): Record<string, string> {
  const attributes: Record<string, string> = {};
  const given = { ...props, serverUrl: serverOf(props) };
  for (const [name, attribute] of Object.entries(ATTRIBUTES)) {
    const value = given[name as keyof typeof ATTRIBUTES];
    // React 18 would write booleans as "true" and "false".
    if (value) attributes[attribute] = value === true ? "" : String(value);
  }
  return attributes;
}

function serverOf({ serverUrl }: LiveChatProps): string {
  return serverUrl ?? defaultServer();
}

function useProperties(element: RefObject<LiveChatElement | null>, props: LiveChatProps): void {
  useProperty(element, "token", usePageToken(props.token, chatServer(serverOf(props))));
  useProperty(element, "texts", props.texts);
  useProperty(element, "chat", props.chat);
}

/**
 * Before the element's own first update, so that it does not connect without a token; later only
 * when the prop changes, because the page may set properties directly.
 */
function useProperty<Name extends "token" | "texts" | "chat">(
  element: RefObject<LiveChatElement | null>,
  name: Name,
  value: LiveChatElement[Name],
): void {
  useEarlyEffect(() => {
    element.current![name] = value;
  }, [element, name, value]);
}

/**
 * Manually, because React 18 does not support custom events, and 19 misses them during hydration.
 */
function useEvents(element: RefObject<LiveChatElement | null>, props: EventProps): void {
  const latest = useRef(props);
  useEarlyEffect(() => {
    latest.current = props;
  });
  useEarlyEffect(() => {
    const listening = new AbortController();
    for (const [name, prop] of Object.entries(EVENT_PROPS))
      element.current!.addEventListener(
        name,
        (event) => (latest.current[prop] as ((event: Event) => void) | undefined)?.(event),
        { signal: listening.signal },
      );
    return () => listening.abort();
  }, [element]);
}
