import type { Viewer } from "../e2e/viewer.ts";
import { expect, tokenOf } from "./fixtures.ts";

/**
 * What every example must be able to do: a guest and somebody signed in talk,
 * the page hears of it, its own wording is shown, and it moves on to another stream.
 */
export async function talk(
  url: string,
  newViewer: () => Promise<Viewer>,
): Promise<{ guest: Viewer; minji: Viewer }> {
  const [guest, minji] = [await newViewer(), await newViewer()];
  const token = await tokenOf("민지");
  await minji.page.addInitScript((given) => localStorage.setItem("token", given), token);
  await Promise.all([guest.watch(url), minji.watch(url)]);
  await expect(guest.chat).toContainText("아직 조용해요");
  await expect(guest.page.getByText("Tonight")).toBeVisible();

  await guest.chat.getByRole("textbox", { name: /^(Nickname|닉네임)/ }).fill("Tom");
  await guest.chat.getByRole("button", { name: /^(Join|참여하기)/ }).click();
  await guest.say("hello from here");
  await minji.sees("hello from here");
  await minji.say("안녕하세요, 반가워요!");
  await guest.sees("hello from here", "안녕하세요, 반가워요!");
  await expect(guest.chat.locator('[part~="name"]').last()).toContainText("민지");
  await expect(guest.page.locator("output")).toHaveText("hello from here");
  await expect(minji.page.locator("output")).toHaveText("안녕하세요, 반가워요!");

  await guest.page.getByRole("button", { name: "Next stream" }).click();
  await expect(guest.chat).toContainText("아직 조용해요");
  await minji.sees("hello from here", "안녕하세요, 반가워요!");
  return { guest, minji };
}
