export { RoomView } from "./room-view.ts";
