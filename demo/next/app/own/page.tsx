import type { Metadata } from "next";

import { OwnChat } from "../../components/own-chat";
import { STREAM_ID } from "../../lib/stream";

export const metadata: Metadata = { title: "A chat of one's own" };

export default function OwnPage() {
  return (
    <main className="own">
      <h1>The same chat, drawn by this page</h1>
      <p>
        <code>useChat</code> gives the messages and takes new ones; everything you see is ordinary
        React.
      </p>
      <OwnChat streamId={STREAM_ID} />
    </main>
  );
}
