import { register } from "vue-advanced-chat";
import { offer } from "../list-feeder.ts";

register();
const chat = document.createElement("vue-advanced-chat");
const room = { roomId: "1", roomName: "Stream", avatar: "", users: [] };
Object.assign(chat, {
  currentUserId: "me",
  rooms: [room],
  roomId: "1",
  roomsLoaded: true,
  messagesLoaded: true,
  singleRoom: true,
  height: "600px",
  messages: [],
});
document.querySelector("main").append(chat);
offer(({ id, text, userId, nickname, timestamp }) => {
  const date = new Date(timestamp);
  chat.messages = [
    ...chat.messages,
    {
      _id: id,
      content: text,
      senderId: userId,
      username: nickname,
      date: date.toDateString(),
      timestamp: date.toTimeString().slice(0, 5),
    },
  ];
});
