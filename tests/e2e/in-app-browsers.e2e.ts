import { expect, test } from "./fixtures.ts";

/* By user agent and emulation, without a device. Other changes by such apps are not tested here. */

const ANDROID = "Mozilla/5.0 (Linux; Android 14; SM-S911N Build/UP1A.231005.007; wv)";
const ENGINE =
  "AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/130.0.0.0 Mobile Safari/537.36";
const APPS = [
  ["KakaoTalk", `${ANDROID} ${ENGINE} KAKAOTALK 2410500`],
  ["NAVER", `${ANDROID} ${ENGINE} NAVER(inapp; search; 2000; 12.8.51)`],
  ["the Google app", `${ANDROID} ${ENGINE} GSA/15.40.31`],
  [
    "the Google app on iOS",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) GSA/330.0 Mobile/15E148 Safari/604.1",
  ],
] as const;

for (const [app, userAgent] of APPS)
  test(`one chats in ${app}, and its fields are too large to be zoomed to`, async ({
    server,
    newViewer,
  }) => {
    const viewer = await newViewer({
      userAgent,
      viewport: { width: 360, height: 640 },
      deviceScaleFactor: 3,
      hasTouch: true,
      isMobile: true,
    });
    await viewer.watch(`${server.url}/embed/s1?lang=en`);
    const sizes = () =>
      viewer.chat.evaluate(({ shadowRoot }) =>
        [...shadowRoot!.querySelectorAll("input, textarea, select")].map((field) =>
          Number.parseFloat(getComputedStyle(field).fontSize),
        ),
      );
    expect(Math.min(...(await sizes()))).toBeGreaterThanOrEqual(16);
    await viewer.join("Mina");
    await viewer.chat.locator("[part~=settings]").tap();
    await viewer.chat.getByRole("radio").first().check({ force: true });
    await viewer.page.keyboard.press("Escape");
    await viewer.chat.locator("[part~=emoji]").tap();
    await viewer.chat.locator("[part~=emoji-picker] input").waitFor();
    const shown = await viewer.chat.evaluate(({ shadowRoot }) =>
      [...shadowRoot!.querySelectorAll("textarea, [part~=emoji-picker] :is(input, select)")].map(
        (field) => Number.parseFloat(getComputedStyle(field).fontSize),
      ),
    );
    expect(Math.min(...shown)).toBeGreaterThanOrEqual(16);
    await viewer.page.keyboard.press("Escape");
    await viewer.say("hello from an app");
    await viewer.sees("hello from an app");
    const box = await viewer.chat.boundingBox();
    expect(box).toMatchObject({ x: 0, y: 0, ...viewer.page.viewportSize() });
  });
