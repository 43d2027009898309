import { isServer } from "lit";
import { Composer } from "./components/composer.ts";
import { MessageLog } from "./components/message-log.ts";
import { NicknameForm } from "./components/nickname-form.ts";
import { WritingArea } from "./components/writing-area.ts";
import { LiveChat } from "./live-chat.ts";
import { heedScriptTags } from "./script-tags.ts";
import { VERSION } from "./version.ts";

/*
 * Registers the element. All pieces or none: with the script loaded twice, or
 * two versions on one page, the first to come serves every tag.
 */
if (!isServer) {
  const present = customElements.get("live-chat") as typeof LiveChat | undefined;
  if (!present) {
    customElements.define("live-chat-log", MessageLog);
    customElements.define("live-chat-composer", Composer);
    customElements.define("live-chat-nickname", NicknameForm);
    customElements.define("live-chat-writing", WritingArea);
    customElements.define("live-chat", LiveChat);
    heedScriptTags();
  } else if (present.version !== VERSION) {
    console.warn(
      `live-chat ${VERSION}: version ${present.version} is already on this page and stays.`,
    );
  }
}

export * from "./index.ts";
