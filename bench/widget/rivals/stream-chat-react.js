import "stream-chat-react/dist/css/index.css";
import { createElement as h } from "react";
import { createRoot } from "react-dom/client";
import { StreamChat } from "stream-chat";
import { Channel, Chat, MessageList, Window } from "stream-chat-react";
import { offer } from "../list-feeder.ts";

/* A client that has never connected, as the kit's own stories have it: only the list is measured. */
const client = new StreamChat("key", { disableCache: true });
client.user = client._user = { id: "me" };
client.userID = "me";
client.wsPromise = Promise.resolve();
const channel = client.channel("livestream", "s1");
channel.initialized = true;
channel.data = { id: "s1", type: "livestream", cid: channel.cid, own_capabilities: [] };
client.activeChannels[channel.cid] = channel;
client.configs[channel.cid] = client.configs.livestream = { read_events: false };
channel.watch = channel.query = () => Promise.resolve({ messages: [], members: [], watchers: [] });

createRoot(document.querySelector("main")).render(
  h(Chat, { client }, h(Channel, { channel }, h(Window, null, h(MessageList)))),
);
offer(({ id, text, userId, nickname, timestamp }) =>
  client.dispatchEvent({
    type: "message.new",
    cid: channel.cid,
    channel_id: "s1",
    channel_type: "livestream",
    user: { id: userId, name: nickname },
    message: {
      id,
      text,
      cid: channel.cid,
      type: "regular",
      user: { id: userId, name: nickname },
      created_at: new Date(timestamp).toISOString(),
      updated_at: new Date(timestamp).toISOString(),
      html: "",
      attachments: [],
      latest_reactions: [],
      own_reactions: [],
      reaction_counts: {},
      mentioned_users: [],
    },
  }),
);
