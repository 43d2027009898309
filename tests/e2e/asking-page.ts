/** A tag of the chat's script that asks for a chat. */
export function askingTag(
  url: string,
  { stream = "s1", file = "live-chat.js", more = "" } = {},
): string {
  const type = file.endsWith("umd.js") ? "" : ' type="module"';
  return `<script${type} src="${url}/${file}" data-stream-id="${stream}" ${more}></script>`;
}

export function pageOf(head: string, body: string): string {
  return (
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><link rel="icon" href="data:,">` +
    `${head}</head><body>${body}</body></html>`
  );
}

/** The classic script. */
export const UMD = { file: "live-chat.umd.js" };
