import { pagesOf, type Viewer } from "../shared/viewer";

/** Where to go after signing in: where one came from, if that is a page of this account, else its first page. */
export function destination(viewer: Viewer, next: string | null): string | null {
  const pages = pagesOf(viewer).map((page) => `/${page}/`);
  return [...pages, "/account/"].some((page) => next?.startsWith(page)) ? next : (pages[0] ?? null);
}
