import type { DeviceTexts } from "../en/en-device.ts";

export const device: DeviceTexts = {
  deviceTitle: "다른 기기로 로그인",
  deviceScan: "로그인되어 있는 휴대폰으로 스캔해 주세요.",
  deviceQr: "아래 주소와 번호가 담긴 QR 코드",
  deviceType: "또는 휴대폰에서 이 주소를 열고 번호를 입력하세요.",
  deviceOpening: "잠시만 기다려 주세요…",
  deviceWaiting: "다른 기기의 승인을 기다리고 있어요",
  deviceOnce: "번호는 10분 동안 한 번만 쓸 수 있어요.",
  deviceExpired: "번호의 유효 시간이 지났어요.",
  deviceRefused: "다른 기기에서 거절했어요.",
  deviceFull: "지금은 로그인 요청이 너무 많아요. 몇 분 뒤에 다시 시도해 주세요.",
  deviceFailed: "채팅 서버가 응답하지 않았어요. 다시 시도해 주세요.",
  deviceAgain: "새 번호 받기",
  deviceHere: "이 페이지에서 로그인",
  deviceCancel: "취소",
};
