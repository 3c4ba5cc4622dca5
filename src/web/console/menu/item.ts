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
  durationMinutes: number;
  weight: number;
  risk: Risk;
  riskNotice: string;
  conditions: string;
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
    durationMinutes: item?.durationMinutes ?? 60,
    weight: item?.weight ?? 1,
    risk: item?.risk ?? "LOW",
    riskNotice: item?.riskNotice ?? "",
    conditions: item?.conditions ?? "",
    seasonFromMonth: item?.seasonFromMonth ?? "",
    seasonToMonth: item?.seasonToMonth ?? "",
    seats: item?.seats.map(({ skill, role, level, tags, required, wanted, wantedValue }) => ({ skill: { id: skill.id, name: skill.name }, role, level, tags: [...tags], required, wanted, wantedValue })) ?? [emptySeat()],
  };
}

export function itemSaid({ code, name, nameEn, category, description, durationMinutes, weight, risk, riskNotice, conditions, ...more }: TypedItem): Omit<MenuItemChangeInput, "id"> {
  return {
    code,
    name,
    nameEn,
    category,
    description,
    durationMinutes,
    weight,
    risk,
    riskNotice,
    conditions,
    seasonFromMonth: more.seasonFromMonth || null,
    seasonToMonth: more.seasonToMonth || null,
    seats: more.seats.map(({ skill, ...seat }) => ({ ...seat, skill: skill?.id ?? "" })),
  };
}

/** How many must come, and how many may. */
export function peopleOf({ seats }: Pick<MenuItemLineFragment, "seats">): { required: number; most: number } {
  const required = seats.reduce((sum, seat) => sum + seat.required, 0);
  return { required, most: required + seats.reduce((sum, seat) => sum + seat.wanted, 0) };
}
