import type { Words } from "../../shared/words";

export const words = {
  timer: {
    title: ["定时派单", "Weekly timer"],
    lead: ["到时间自动为下一周派单；发布仍由您决定。", "A run for the following week starts by itself; publishing stays with you."],
    rings: ["下一次：{when}", "Next: {when}"],
    off: ["已关闭。", "It is off."],
    none: ["还没有设置。", "There is none yet."],
    weekday: ["星期", "Weekday"],
    time: ["时间", "Time"],
    policy: ["派单方案", "Policy"],
    standard: ["标准方案", "Standard policy"],
    enabled: ["开启", "On"],
    save: ["保存", "Save"],
  },
} as const satisfies Words;
