import { computed } from "vue";
import { FollowRequestDocument, type FollowRequestQuery } from "../../generated/resident/graphql";
import { useAnswer } from "../../shared/graphql/answer";

type Node = NonNullable<FollowRequestQuery["node"]>;
export type FollowedRequest = Extract<Node, { number: string }>;

/** One order by its address; null once it is known that there is none. */
export function useRequest(id: () => string) {
  const { data, trouble, again } = useAnswer(FollowRequestDocument, () => ({ id: id() }));
  const request = computed((): FollowedRequest | null | undefined => {
    const node = data.value?.node;
    return node && "number" in node ? (node as FollowedRequest) : node === undefined ? undefined : null;
  });
  return { request, trouble, again };
}

const CHANGEABLE = ["SUBMITTED", "NEEDS_INFO", "QUEUED"];

export const mayChange = (state: string) => CHANGEABLE.includes(state);
export const mayCallOff = (state: string) => mayChange(state) || ["OFFERED", "CONFIRMED"].includes(state);
export const isUntil = (until: string | null | undefined) => until != null && new Date(until) > new Date();
