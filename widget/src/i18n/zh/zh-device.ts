import type { DeviceTexts } from "../en/en-device.ts";

export const device: DeviceTexts = {
  deviceTitle: "用其他设备登录",
  deviceScan: "请用已登录的手机扫描。",
  deviceQr: "包含下方网址和数字的二维码",
  deviceType: "或在手机上打开此网址并输入数字：",
  deviceOpening: "请稍候…",
  deviceWaiting: "正在等待另一台设备确认",
  deviceOnce: "数字仅可使用一次，10 分钟内有效。",
  deviceExpired: "数字已过期。",
  deviceRefused: "另一台设备已拒绝。",
  deviceFull: "目前登录请求过多，请几分钟后再试。",
  deviceFailed: "聊天服务器没有响应，请重试。",
  deviceAgain: "显示新的数字",
  deviceHere: "在此页面登录",
  deviceCancel: "取消",
};
