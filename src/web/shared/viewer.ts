import { inject, type InjectionKey } from "vue";
import type { WhoAmIQuery } from "../generated/frontend/graphql";

export type Viewer = NonNullable<WhoAmIQuery["viewer"]>;
export type Audience = "console" | "member" | "resident";

/** The pages that an account gets, the likeliest first. */
export function pagesOf(viewer: Viewer): Audience[] {
  const pages: Audience[] = [];
  if (viewer.grants.length > 0) pages.push("console");
  if (viewer.member) pages.push("member");
  if (viewer.mayOrder) pages.push("resident");
  return pages;
}

export const VIEWER: InjectionKey<Viewer> = Symbol("viewer");

/** Who is signed in. Only inside `<SignedIn>`. */
export function useViewer(): Viewer {
  const viewer = inject(VIEWER);
  if (viewer === undefined) throw new Error("useViewer() outside <SignedIn>");
  return viewer;
}
