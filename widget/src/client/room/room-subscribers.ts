import type { Me } from "#protocol";

/** Notifications of a room for a chat in it. */
export interface RoomSubscriber {
  /** A property of `Room` has changed. */
  onChange(): void;
  /** The log is up to date and the room accepts messages, or no longer does. */
  onOpen(): void;
  onClosed(): void;
  /** The server has sent this person's `Me`; called before `onOpen`. */
  onMe(me: Me): void;
  onGuestCredential(credential: string): void;
}

/** The chats of a page in one room. */
export class RoomSubscribers extends Set<RoomSubscriber> {
  /** Notifies all of them; chats may join and leave meanwhile. */
  tell<Name extends keyof RoomSubscriber>(
    name: Name,
    ...what: Parameters<RoomSubscriber[Name]>
  ): void {
    for (const chat of [...this]) (chat[name] as (...all: typeof what) => void)(...what);
  }
}
