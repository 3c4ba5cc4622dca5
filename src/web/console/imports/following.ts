import { useClientHandle } from "@urql/vue";
import { onBeforeUnmount, ref, shallowRef } from "vue";
import { ImportProgressDocument, type ImportProgressSubscription } from "../../generated/coordinator/graphql";

export type Standing = ImportProgressSubscription["importProgress"];

const PATIENCE_MILLISECONDS = 1_500;

/** How far an import has come, as the server tells it meanwhile. */
export function useFollowing() {
  const { client } = useClientHandle();
  const standing = shallowRef<Standing | null>(null);
  const isOn = ref(false);
  let leave = () => {};

  /** Listens under an import's key; resolved once the server tells, or when it has not soon: an import goes without, too. */
  function begin(key: string): Promise<void> {
    isOn.value = true;
    return new Promise((resolve) => {
      setTimeout(resolve, PATIENCE_MILLISECONDS);
      ({ unsubscribe: leave } = client.subscription(ImportProgressDocument, { key }).subscribe(({ data }) => {
        if (!data) return;
        standing.value = data.importProgress;
        resolve();
      }));
    });
  }

  function end() {
    leave();
    standing.value = null;
    isOn.value = false;
  }
  onBeforeUnmount(() => leave());
  return { standing, isOn, begin, end };
}
