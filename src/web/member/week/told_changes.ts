import { watch, type Ref } from "vue";
import { useI18n } from "vue-i18n";
import type { MyServiceFragment } from "../../generated/member/graphql";
import { itemName } from "../../shared/item_name";
import { moment, span } from "../../shared/time";
import { warn } from "../notice/notices";
import { changesBetween } from "./changes";

/** Tells the member in words what became of the services he has before his eyes. `answered`: by himself, just now. */
export function useToldChanges(services: Ref<readonly MyServiceFragment[] | undefined>, answered: ReadonlySet<string>): void {
  const { t } = useI18n();
  watch(services, (after, before) => {
    if (after === undefined || before === undefined) return;
    for (const { kind, was, now } of changesBetween(before, after, answered))
      warn(t(`change.${kind}`, { what: itemName(was.request.menuItem), was: span(was.startsAt, was.endsAt), now: now ? moment(now.startsAt) : "" }));
  });
}
