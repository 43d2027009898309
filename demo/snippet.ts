import { SERVER } from "./server.ts";

/** The two lines that put this server's chat on a page. */
export function snippetFor(streamId: string): string {
  return [
    `<script type="module" src="${SERVER}/live-chat.js"></script>`,
    `<live-chat stream-id="${streamId}"></live-chat>`,
  ].join("\n");
}
