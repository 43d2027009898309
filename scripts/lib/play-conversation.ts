import { once } from "node:events";

import { io, type Socket } from "socket.io-client";

/** People who do not exist (without emoji, for which not every machine has a font), and what they say about a moon jar. */
const LINES: readonly (readonly [name: string, text: string])[] = [
  ["민지", "안녕하세요! 오늘도 왔어요"],
  ["Tom", "Hello from Berlin, it is still morning here"],
  ["하준", "오 달항아리 색이 진짜 곱네요"],
  ["서연", "높이가 얼마나 되나요?"],
  ["도윤", "아까 21cm라고 하셨어요"],
  ["서연", "감사합니다!"],
  ["Ines", "Is the glaze food safe?"],
  ["민지", "ㅋㅋㅋ 저도 그거 궁금했어요"],
  ["Tom", "The light on it is lovely"],
  ["유나", "방금 하나 주문했어요! 매화 가지도 같이 오나요?"],
  ["하준", "가지는 안 온대요 ㅠㅠ"],
  ["Ines", "Ordered mine too!"],
  ["도윤", "이천에서 바로 보내 주신대요"],
  ["민지", "다음 방송은 언제예요?"],
  ["유나", "선물용 포장도 되면 좋겠어요"],
];

/**
 * Lets some people talk on a server's demo stream; resolves when all is said.
 *
 * They stay until the function that it gives sends them away.
 */
export async function playConversation(url: string): Promise<() => void> {
  const people = new Map<string, Socket>();
  for (const [nickname, message] of LINES) {
    const socket = people.get(nickname) ?? (await enter(url, nickname));
    people.set(nickname, socket);
    await socket.emitWithAck("send-message", { streamId: "demo", message });
  }
  return () => {
    for (const socket of people.values()) socket.close();
  };
}

async function enter(url: string, nickname: string): Promise<Socket> {
  const socket = io(url, { forceNew: true, transports: ["websocket"] });
  await once(socket as never, "connect");
  await socket.emitWithAck("join-room", {
    streamId: "demo",
    user: { userId: nickname, nickname },
  });
  return socket;
}
