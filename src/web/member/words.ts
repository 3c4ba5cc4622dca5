import type { Words } from "../shared/words";
import { meWords } from "./me/words";
import { recordWords } from "./records/words";
import { serviceWords } from "./service/words";
import { swapWords } from "./swaps/words";
import { timesWords } from "./times/words";
import { weekWords } from "./week/words";

export const words = {
  tab: {
    label: ["我的页面", "My pages"],
    week: ["本周", "Week"],
    times: ["空闲时间", "Free times"],
    records: ["我的记录", "Records"],
    me: ["我的", "Me"],
  },
  ...weekWords,
  ...serviceWords,
  ...swapWords,
  ...timesWords,
  ...recordWords,
  ...meWords,
} as const satisfies Words;
