import type { Words } from "../../shared/words";

export const words = {
  sheet: {
    title: ["{unit} {day} 服务日程单", "{unit}, {day}: services"],
    lead: ["共 {services} 项服务。{at} 由{by}打印。", "{services} services. Printed {at} by {by}."],
    planTitle: ["{unit} {week} 派单方案（未发布）", "{unit}, {week}: plan, not yet published"],
    planLead: ["{number}，共安排 {services} 项服务；名单上的人还没有收到邀请。{at} 由{by}打印。", "{number}: {services} services; nobody on it has been asked yet. Printed {at} by {by}."],
    noPlan: ["这次派单现在没有可以打印的方案。", "This run has no plan to print at the moment."],
    count: ["{n} 项服务", "{n} service | {n} services"],
    of: ["{community}的服务", "Services of {community}"],
    community: ["社区", "Community"],
    allCommunities: ["全部社区", "All communities"],
    wholeWeek: ["整周", "The whole week"],
    sofar: ["已取 {n} / {all}…", "{n} of {all}…"],
    where: ["地点", "Where"],
    came: ["到场签字", "Signature"],
    unanswered: ["包括还没答复的", "With those who have not answered"],
    private: ["包括地址和电话（会留下记录）", "With address and telephones (noted)"],
    aside: ["（{said}）", "({said})"],
    keepSafe: ["本单含个人信息，请妥善保管，用后销毁。", "This sheet holds private data: keep it safe, and destroy it afterwards."],
    print: ["打印", "Print"],
    none: ["这一天没有服务。", "No services on this day."],
    noneInWeek: ["这一周没有服务。", "No services in this week."],
  },
} as const satisfies Words;
