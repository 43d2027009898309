import type { EmitFn, HTMLAttributes, PublicProps } from "vue";
import type { LiveChat } from "../element/live-chat.ts";
import type { LiveChatEvent, LiveChatEvents } from "../element/live-chat-events.ts";
import type { PascalCase } from "./pascal-case.ts";
import type { Properties } from "./tag-attributes.ts";

type Events = { [Name in keyof LiveChatEvents]: (event: LiveChatEvent<Name>) => void };

type Listeners = {
  [Name in keyof Events as `on${PascalCase<Name>}`]?: Events[Name] | undefined;
};

/** `<live-chat>` in Vue templates. */
export type LiveChatTag = new () => LiveChat & {
  /** @deprecated Only for the types of templates. */
  $props: HTMLAttributes & { [Name in keyof Properties]?: Properties[Name] } & Listeners &
    PublicProps;
  /** @deprecated Only for the types of templates. */
  $emit: EmitFn<Events>;
};

declare module "vue" {
  interface GlobalComponents {
    "live-chat": LiveChatTag;
  }
}
