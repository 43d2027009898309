/** In-app browsers, whose windows cannot answer. */
const IN_APP = /KAKAOTALK|NAVER\(|Instagram|FBA[NV]|\bLine\//;

/**
 * Opens an empty window for the sign-in page. Null if that is impossible.
 *
 * Call it synchronously in a click, otherwise browsers block it as an advertisement.
 */
export function openPopUp(): Window | null {
  if (IN_APP.test(navigator.userAgent)) return null;
  return open("about:blank", "_blank", "popup,width=440,height=660");
}
