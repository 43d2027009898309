/** Every text of the sign-in page. Other languages have the same, or do not compile. */
export const en = {
  lang: "en",
  heading: "Sign in to chat",
  /** `{site}` is the name of the page that asks. */
  forSite: "to take part in the chat on {site}",
  promise: "The site learns your nickname and picture. Your e-mail address and password stay here.",
  with: {
    google: "Continue with Google",
    facebook: "Continue with Facebook",
    kakao: "Continue with Kakao",
  },
  or: "or",
  email: "E-mail",
  sendCode: "Send me a code",
  withPassword: "Sign in with a password",
  password: "Password",
  codeHeading: "Check your e-mail",
  codeSent: (email: string) => `We have sent a one-time code to ${email}.`,
  code: "Code",
  continue: "Continue",
  back: "Back",
  goBack: "Back to the site",

  demoHeading: "Who are you?",
  demoNote: "This is a demo: pick anyone, or make somebody up.",
  demoOwnerNote: "To look after this chat as its owner, open the link that the terminal shows.",
  nickname: "Nickname",
  nicknameWrong: "A nickname has 1 to 32 visible characters.",

  owner: "Owner",
  moderator: "Moderator",
  continueAs: (name: string) => `Continue as ${name}`,
  ownerHeading: "Become the owner of this chat",
  ownerNote:
    "Owners look after every chat on this server: they delete messages, time people out, set filters, and make others moderators.",
  ownerButton: "Become the owner",
  moderatorHeading: "Become a moderator",
  moderatorNote:
    "You have been invited to look after this chat: to delete messages, time people out, and keep it friendly.",
  moderatorOfAllNote:
    "You have been invited to look after all shows of this channel: to delete messages, ban people from all of them, and keep them friendly.",
  moderatorButton: "Become a moderator",
  inviteOnce: (time: string) =>
    `This link works once, until ${time}. Nothing happens before you press the button.`,
  inviteInApp:
    "You have opened this inside another app. The role would be valid in this app only. Open the link in your own browser instead.",
  inviteInvalidHeading: "This link no longer works",
  inviteInvalid: "It was used, revoked or has expired. Ask for a new one.",
  youAreOwner: "You are the owner",
  youAreModerator: "You are a moderator",
  siteAddress: "The page of your site with the chat",
  siteOpen: "Open it and sign in",
  siteUnknown: "The chat server does not know this site. Put it into CHAT_ORIGINS.",
  siteWrong: "Write the address of the page, like https://shop.example/live.",
  hereStream: "A chat by its stream id, on this server",
  hereOpen: "Open the chat",
  sitesNone: "For the chat on pages of your own site, put the site into CHAT_ORIGINS.",
  comeBack:
    "Keep the address of this page: when you are signed out somewhere, sign in again here.",
  signOut: "Sign out in this browser",
  signedOutHeading: "Signed out",

  outsideHeading: "Open your browser",
  outsideNote:
    "Google does not allow signing in inside other apps. Open the site in your own browser, and sign in there.",
  openOutside: "Open in my browser",
  copyAddress: "Copy the address",
  copied: "Copied.",

  doneHeading: "Signed in",
  done: "You can close this window.",
  noRequestHeading: "Nothing to sign in to",
  noRequest: "Open this page from a chat, by its sign-in button.",
  notStartedHeading: "Begin in the chat",
  notStarted:
    "For your safety, signing in begins with the sign-in button of a chat. Go to the site and press it there.",
  unheardHeading: "The site did not answer",
  unheard: "The page that opened this window has gone. Go back to the site and sign in again.",
  noWayHeading: "No sign-in here",
  noWay: "People sign in to this chat on the site itself.",
  expiredHeading: "This took too long",
  failedHeading: "This did not work",

  cancelled: "You have not been signed in. Try again, or choose another way.",
  expired: "Go back to the chat and begin again.",
  wrongPassword: "The e-mail address or the password is not right.",
  wrongCode: "This code is not right, or too old.",
  tooOften: "That was too often. Wait a minute and try again.",
  noNetwork: "No connection. Check your network and try again.",
  failed: "Signing in did not work. Try again.",
};
