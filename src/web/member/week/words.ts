import type { Words } from "../../shared/words";

export const weekWords = {
  week: {
    waiting: ["等您答复", "Waiting for your answer"],
    thisWeek: ["本周", "This week"],
    nextWeek: ["下周", "Next week"],
    mine: ["我的一周", "My week"],
    earlier: ["前一周", "Week before"],
    later: ["后一周", "Week after"],
    nothing: ["这一周没有您的服务。", "You have no services in this week."],
    next: ["下一次：{when}，{what}。", "Next: {when}, {what}."],
    seeNext: ["看那一周", "See that week"],
    print: ["打印这一周", "Print this week"],
    nothingWaiting: ["没有需要您答复的邀请。", "Nothing waits for your answer."],
    swaps: ["有 {n} 个服务在找人代班", "{n} service looks for somebody to take over | {n} services look for somebody to take over"],
    mySwaps: ["我的代班", "My swaps"],
    old: ["下面是 {at} 时的安排，可能已有变化。", "Below is how it stood at {at}; it may have changed."],
    paused: ["您已暂停服务，不会收到新的邀请。", "You have paused: no new offers come."],
    resume: ["去恢复", "Come back"],
  },
  change: {
    gone: ["「{what}」（{was}）不再需要您答复。", "“{what}” ({was}) no longer needs your answer."],
    withdrawn: ["社区撤回了「{what}」（{was}），您不用去了。", "The community has withdrawn “{what}” ({was}); you need not go."],
    overdue: ["「{what}」（{was}）已过答复期限。", "The time to answer “{what}” ({was}) is over."],
    moved: ["「{what}」改时间了：原来是{was}，现在是{now}。", "“{what}” has moved from {was} to {now}."],
  },
} as const satisfies Words;
