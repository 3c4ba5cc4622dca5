import type { MenuItemChangeInput, MenuItemLineFragment, Risk, SeatRole, ServiceCategory, Tag } from "../../generated/coordinator/graphql";
import type { Choice } from "../desk/searches";

export interface TypedSeat {
  skill: Choice | null;
  role: SeatRole;
  level: number;
  tags: Tag[];
  required: number;
  wanted: number;
  wantedValue: number;
}

/** A menu item as it is typed; months are empty where it is offered all year. */
export interface TypedItem {
  code: string;
  name: string;
  nameEn: string;
  category: ServiceCategory;
  description: string;
  descriptionEn: string;
  durationMinutes: number;
  weight: number;
  risk: Risk;
  riskNotice: string;
  riskNoticeEn: string;
  conditions: string;
  conditionsEn: string;
  seasonFromMonth: number | "";
  seasonToMonth: number | "";
  seats: TypedSeat[];
}

export const emptySeat = (): TypedSeat => ({ skill: null, role: "VOLUNTEER", level: 1, tags: [], required: 1, wanted: 0, wantedValue: 0 });

export function typedItem(item: MenuItemLineFragment | null): TypedItem {
  return {
    code: item?.code ?? "",
    name: item?.name ?? "",
    nameEn: item?.nameEn ?? "",
    category: item?.category ?? "COMMUNITY_GOVERNANCE",
    description: item?.description ?? "",
    descriptionEn: item?.descriptionEn ?? "",
    durationMinutes: item?.durationMinutes ?? 60,
    weight: item?.weight ?? 1,
    risk: item?.risk ?? "LOW",
    riskNotice: item?.riskNotice ?? "",
    riskNoticeEn: item?.riskNoticeEn ?? "",
    conditions: item?.conditions ?? "",
    conditionsEn: item?.conditionsEn ?? "",
    seasonFromMonth: item?.seasonFromMonth ?? "",
    seasonToMonth: item?.seasonToMonth ?? "",
    seats: item?.seats.map(({ skill, role, level, tags, required, wanted, wantedValue }) => ({ skill: { id: skill.id, name: skill.name }, role, level, tags: [...tags], required, wanted, wantedValue })) ?? [emptySeat()],
  };
}

export function itemSaid({ seasonFromMonth, seasonToMonth, seats, ...typed }: TypedItem): Omit<MenuItemChangeInput, "id"> {
  return {
    code: typed.code,
    name: typed.name,
    nameEn: typed.nameEn,
    category: typed.category,
    description: typed.description,
    descriptionEn: typed.descriptionEn,
    durationMinutes: typed.durationMinutes,
    weight: typed.weight,
    risk: typed.risk,
    riskNotice: typed.riskNotice,
    riskNoticeEn: typed.riskNoticeEn,
    conditions: typed.conditions,
    conditionsEn: typed.conditionsEn,
    seasonFromMonth: seasonFromMonth || null,
    seasonToMonth: seasonToMonth || null,
    seats: seats.map(({ skill, ...seat }) => ({ ...seat, skill: skill?.id ?? "" })),
  };
}

/** How many must come, and how many may. */
export function peopleOf({ seats }: Pick<MenuItemLineFragment, "seats">): { required: number; most: number } {
  const required = seats.reduce((sum, seat) => sum + seat.required, 0);
  return { required, most: required + seats.reduce((sum, seat) => sum + seat.wanted, 0) };
}
