import type { PolicyNumbersFragment, PolicyNumbersInput } from "../../../generated/coordinator/graphql";

type Weights = Pick<
  PolicyNumbersFragment,
  "requestValue" | "travelCost" | "fairnessCost" | "changeCostProposed" | "changeCostOffered" | "changeCostAccepted" | "continuityBonus" | "intentionBonus" | "waitingWeight"
>;

/**
 * A policy as somebody answers for it: how many minutes more on the way each thing is worth; `waiting` in ordinary
 * requests for each week of waiting.
 */
export interface Answers {
  serve: number;
  familiar: number;
  wish: number;
  even: number;
  keepProposed: number;
  keepOffered: number;
  keepAccepted: number;
  waiting: number;
}
export type Question = keyof Answers;

/** The questions in order, each with what is offered as answers. */
export const QUESTIONS: readonly { readonly key: Question; readonly choices: readonly number[] }[] = [
  { key: "familiar", choices: [0, 5, 10, 20, 40] },
  { key: "wish", choices: [0, 2, 5, 10, 20] },
  { key: "even", choices: [0, 3, 6, 12, 30] },
  { key: "serve", choices: [90, 120, 240, 500, 1000] },
  { key: "waiting", choices: [0, 1, 2, 3] },
  { key: "keepProposed", choices: [0, 5, 10, 20] },
  { key: "keepOffered", choices: [0, 5, 15, 30, 60] },
  { key: "keepAccepted", choices: [15, 60, 150, 480] },
];

/** What a minute's way costs where a policy says that it costs nothing: the questions need a measure. */
const STANDARD_MINUTE = 20;

/**
 * How much the square of a load grows, more with a third service than with a first: what `even` asks about, somebody
 * without any service beside one who has two.
 */
const THIRD_OVER_FIRST = 4;

const minuteOf = ({ travelCost }: Pick<Weights, "travelCost">) => travelCost || STANDARD_MINUTE;

/** What the numbers of a policy answer, to a tenth of a minute. */
export function answersOf(policy: Weights): Answers {
  const minutes = (points: number) => Math.round((10 * points) / minuteOf(policy)) / 10;
  return {
    serve: minutes(policy.requestValue),
    familiar: minutes(policy.continuityBonus),
    wish: minutes(policy.intentionBonus),
    even: minutes(policy.fairnessCost * THIRD_OVER_FIRST),
    keepProposed: minutes(policy.changeCostProposed),
    keepOffered: minutes(policy.changeCostOffered),
    keepAccepted: minutes(policy.changeCostAccepted),
    waiting: policy.waitingWeight,
  };
}

/** The numbers that say what was answered, measured by what a minute's way costs in `policy`. */
export function numbersOf(answers: Answers, policy: Pick<Weights, "travelCost">): PolicyNumbersInput {
  const minute = minuteOf(policy);
  const points = (minutes: number) => Math.round(minutes * minute);
  return {
    travelCost: minute,
    requestValue: points(answers.serve),
    continuityBonus: points(answers.familiar),
    intentionBonus: points(answers.wish),
    fairnessCost: Math.round((answers.even * minute) / THIRD_OVER_FIRST),
    changeCostProposed: points(answers.keepProposed),
    changeCostOffered: points(answers.keepOffered),
    changeCostAccepted: points(answers.keepAccepted),
    waitingWeight: Math.round(answers.waiting),
  };
}
