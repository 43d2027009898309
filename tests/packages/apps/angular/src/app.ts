import { Component, CUSTOM_ELEMENTS_SCHEMA, signal } from "@angular/core";
import type { LiveChatEvent } from "live-chat-element";
import "live-chat-element/define";

@Component({
  selector: "app-root",
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <live-chat
      [attr.stream-id]="streamId()"
      [attr.server-url]="serverUrl"
      [texts]="texts"
      [token]="token"
      (live-chat-message-sent)="onSent($event)"
    >
      <b slot="title">Tonight</b>
    </live-chat>
    <button (click)="streamId.set('stream-2')">Next stream</button>
    <output>{{ sent() }}</output>
  `,
  styles: "live-chat { block-size: 32rem }",
})
export class App {
  readonly serverUrl = import.meta.env.VITE_CHAT_SERVER_URL;
  readonly streamId = signal("stream-1");
  readonly sent = signal("");
  readonly texts = { emptyTitle: "아직 조용해요" };

  readonly token = () => localStorage.getItem("token");

  onSent({ detail }: LiveChatEvent<"live-chat-message-sent">): void {
    this.sent.set(detail.message.message);
  }
}
