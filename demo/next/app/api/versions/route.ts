import { LiveChat } from "live-chat-element";

export const runtime = "edge";

/** Which version of the element this site ships, and which its chat server is: for a status page. */
export async function GET(): Promise<Response> {
  const element = LiveChat.version;
  try {
    const answer = await fetch(`${process.env.NEXT_PUBLIC_CHAT_SERVER_URL}/api/v1/hello`);
    const { version } = (await answer.json()) as { version: string };
    return Response.json({ element, server: version });
  } catch {
    return Response.json({ element, server: null }, { status: 503 });
  }
}
