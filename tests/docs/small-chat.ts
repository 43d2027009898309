import { onTestFinished } from "vitest";
import { codeIn } from "../support/doc-code.ts";
import { runModule } from "../support/run-module.ts";

interface Message {
  seq: number;
  id: string;
  nickname: string;
  message: string;
  userId: string;
  role: string;
  timestamp: number;
  replyTo?: { id: string; seq: number };
}

/** What docs/protocol.md has people write. */
export interface SmallChat {
  readonly isLive: boolean;
  readonly me?: { userId: string; nickname?: string; role: string };
  readonly messages: Message[];
  readonly socket: { disconnect(): void; connect(): void };
  send(message: string): Promise<Message>;
}

interface Options {
  onChange?: (chat: SmallChat) => void;
  [more: string]: unknown;
}

type SmallChatClass = new (
  url: string,
  streamId: string,
  nickname: string,
  options?: Options,
) => SmallChat;

/** The client that the document has, as it stands there. */
export async function takeSmallChat() {
  const code = codeIn("docs/protocol.md", "js", "class SmallChat");
  const { SmallChat } = await runModule<{ SmallChat: SmallChatClass }>(code);
  return (url: string, streamId: string, nickname: string, options: Options = {}): SmallChat => {
    const chat = new SmallChat(url, streamId, nickname, options);
    onTestFinished(() => chat.socket.disconnect());
    return chat;
  };
}
