"use client";

import type { LiveChat as LiveChatElement } from "live-chat-element";
import { LiveChat } from "live-chat-element/react";
import { connectSupabase } from "live-chat-element/supabase";
import { useEffect, useRef } from "react";

import { supabase } from "../lib/supabase";

/** The stream's chat; people who are signed in on this site write under their names. */
export function ShowChat({ streamId }: { streamId: string }) {
  const chat = useRef<LiveChatElement>(null);
  useEffect(() => {
    if (chat.current && supabase) return connectSupabase(chat.current, supabase);
  }, []);
  return (
    <LiveChat ref={chat} streamId={streamId} className="chat">
      <span slot="title">Tonight at the kiln</span>
    </LiveChat>
  );
}
