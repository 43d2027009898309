import "./explain-trusted-types.ts";
import { isServer } from "lit";
import { shareLit } from "./element/base/shared-lit.ts";
import { Composer } from "./element/composer/composer.ts";
import { MessageList } from "./element/feed/message-list.ts";
import { NicknameForm } from "./element/composer/nickname-form.ts";
import { WritingArea } from "./element/composer/writing-area.ts";
import { LiveChat } from "./element/live-chat.ts";
import { watchScriptTags } from "./element/script-tags.ts";
import { IS_SCRIPT, VERSION } from "./version.ts";

/*
 * Registers the elements, all or none: if the script is loaded twice, or in two versions, the first
 * one serves every tag.
 */
if (!isServer) {
  const present = customElements.get("live-chat") as typeof LiveChat | undefined;
  if (!present) {
    if (IS_SCRIPT) shareLit();
    customElements.define("live-chat-log", MessageList);
    customElements.define("live-chat-composer", Composer);
    customElements.define("live-chat-nickname", NicknameForm);
    customElements.define("live-chat-writing", WritingArea);
    customElements.define("live-chat", LiveChat);
    watchScriptTags();
  } else if (present.version !== VERSION) {
    console.warn(
      `live-chat ${VERSION}: version ${present.version} is already on this page and stays.`,
    );
  }
}

export * from "./index.ts";
