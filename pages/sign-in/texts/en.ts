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
  demoHost: "Host",
  demoHostNote: "The host looks after the chat: remove, time out, pin, as they would.",
  demoHostLink:
    "Open the demo once in this browser by the link that the terminal shows. Then you can be its host.",
  nickname: "Nickname",

  outsideHeading: "Open your browser",
  outsideNote:
    "Google signs nobody in inside other apps. Open the site in your own browser, and sign in there.",
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
  noWay: "This chat's people sign in on the site itself.",
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
