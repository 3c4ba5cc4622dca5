import { readLanguage } from "./language";

/**
 * The session lives in a cookie that no script can read. The server takes notice of it only in requests with
 * this header, which another site cannot send for us.
 */
export const PAGE_HEADERS: Readonly<Record<string, string>> = { "X-Sanbao-Page": "1", "Accept-Language": readLanguage() };

/** To the sign-in page, and back here afterwards. Drafts stay in the tab. */
export function leaveToSignIn(): void {
  location.assign(`/signin/?next=${encodeURIComponent(location.pathname + location.search)}`);
}
