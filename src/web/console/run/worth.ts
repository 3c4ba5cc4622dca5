import { computed, type ComputedRef } from "vue";
import { useI18n } from "vue-i18n";
import { useRun, type Run } from "./run";

type Rules = Pick<Run["policy"], "requestValue" | "travelCost">;

/** Points of a score as people can picture them: minutes of somebody's way, or ordinary requests. */
export interface Worth {
  readonly amount: number;
  readonly unit: "minutes" | "requests" | "points";
}

/** What points are worth under the rules; amounts carry the points' sign. */
export function worthOf(points: number, { requestValue, travelCost }: Rules): Worth {
  if (Math.abs(points) >= requestValue / 2) return { amount: Math.round((points / requestValue) * 10) / 10, unit: "requests" };
  if (travelCost > 0) return { amount: Math.round((points / travelCost) * 10) / 10, unit: "minutes" };
  return { amount: Math.round(points), unit: "points" };
}

/** Says what points are worth, without their sign, under the rules of the run in hand: 12 分钟路程, 3 个普通需求. */
export function useWorth(): ComputedRef<(points: number) => string> {
  const { t } = useI18n();
  const { run } = useRun();
  return computed(() => (points: number) => {
    const { amount, unit } = worthOf(Math.abs(points), run.value.policy);
    return t(`worth.${unit}`, { n: amount });
  });
}
