/** The two lines that put this server's chat on a page. */
export function snippetFor(streamId: string): string {
  return [
    `<script type="module" src="${location.origin}/live-chat.js"></script>`,
    `<live-chat stream-id="${streamId}"></live-chat>`,
  ].join("\n");
}
