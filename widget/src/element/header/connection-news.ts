import { announce } from "../base/announce.ts";
import type { ConnectionState } from "../../client/index.ts";
import type { Texts } from "../../i18n/en/en.ts";

/** Announcements about the connection: lost, waiting, and restored, once each. */
export class ConnectionNews {
  #said: "lost" | "waiting" | undefined;

  /** Announces the present state if it is new. Countdowns are visual only. */
  tell({ shadowRoot }: Element, connection: ConnectionState, texts: Texts | undefined): void {
    const chat = texts && shadowRoot?.querySelector(".chat");
    const news = chat && this.#take(connection, texts);
    if (news) announce(chat, news);
  }

  #take(connection: ConnectionState, texts: Texts): string {
    const { status } = connection;
    if (status === "live" || status === "failed") {
      const wasSaid = this.#said;
      this.#said = undefined;
      // A failed chat shows its reason in place of the messages.
      return wasSaid && status === "live" ? texts.reconnected : "";
    }
    const isLost = status === "offline" || (status === "reconnecting" && connection.attempt > 0);
    const news = isLost ? "lost" : status === "waiting" ? status : this.#said;
    if (news === this.#said) return "";
    this.#said = news;
    if (status !== "waiting") return texts[status === "offline" ? status : "reconnecting"];
    const say = connection.reason === "server-busy" ? texts.joiningQueue : texts.storeWaiting;
    return say(Math.max(1, Math.ceil((connection.nextAttemptAt - Date.now()) / 1_000)));
  }
}
