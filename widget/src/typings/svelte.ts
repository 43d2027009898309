import type { HTMLAttributes } from "svelte/elements";
import type { LiveChat } from "../element/live-chat.ts";
import type { LiveChatEvent, LiveChatEvents } from "../element/live-chat-events.ts";
import type { Properties, TagAttributes } from "./tag-attributes.ts";

/** Both ways to listen: Svelte 5's, and the earlier one. */
type Listeners = {
  [Name in keyof LiveChatEvents as `on${Name}` | `on:${Name}`]?:
    ((event: LiveChatEvent<Name>) => void) | undefined | null;
};

/** `<live-chat>` in Svelte templates, which set properties where they exist. */
export type LiveChatTag = Omit<HTMLAttributes<LiveChat>, keyof TagAttributes | keyof Properties> & {
  [Name in keyof Properties]?: Properties[Name];
} & TagAttributes &
  Listeners;

declare module "svelte/elements" {
  export interface SvelteHTMLElements {
    "live-chat": LiveChatTag;
  }
}
