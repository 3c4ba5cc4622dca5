import type { MyServiceFragment } from "../../generated/member/graphql";

/** What the day asks of the member at a moment, if anything. */
export function dueNow({ state, checkInTerms }: Pick<MyServiceFragment, "state" | "checkInTerms">, now: Date): "goCheckIn" | "goCheckOut" | null {
  if (state === "CHECKED_IN") return "goCheckOut";
  const isOpen = now >= new Date(checkInTerms.opensAt) && now < new Date(checkInTerms.closesAt);
  return state === "ACCEPTED" && isOpen ? "goCheckIn" : null;
}
