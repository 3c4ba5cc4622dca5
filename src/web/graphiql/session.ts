/** The bearer token of this browser tab. It ends with the tab: never in localStorage, never in a cookie. */

export interface Session {
  readonly token: string;
  /** What the person typed to sign in; empty when a token was pasted. */
  readonly login: string;
}

const STORAGE_KEY = "sanbao.session";

export function readSession(): Session | null {
  const stored = sessionStorage.getItem(STORAGE_KEY);
  return stored === null ? null : (JSON.parse(stored) as Session);
}

export function keepSession(session: Session | null): void {
  if (session === null) sessionStorage.removeItem(STORAGE_KEY);
  else sessionStorage.setItem(STORAGE_KEY, JSON.stringify(session));
}

/** The token inside pasted text: people often paste the whole header value. */
export function pastedToken(text: string): string {
  return text.trim().replace(/^(authorization:\s*)?bearer\s+/i, "");
}
