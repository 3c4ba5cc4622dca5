import type { Words } from "../shared/words";

export const words = {
  runs: {
    title: ["每周派单", "Weekly runs"],
    lead: ["选好单位、哪一周和规则，一步一步派单。", "Choose unit, week and rules, and go step by step."],
    unit: ["单位", "Unit"],
    week: ["周", "Week"],
    create: ["新建派单", "New run"],
    number: ["编号", "Number"],
    state: ["状态", "State"],
    served: ["已安排", "Served"],
    gap: ["离最好至多差", "From the best, at most"],
    none: ["还没有派单。", "No runs yet."],
  },
  runState: {
    DRAFT: ["草稿", "Draft"],
    QUEUED: ["排队中", "Queued"],
    RUNNING: ["计算中", "Solving"],
    PROPOSED: ["待发布", "Proposed"],
    PUBLISHED: ["已发布", "Published"],
    FAILED: ["失败", "Failed"],
    CANCELLED: ["已停止", "Stopped"],
    DISCARDED: ["已作废", "Discarded"],
  },
} as const satisfies Words;
