/** Browsers inside other apps, which open no window that could answer. */
const IN_APP = /KAKAOTALK|NAVER\(|Instagram|FBA[NV]|\bLine\//;

/**
 * Opens an empty window, to be led to the sign-in page. Null where there can be none.
 *
 * It must be called in the click itself, or browsers take it for an advertisement.
 */
export function openPopUp(): Window | null {
  if (IN_APP.test(navigator.userAgent)) return null;
  return open("about:blank", "_blank", "popup,width=440,height=660");
}
