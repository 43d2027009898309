import { announce } from "../base/announce.ts";
import type { ConnectionState } from "../../client/index.ts";
import type { Texts } from "../../i18n/en/en.ts";

/** What is read out of the connection: that it is lost, or that one has to wait, and that it is back, each once. */
export class ConnectionNews {
  #said: "lost" | "waiting" | undefined;

  /** Says in a chat what there is to say now, if anything. What is counted down is for the eyes alone. */
  tell({ shadowRoot }: Element, connection: ConnectionState, texts: Texts | undefined): void {
    const chat = shadowRoot?.querySelector(".chat");
    if (chat && texts) announce(chat, this.#take(connection, texts));
  }

  #take(connection: ConnectionState, texts: Texts): string {
    const { status } = connection;
    if (status === "live" || status === "failed") {
      const wasSaid = this.#said;
      this.#said = undefined;
      // Why there is no chat at all is said in its place.
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
