import type { Words } from "../../shared/words";

export const words = {
  swaps: {
    title: ["代班", "Swaps"],
    lead: ["换人来做已接的服务。同意后原来的人不用再来；不同意时还可以换别人接。", "Somebody else takes a service. With your yes the first need not come; with a no others may still take it."],
    which: ["显示", "Show"],
    waiting: ["等您同意", "Wait for consent"],
    all: ["全部", "All"],
    none: ["没有代班。", "No swaps."],
    noneWaits: ["没有等您同意的代班。", "No swap waits for your consent."],
    service: ["服务", "Service"],
    when: ["时间", "Time"],
    until: ["{when} 前有效", "until {when}"],
    giver: ["原来的人", "Who gives"],
    taker: ["谁来接", "Who takes"],
    forOne: ["指定的", "asked by name"],
    cost: ["代价（分）", "Price (points)"],
    state: ["状态", "State"],
    decide: ["处理", "Decide"],
    consent: ["同意", "Consent"],
    refuse: ["不同意", "Refuse"],
    reallyRefuse: ["确认不同意", "Really refuse"],
    reason: ["原因", "Reason"],
    reasonLead: ["写明原因，成员看得到", "Why; the members read it"],
  },
} as const satisfies Words;
