import type { MessageEntry, Role } from "#protocol";
import { nameColorClass, nameTag } from "../../theme/name-color.ts";

const MARKS: Partial<Record<Role, string>> = { owner: "★", moderator: "✦" };

/** The row of one message: author and text. */
export function makeRow(row: MessageEntry, hasPictures: boolean): HTMLElement {
  const element = make("div", "overlay-row", "message");
  element.dataset["id"] = row.id;
  const body = make("div", "body");
  const name = make("bdi", `name ${nameColorClass(row.userId)}`, "name", row.nickname);
  const text = make("span", "text", "text", row.message);
  text.dir = "auto";
  const mark = row.userId.startsWith("bot:") ? "⚙" : MARKS[row.role];
  if (mark) body.append(make("span", "mark", "badge", mark), " ");
  body.append(name, " ", text);
  element.append(makeAvatar(row, hasPictures), body);
  return element;
}

/** Marks whose name it is, where several guests have it. */
export function tagRow(element: Element, { userId }: MessageEntry): void {
  if (element.querySelector(".name-tag")) return;
  element.querySelector(".name")?.after(make("small", "name-tag", "name-tag", nameTag(userId)));
}

function makeAvatar({ userId, nickname, avatarUrl }: MessageEntry, isShown: boolean): HTMLElement {
  const initial = [...nickname.trim()][0]?.toLocaleUpperCase();
  const avatar = make("span", `avatar ${nameColorClass(userId)}`, "avatar", initial);
  avatar.ariaHidden = "true";
  if (isShown && avatarUrl) {
    const picture = new Image();
    picture.alt = "";
    picture.referrerPolicy = "no-referrer";
    picture.addEventListener("error", () => picture.remove());
    picture.src = avatarUrl;
    avatar.append(picture);
  }
  return avatar;
}

function make(tag: string, className: string, part?: string, text = ""): HTMLElement {
  const element = document.createElement(tag);
  element.className = className;
  if (part) element.setAttribute("part", part);
  element.textContent = text;
  return element;
}
