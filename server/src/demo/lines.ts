import type { Extra } from "./cast.ts";

/** What viewers of a shop that sells a moon jar write, one line each. */
export const LINES: Record<Extra["lang"], readonly string[]> = {
  ko: `안녕하세요~ 오늘도 왔어요
와 색감 진짜 예쁘다
이거 높이가 어느 정도예요?
21cm라고 하셨어요
방금 주문했어요!! 빨리 받고 싶다
선물 포장도 되나요?
ㅋㅋㅋㅋㅋㅋㅋㅋ
헐 벌써 품절 임박이에요?
저번 방송에서 산 거 너무 잘 쓰고 있어요
배송은 며칠 걸려요?
제주도도 배송되나요
식기세척기 돌려도 괜찮나요?
전자레인지는 안 되는 거죠?
우와 빛 받으니까 더 예쁘네요
엄마 생신 선물로 딱이다
두 개 사면 할인 있나요?
무광도 있으면 좋겠어요
아까 그 각도 한 번만 더 보여 주세요 🙏
실물이 훨씬 예뻐요 진짜로
고민하는 사이에 다 팔리겠어요 ㅠㅠ
장바구니에 담아 두고 30분째 고민 중이에요... 누가 저 좀 결제하게 등 떠밀어 주세요 ㅋㅋㅋ
결제 완료! 감사합니다 ❤️
쿠폰은 어디서 받아요?
화면 위에 쿠폰 뜨는 거 누르시면 돼요
작은 사이즈는 언제 다시 들어와요?
ㅠㅠ 놓쳤다
오오오오
이천에서 바로 보내 주신대요
유약은 어떤 걸 쓰시나요?
도자기 하나하나 조금씩 다르게 생겨서 더 좋아요. 대량 생산이랑은 느낌이 완전 달라요
매화 그림 손으로 그리신 거예요? 대단하다 👏👏👏
가격 실화인가요
교환 되나요?
받자마자 후기 남길게요!
달항아리는 사랑입니다
네!
저요저요
1등 🥇
오늘 방송 몇 시까지 해요?
목소리 너무 좋으세요 ㅎㅎ`.split("\n"),
  en: `Hello from Berlin, still morning here ☀️
That glaze is beautiful
How tall is it?
Do you ship to Canada?
Just ordered mine!
Is it food safe?
Second time buying from you, love it
The light on it is so soft
wow
Could you show the bottom, please?
My mum would love this
Is the plum blossom painted by hand?
Take my money 😂
How long does delivery to Europe take?
I've been looking for one of these for years and never found one with a shape as calm as this
30% off, really?
Sold out already??
Thank you!`.split("\n"),
  ja: `こんばんは!
色がとてもきれいですね
高さはどのくらいですか?
日本にも発送できますか?
注文しました、楽しみです
手描きなんですか?すごい
欲しいけど迷う…
わあ〜
前回買ったお皿も毎日使っています
ありがとうございます!`.split("\n"),
  zh: `大家好
这个颜色太美了
可以寄到上海吗?
有多高?
已下单,期待!
是手绘的吗?好厉害
还有小号的吗?
哈哈哈哈
第二次来买了,质量很好
谢谢主播`.split("\n"),
  vi: `Chào mọi người!
Màu men đẹp quá
Có giao về Việt Nam không ạ?
Mình vừa đặt một cái rồi
Cao bao nhiêu vậy ạ?
Đẹp xuất sắc 😍
Còn hàng không shop ơi?`.split("\n"),
  th: `สวัสดีค่ะ
สวยมากกกก
ส่งไทยไหมคะ
สั่งแล้วนะคะ รอเลย
สูงเท่าไหร่คะ
ชอบสีนี้มาก
ขอบคุณค่ะ 🙏`.split("\n"),
};
