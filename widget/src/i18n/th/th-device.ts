import type { DeviceTexts } from "../en/en-device.ts";

export const device: DeviceTexts = {
  deviceTitle: "เข้าสู่ระบบด้วยอุปกรณ์อื่น",
  deviceScan: "สแกนด้วยโทรศัพท์ที่คุณเข้าสู่ระบบอยู่",
  deviceQr: "คิวอาร์โค้ดที่มีที่อยู่และตัวเลขด้านล่าง",
  deviceType: "หรือเปิดที่อยู่นี้บนโทรศัพท์แล้วใส่ตัวเลข",
  deviceOpening: "รอสักครู่…",
  deviceWaiting: "กำลังรออุปกรณ์อีกเครื่องยืนยัน",
  deviceOnce: "ตัวเลขใช้ได้ครั้งเดียว ภายใน 10 นาที",
  deviceExpired: "ตัวเลขหมดอายุแล้ว",
  deviceRefused: "อุปกรณ์อีกเครื่องปฏิเสธ",
  deviceFull: "ตอนนี้มีคำขอเข้าสู่ระบบมากเกินไป ลองใหม่ในอีกไม่กี่นาที",
  deviceFailed: "เซิร์ฟเวอร์แชตไม่ตอบ ลองอีกครั้ง",
  deviceAgain: "แสดงตัวเลขใหม่",
  deviceHere: "เข้าสู่ระบบในหน้านี้",
  deviceCancel: "ยกเลิก",
};
