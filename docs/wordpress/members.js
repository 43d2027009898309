// Tells the chats of a page who is logged in. The page itself is the same for everybody: who it is
// stands in the answer to a request that the browser's cookie goes along with.
(() => {
  const LOOK_EVERY_MS = 2000;
  // Present while a person is logged in, with another value after each login.
  const MARKER = /(?:^|; )live_chat_member_\w+=[^;]+/g;

  const marker = () => (document.cookie.match(MARKER) ?? []).join();
  const chats = () => document.querySelectorAll("live-chat[data-members]");
  /** One function for each address: chats with the same function share a connection. */
  const askers = new Map();
  let seen = marker();

  async function askToken(address) {
    // Visitors who are not logged in cause no request.
    if (marker() === "") return null;
    const response = await fetch(address, {
      method: "POST",
      credentials: "same-origin",
      cache: "no-store",
    });
    const answer = await response.json();
    if (response.ok) return answer.token;
    console.warn(answer.message);
    throw new Error(answer.message);
  }

  function connect(chat) {
    const { members, login } = chat.dataset;
    if (!askers.has(members)) askers.set(members, () => askToken(members));
    chat.token = askers.get(members);
    chat.addEventListener("live-chat-sign-in", (event) => {
      event.preventDefault();
      const address = new URL(login, location.href);
      address.searchParams.set("redirect_to", location.href);
      location.assign(address);
    });
  }

  /** Finds chats that were added later, and asks again after a login or logout in any tab. */
  function look() {
    for (const chat of chats()) if (!chat.token) connect(chat);
    const now = marker();
    if (now === seen) return;
    seen = now;
    // An element that is not upgraded yet asks by itself later.
    for (const chat of chats()) chat.reauthenticate?.();
  }

  look();
  setInterval(look, LOOK_EVERY_MS);
  for (const event of ["focus", "pageshow"]) addEventListener(event, look);
  document.addEventListener("visibilitychange", look);
})();
