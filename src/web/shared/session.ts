import { readLanguage } from "./language";

/**
 * The session lives in a cookie that no script can read. The server takes notice of it only in requests with
 * this header, which another site cannot send for us.
 */
export const PAGE_HEADERS: Readonly<Record<string, string>> = { "X-Sanbao-Page": "1", "Accept-Language": readLanguage() };

let signingOut = false;
addEventListener("pageshow", () => (signingOut = false));

/** To the sign-in page, and back here afterwards. Drafts stay in the tab. */
export function leaveToSignIn(): void {
  if (!signingOut) location.assign(`/signin/?next=${encodeURIComponent(location.pathname + location.search)}`);
}

/** Ends the session by `end` and goes where it says; what is asked meanwhile comes too late and leads nowhere. */
export async function leaveForGood(end: () => Promise<string | null>): Promise<void> {
  signingOut = true;
  const address = await end();
  if (address === null) signingOut = false;
  else location.assign(address);
}
