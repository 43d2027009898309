/** Every text of the page that shows how to embed the chat; the other languages have the same keys. */
export const en = {
  pageTitle: "Put the chat on your page · live-chat",
  language: "Language",
  theme: "Theme",
  themeAuto: "Auto",
  themeLight: "Light",
  themeDark: "Dark",
  title: "Put the chat on your page",
  lead: "Name your stream, choose where the chat goes, and paste. The preview is the real chat.",
  chat: "The chat",
  streamId: "Stream id",
  themeDevice: "The device's",
  languagePage: "The page's",
  ways: "Where the chat goes",
  tagName: "One tag",
  pinnedName: "Pinned",
  frameName: "Frame",
  htmlHint:
    "Paste this where the chat should be. It is 560 px high unless your CSS says otherwise.",
  tagHint:
    "For site builders that take a script and no other tags. The chat appears where the tag is.",
  pinnedHint:
    "The browser accepts only this exact script. After an upgrade of the chat server, paste the new snippet: until then the page has no chat.",
  reactHint: "A component for React 18 and 19. It renders on servers, too.",
  nextHint: "In a server or a client component; the variable is your chat server.",
  wordpressHint:
    "With the plugin from docs/wordpress, and this server's address in its settings. There is a block of the same, too.",
  frameHint: "A page that allows no scripts often allows a frame.",
  obsHint:
    "In OBS add a Browser source with this address and this size. It is transparent. Messages that you write below the preview appear on it.",
  width: "Width",
  height: "Height",
  fits: "Room for",
  fitsHow: "six messages of two lines",
  pause: "Pause",
  play: "Play",
  copy: "Copy",
  copied: "Copied.",
  copyByHand: "Selected: copy it with your keyboard.",
  originsNote:
    "Pages on other sites may embed the chat when this server's CHAT_ORIGINS names them, like https://shop.example.",
  preview: "Live preview",
};
