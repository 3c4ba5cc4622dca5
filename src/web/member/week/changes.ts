/** What a member needs to know of a service to see that it is another than before. */
interface Planned {
  readonly id: string;
  readonly state: string;
  readonly startsAt: string;
  readonly endsAt: string;
}

export interface Change<One> {
  readonly kind: "gone" | "moved" | "withdrawn" | "overdue";
  readonly was: One;
  readonly now: One | null;
}

const HELD = new Set(["OFFERED", "ACCEPTED"]);

/** How a list of services differs from the one that the member has before his eyes, but for what he did himself. */
export function changesBetween<One extends Planned>(before: readonly One[], after: readonly One[], own: ReadonlySet<string>): Change<One>[] {
  const found: Change<One>[] = [];
  for (const was of before) {
    if (!HELD.has(was.state) || own.has(was.id)) continue;
    const now = after.find(({ id }) => id === was.id) ?? null;
    if (now === null) found.push({ kind: "gone", was, now });
    else if (now.state === "WITHDRAWN") found.push({ kind: "withdrawn", was, now });
    else if (now.state === "EXPIRED") found.push({ kind: "overdue", was, now });
    else if (now.startsAt !== was.startsAt || now.endsAt !== was.endsAt) found.push({ kind: "moved", was, now });
  }
  return found;
}
