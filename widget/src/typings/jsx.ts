import type { ClassAttributes, CSSProperties, HTMLAttributes } from "react";
import type { LiveChat } from "../element/live-chat.ts";
import type { LiveChatEvent, LiveChatEvents } from "../element/live-chat-events.ts";
import type { PropertiesOnly, TagAttributes } from "./tag-attributes.ts";

/** React 19 sets properties and listens to custom events; 18 only writes attributes. */
type Since19 = "use" extends keyof typeof import("react")
  ? PropertiesOnly & {
      [Name in keyof LiveChatEvents as `on${Name}`]?:
        ((event: LiveChatEvent<Name>) => void) | undefined;
    }
  : unknown;

/** The props of `<live-chat>` in JSX. */
export type LiveChatTag = ClassAttributes<LiveChat> &
  Omit<HTMLAttributes<LiveChat>, keyof TagAttributes | "style"> &
  TagAttributes &
  Since19 & {
    class?: string | undefined;
    /** Also accepts the theme's custom properties. */
    style?: (CSSProperties & { [property: `--${string}`]: string | number }) | undefined;
  };

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "live-chat": LiveChatTag;
    }
  }
}
