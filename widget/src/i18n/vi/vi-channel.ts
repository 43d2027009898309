import type { ChannelTexts } from "../en/en-channel.ts";

export const channel: ChannelTexts = {
  intro: (channel) =>
    `Những gì đặt ở đây có hiệu lực trong mọi buổi phát${channel ? ` của ${channel}` : ""}, kể cả các buổi sau này.`,
  name: "Tên kênh",
  nameHint: "Người quản lý thấy tên này thay cho ID.",
  nameWrong: "Tên có tối đa 64 ký tự nhìn thấy được.",
  sections: {
    staff: "Quản lý",
    people: "Bị cấm trong mọi buổi phát",
    filters: "Bộ lọc cho mọi buổi phát",
    mode: "Cài đặt đầu buổi phát mới",
  },
  about: {
    staff: "Họ quản lý mọi buổi phát.",
    people: "Lệnh cấm và cấm ngầm có hiệu lực ở mọi buổi.",
    filters: "Áp dụng trước bộ lọc của từng buổi.",
  },
  you: "bạn",
  staffHow:
    "Để đặt ai đó làm quản lý, hãy mở thẻ của họ. Chủ phòng do trang đăng nhập của bạn quyết định.",
  inviteHint:
    "Người đầu tiên mở liên kết sẽ thành quản lý của mọi buổi phát. Dùng được một lần, trong 24 giờ.",
  modeHint: "Các buổi đã bắt đầu giữ cài đặt của mình.",
  modeNone: "Ai cũng viết được.",
  readOnly: "Chỉ chủ kênh mới đổi được.",
};
