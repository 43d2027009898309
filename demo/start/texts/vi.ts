import type { StartTexts } from "./texts.ts";

export const vi: StartTexts = {
  pageTitle: "Đặt khung chat lên trang của bạn · live-chat",
  language: "Ngôn ngữ",
  theme: "Giao diện",
  themeAuto: "Tự động",
  themeLight: "Sáng",
  themeDark: "Tối",
  title: "Đặt khung chat lên trang của bạn",
  lead: "Nhập mã buổi live, chọn nơi đặt rồi dán vào. Khung chat xem trước là khung chat thật.",
  chat: "Khung chat",
  streamId: "Mã buổi live",
  themeDevice: "Theo thiết bị",
  languagePage: "Theo trang",
  ways: "Nơi đặt khung chat",
  tagName: "Một thẻ",
  pinnedName: "Cố định phiên bản",
  frameName: "Khung nhúng",
  htmlHint: "Dán vào nơi bạn muốn đặt khung chat. Chiều cao là 560 px nếu CSS của bạn không đổi.",
  tagHint: "Dành cho công cụ dựng web chỉ nhận script. Khung chat hiện ngay tại chỗ đặt thẻ.",
  pinnedHint:
    "Trình duyệt chỉ chạy đúng script này. Sau khi nâng cấp máy chủ chat, hãy dán lại: trước đó sẽ không có khung chat.",
  reactHint: "Một component cho React 18 và 19, dựng được cả trên máy chủ.",
  nextHint:
    "Dùng được trong cả server component và client component; biến là địa chỉ máy chủ chat.",
  wordpressHint:
    "Cài plugin trong docs/wordpress và nhập địa chỉ máy chủ này vào phần cài đặt. Cũng có khối (block) tương tự.",
  frameHint: "Trang không nhận script thường vẫn nhận khung nhúng.",
  obsHint:
    "Trong OBS, thêm nguồn Trình duyệt với địa chỉ và kích thước này. Nền trong suốt. Tin bạn nhắn ở khung chat bên dưới sẽ hiện trên hình.",
  width: "Chiều rộng",
  height: "Chiều cao",
  fits: "Đủ chỗ cho",
  fitsHow: "sáu tin nhắn hai dòng",
  pause: "Tạm dừng",
  play: "Phát",
  copy: "Sao chép",
  copied: "Đã sao chép.",
  copyByHand: "Đã chọn sẵn, hãy sao chép bằng bàn phím.",
  originsNote:
    "Trang thuộc website khác chỉ dùng được khi CHAT_ORIGINS của máy chủ này có tên nó, ví dụ https://shop.example.",
  preview: "Xem trước trực tiếp",
};
