import { inject, type InjectionKey } from "vue";
import type { WhoAmIQuery } from "../generated/frontend/graphql";

export type Viewer = NonNullable<WhoAmIQuery["viewer"]>;
export type Audience = "console" | "member" | "resident";

/** The pages that an account gets, the likeliest first. */
export function pagesOf(viewer: Viewer): Audience[] {
  const pages: Audience[] = [];
  if (viewer.administersAll || viewer.grants.length > 0) pages.push("console");
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

/** Whether the viewer has a right, such as `run:read`, on any unit: what to offer him. What he may is the server's to say. */
export function holds(viewer: Viewer, right: string): boolean {
  return viewer.administersAll || viewer.grants.some((grant) => grant.permissions.includes(right));
}

/** The units at the top of what the viewer has a right on; none for who administers all. */
export function unitsWith(viewer: Viewer, right: string): { readonly id: string; readonly name: string }[] {
  const units = viewer.grants.filter((grant) => grant.permissions.includes(right)).map((grant) => grant.unit);
  return [...new Map(units.map((unit) => [unit.id, unit])).values()];
}
