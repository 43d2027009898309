import { useChat } from "live-chat-element/react";
import { useState } from "react";

/** The sample of docs/react.md. */
export function Chat({ streamId }: { streamId: string }) {
  const [nickname, setNickname] = useState<string>();
  const { messages, pending, isConnected, error, me, ...chat } = useChat({ streamId, nickname });
  if (error) return <p role="alert">The chat is not available: {error}</p>;
  return (
    <>
      <ul aria-busy={!isConnected}>
        {messages.map(({ id, nickname, message }) => (
          <li key={id}>
            {nickname}: {message}
          </li>
        ))}
        {pending.map(({ clientId, text, status, reason, error }) => (
          <li key={clientId}>
            {text} {status === "sending" && "…"}
            {status === "failed" && (
              <span role="alert">
                {reason ?? error} <button onClick={() => chat.retry(clientId)}>Again</button>
                <button onClick={() => chat.discard(clientId)}>Discard</button>
              </span>
            )}
          </li>
        ))}
      </ul>
      {me?.maySend && <OneLine label="Message" onText={(text) => chat.sendMessage(text).ok} />}
      {me?.reason === "nickname-required" && <OneLine label="Your name" onText={setNickname} />}
      {me?.reason === "sign-in-required" && <p>Sign in to write.</p>}
    </>
  );
}

/** A field that is emptied by Enter, unless its text was not taken. */
function OneLine(props: { label: string; onText: (text: string) => boolean | void }) {
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const form = event.currentTarget;
        if (props.onText(new FormData(form).get("text") as string) !== false) form.reset();
      }}
    >
      <input name="text" aria-label={props.label} />
    </form>
  );
}
