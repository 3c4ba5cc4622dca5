import type { Words } from "../../shared/words";

export const words = {
  sheet: {
    title: ["{unit} {day} 服务日程单", "{unit}, {day}: services"],
    lead: ["共 {services} 项服务。{at} 由{by}打印。", "{services} services. Printed {at} by {by}."],
    services: ["服务", "Services"],
    where: ["地点", "Where"],
    came: ["到场签字", "Signature"],
    unanswered: ["包括还没答复的", "With those who have not answered"],
    private: ["包括地址和电话（会留下记录）", "With address and telephones (noted)"],
    keepSafe: ["本单含个人信息，请妥善保管，用后销毁。", "This sheet holds private data: keep it safe, and destroy it afterwards."],
    print: ["打印", "Print"],
    none: ["这一天没有服务。", "No services on this day."],
  },
} as const satisfies Words;
