/** Rare texts: about rules that staff set, and about mistakes of a page. */
export const enRoom = {
  timedOut: "You cannot write here for a while.",
  timedOutFor: (time: string) => `You can write again in ${time}.`,
  banned: "You cannot write in this chat any more.",
  /** A button: puts a refused message back into the composer. */
  reword: "Edit",
  /** The reason that staff gave. */
  because: (reason: string) => `Reason: ${reason}`,
  bannedFor: (time: string) => `You cannot write in this chat. This ends in ${time}.`,

  signInAgain: "Your sign-in has run out.",
  signInRefused: "Your sign-in could not be confirmed.",
  /** A button, below the one to sign in. */
  continueAsGuest: "Continue as guest",

  forOwner: "For the owner of this site",
  noOrigin:
    "This page has no address that a chat server could allow: it is in a sandboxed frame, or was opened as a file. Add allow-same-origin to the frame's sandbox, or open the page from a web address.",
  originNotAllowed: (origin: string) =>
    `This chat server does not allow ${origin}. Its operator has to add this address to CHAT_ORIGINS.`,
  invalidServerUrl: "server-url is not an address.",
  invalidStreamId:
    "stream-id is missing or not valid. It takes 1 to 128 letters, digits or _ . : -",
  versionMismatch:
    "The chat on this page and its server do not fit together. Reload the page. If that does not help, the older of the two has to be updated.",
  noStickySessions:
    "Requests of one visitor reach several chat servers. Its operator has to turn on sticky sessions in the load balancer.",
  /** For staff whose page is in a frame, before the link. (SPEC EM7) */
  noStaffInFrames: "Staff tools do not work in a frame on another site.",
  openInWindow: "Open the chat in its own window",

  slowMode: (time: string) => `Slow mode: one message every ${time}.`,
  membersOnlyMode: "Only members can write. Sign in to join the conversation.",
  accountAgeMode: (time: string) => `Only people who have been here for ${time} can write.`,
  emojiOnlyMode: "Only emoji can be sent.",
  noLinksMode: "Links cannot be sent.",
  uniqueMode: "Nobody says again what was just said.",
  frozenMode: "The chat is paused. Only staff can write.",
  endedMode: "This stream is over.",
  /** As short as possible, because several are shown side by side. */
  modeNames: {
    slowSeconds: (time: string) => `Slow mode ${time}`,
    membersOnly: "Members only",
    accountAgeSeconds: (time: string) => `Here for ${time}`,
    emojiOnly: "Emoji only",
    noLinks: "No links",
    unique: "No repeats",
    frozen: "Paused",
    ended: "Ended",
  },

  pinned: "Pinned",
  pinHide: "Hide pinned message",
  pinShow: "Show pinned message",
  pinLink: "Open link",

  reportTitle: (name: string) => `What is wrong with ${name}'s message?`,
  reportReasons: {
    spam: "Spam or advertising",
    abuse: "Insults or hate",
    sexual: "Sexual content",
    personal: "Private information",
    other: "Something else",
  },
  reportDone: "Thank you. The staff will look at it.",
  cancel: "Cancel",
  close: "Close",

  errors: {
    "token-not-yet-valid":
      "Your sign-in will be valid in a moment. The chat then goes on by itself.",
    "timed-out": "Not sent: you cannot write here for a while.",
    banned: "Not sent: you cannot write in this chat any more.",
    "store-busy": "Saving takes too long at the moment. Try again.",
    "store-full": "The chat has no room left for messages. Try again later.",
    frozen: "The chat is paused. You can write again once it goes on.",
    "stream-ended": "This stream is over. You can still read what was said.",
    "members-only": "Only members can write at the moment. Sign in.",
    "account-too-new": "You can write once you have been here a little longer.",
    "emoji-only": "Only emoji can be sent at the moment.",
    "no-links": "Links cannot be sent here. Take the link out.",
    "repeated-message": "That was just said. Say it in other words.",
    filtered: "This chat does not allow that. Say it in other words.",
    forbidden: "You cannot do that here.",
    "not-found": "That message is no longer there.",
  },
};

export type RoomTexts = typeof enRoom;
