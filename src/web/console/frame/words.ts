import type { Words } from "../../shared/words";

export const words = {
  nav: {
    week: ["每周", "The week"],
    people: ["人和需求", "People and requests"],
    settings: ["设置", "Settings"],
    runs: ["派单", "Runs"],
  },
  frame: {
    menu: ["菜单", "Menu"],
    skip: ["跳到内容", "Skip to the content"],
    help: ["键盘快捷键", "Keyboard shortcuts"],
    letters: ["使用快捷键", "Use shortcuts"],
    unit: ["单位", "Unit"],
    members: ["成员", "Members"],
    memberLead: ["输入姓名查找成员", "Type a name"],
    week: ["周", "Week"],
    thisWeek: ["本周", "this week"],
    nextWeek: ["下周", "next week"],
    toThisWeek: ["回到本周", "To this week"],
    earlier: ["上一周", "Week before"],
    later: ["下一周", "Week after"],
    rows: ["第 {from}–{to} 条，共 {total} 条", "{from}–{to} of {total}"],
    noRows: ["没有符合的记录", "Nothing found"],
    pageBack: ["上一页", "Page before"],
    pageOn: ["下一页", "Next page"],
    nothing: ["您的账号在这里没有可以看的内容。", "There is nothing here that your account may see."],
  },
} as const satisfies Words;
