"use client";

import { useChat } from "live-chat-element/react";
import { useState, type CSSProperties } from "react";

import { askToken } from "../lib/supabase";
import { usePerson } from "../lib/use-person";
import { OneLineForm } from "./one-line-form";

/** A chat that this page draws itself. */
export function OwnChat({ streamId }: { streamId: string }) {
  const person = usePerson();
  const [nickname, setNickname] = useState<string>();
  const { messages, pending, isConnected, status, viewers, me, sendMessage, retry } = useChat({
    streamId,
    nickname,
    token: person ? askToken : undefined,
    // Not as a guest first, and then as somebody.
    autoConnect: person !== undefined,
  });

  return (
    <section className="own-chat" aria-label="Chat">
      <p className="state" role="status" data-live={isConnected}>
        {isConnected ? `${viewers ?? 1} watching` : status}
      </p>
      <div className="feed" role="log" tabIndex={0} aria-label="Messages">
        <ol>
          {messages.map(({ id, userId, nickname, message }) => (
            <li key={id} data-mine={userId === me?.userId}>
              <b style={{ "--hue": hueOf(userId) } as CSSProperties}>{nickname}</b>
              <p dir="auto">{message}</p>
            </li>
          ))}
          {pending.map(({ clientId, text, status }) => (
            <li key={clientId} data-mine="true" data-status={status}>
              <p dir="auto">{text}</p>
              {status === "failed" && (
                <button type="button" onClick={() => retry(clientId)}>
                  Try again
                </button>
              )}
            </li>
          ))}
        </ol>
        {isConnected && messages.length === 0 && <p className="empty">Say hello first.</p>}
      </div>
      {me?.maySend ? (
        <OneLineForm label="Message" action="Send" onText={(text) => sendMessage(text).ok} />
      ) : me?.reason === "nickname-required" || me?.reason === "name-taken" ? (
        <OneLineForm
          label="Your name"
          action="Join"
          onText={(name) => {
            setNickname(name);
            return true;
          }}
        />
      ) : (
        me && <p className="empty">Sign in to write.</p>
      )}
    </section>
  );
}

/** The same colour for the same person, in degrees. */
function hueOf(userId: string): number {
  let hue = 0;
  for (const character of userId) hue = (hue * 31 + character.codePointAt(0)!) % 360;
  return hue;
}
