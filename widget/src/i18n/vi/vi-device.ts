import type { DeviceTexts } from "../en/en-device.ts";

export const device: DeviceTexts = {
  deviceTitle: "Đăng nhập bằng thiết bị khác",
  deviceScan: "Quét mã này bằng điện thoại mà bạn đã đăng nhập.",
  deviceQr: "Mã QR chứa địa chỉ và dãy số bên dưới",
  deviceType: "Hoặc mở địa chỉ này trên điện thoại và nhập dãy số:",
  deviceOpening: "Đợi một chút…",
  deviceWaiting: "Đang chờ thiết bị kia xác nhận",
  deviceOnce: "Dãy số chỉ dùng được một lần, trong 10 phút.",
  deviceExpired: "Dãy số đã hết hạn.",
  deviceRefused: "Thiết bị kia đã từ chối.",
  deviceFull: "Hiện có quá nhiều yêu cầu đăng nhập. Hãy thử lại sau vài phút.",
  deviceFailed: "Máy chủ trò chuyện không trả lời. Hãy thử lại.",
  deviceAgain: "Hiện dãy số mới",
  deviceHere: "Đăng nhập trên trang này",
  deviceCancel: "Hủy",
};
