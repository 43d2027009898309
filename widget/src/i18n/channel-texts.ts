import { enChannel, type ChannelTexts } from "./en/en-channel.ts";
import { LaterTexts } from "./lazy-texts.ts";

/** Texts of the channel's panel. */
export const CHANNEL_TEXTS: LaterTexts<ChannelTexts> = new LaterTexts<ChannelTexts>(
  enChannel,
  async (language) => (await language.channel()).channel,
);
