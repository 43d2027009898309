import type { ChannelTexts } from "../en/en-channel.ts";

export const channel: ChannelTexts = {
  intro: (channel) =>
    `这里的设置适用于${channel ? `${channel}的` : ""}所有直播，以后的直播也一样。`,
  name: "频道名称",
  nameHint: "管理人员看到的是名称，而不是 ID。",
  nameWrong: "名称最多 64 个可见字符。",
  sections: {
    staff: "管理员",
    people: "在所有直播中被封禁",
    filters: "所有直播的过滤",
    mode: "新直播的初始设置",
  },
  about: {
    staff: "管理所有直播。",
    people: "在所有直播中有效的封禁和隐形禁言。",
    filters: "先于各场直播的过滤生效。",
  },
  you: "你",
  staffHow: "要设为管理员，请打开那个人的卡片。主播由你网站的登录信息决定。",
  inviteHint: "第一个打开链接的人会成为所有直播的管理员。链接只能用一次，24 小时内有效。",
  modeHint: "已经开始的直播保持原来的设置。",
  modeNone: "所有人都可以发言。",
  readOnly: "只有频道的主播可以更改。",
};
