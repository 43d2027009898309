import type { Me } from "#protocol";

/** What a chat hears of the room that it is in. */
export interface RoomSubscriber {
  /** Something that `Room` shows has changed. */
  onChange(): void;
  /** The log is up to date and the room takes messages, or no longer. */
  onOpen(): void;
  onClosed(): void;
  /** The server has said who we are; before `onOpen`. */
  onMe(me: Me): void;
  onGuestCredential(credential: string): void;
}

/** The chats of a page that are in one room. */
export class RoomSubscribers extends Set<RoomSubscriber> {
  /** Tells all of them, who may come and go meanwhile. */
  tell<Name extends keyof RoomSubscriber>(
    name: Name,
    ...what: Parameters<RoomSubscriber[Name]>
  ): void {
    for (const chat of [...this]) (chat[name] as (...all: typeof what) => void)(...what);
  }
}
