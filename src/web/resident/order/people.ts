import { computed } from "vue";
import { MyPeopleDocument, type MyPeopleQuery } from "../../generated/resident/graphql";
import { useAnswer } from "../../shared/graphql/answer";
import { useViewer } from "../../shared/viewer";

export type Person = MyPeopleQuery["residents"]["nodes"][number];

/** Those for whom I may order, myself first. */
export function usePeople() {
  const mine = useViewer().resident?.id;
  const { data, trouble, again } = useAnswer(MyPeopleDocument, { first: 100 });
  const people = computed(() => [...(data.value?.residents.nodes ?? [])].sort((a, b) => Number(b.id === mine) - Number(a.id === mine)));
  return { mine, people, loaded: computed(() => data.value !== undefined), trouble, again };
}
