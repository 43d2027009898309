/** Texts of the channel's panel, loaded with it. */
export const enChannel = {
  intro: (channel?: string) =>
    `What is set here holds in all shows${channel ? ` of ${channel}` : ""}, also in those to come.`,
  name: "Name of the channel",
  nameHint: "Staff read it instead of the id.",
  nameWrong: "A name has at most 64 characters that can be seen.",
  sections: {
    staff: "Moderators",
    people: "Banned in all shows",
    filters: "Filters for all shows",
    mode: "How new shows begin",
  },
  about: {
    staff: "They look after all shows.",
    people: "Bans and shadow mutes that hold everywhere.",
    filters: "Tried before the filters of a show.",
  },
  you: "you",
  staffHow:
    "To make somebody a moderator, open their card. Hosts are named by your site's sign-in.",
  inviteHint:
    "Whoever opens the link first becomes a moderator of all shows. It works once, for 24 hours.",
  modeHint: "Shows that have begun keep their own settings.",
  modeNone: "Everybody writes.",
  readOnly: "Only hosts of the channel change this.",
};

export type ChannelTexts = {
  readonly [Key in keyof typeof enChannel]: (typeof enChannel)[Key] extends string
    ? string
    : (typeof enChannel)[Key] extends (...given: never[]) => string
      ? (typeof enChannel)[Key]
      : { readonly [Name in keyof (typeof enChannel)[Key]]: string };
};
