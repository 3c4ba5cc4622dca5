import type { Words } from "../../shared/words";

export const words = {
  residents: {
    title: ["居民与住户", "Residents"],
    people: ["居民", "Residents"],
    households: ["住户", "Households"],
    register: ["登记居民", "Register a resident"],
    household: ["住户", "Household"],
    none: ["这里没有居民。", "No residents here."],
    account: ["登录账号", "Account"],
  },
  resident: {
    opened: ["打开的居民", "Open resident"],
    registered: ["已登记：{name}", "Registered: {name}"],
    saved: ["{name} 的资料已保存。", "{name}: saved."],
    noPlace: ["没有位置：派单时无法计算路程。", "No position: the way there cannot be reckoned."],
    orders: ["他的需求", "His requests"],
  },
  households: {
    title: ["住户", "Households"],
    add: ["新增住户", "New household"],
    label: ["门牌或户名", "Label"],
    linked: ["联户成员", "Looked after by"],
    notLinked: ["没有人联系", "By nobody"],
    onlyUnlinked: ["只看没有联户成员的", "Only those without a member"],
    none: ["这里没有住户。", "No households here."],
  },
  household: {
    opened: ["打开的住户", "Open household"],
    created: ["已新增：{name}", "Added: {name}"],
    saved: ["{name} 已保存。", "{name}: saved."],
    mayRequest: ["可代为点单", "may order for them"],
    ended: ["{date} 结束", "ended {date}"],
    link: ["安排联户成员", "Let a member look after it"],
    linkSet: ["安排", "Link"],
    centre: ["所属党员中心户", "Centre household"],
    end: ["结束联系 {name}", "End the link of {name}"],
    linked: ["{name} 开始联系这一户。", "{name} looks after it now."],
  },
} as const satisfies Words;
