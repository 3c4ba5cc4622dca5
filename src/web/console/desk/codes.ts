import type { MemberKind, Risk, Role, SeatRole, ServiceCategory, Tag } from "../../generated/coordinator/graphql";

/** Closed sets to choose from, in the order in which people look for them. */
export const CATEGORIES: readonly ServiceCategory[] = [
  "ORGANISATION_BUILDING",
  "LEGAL_AID",
  "HARDSHIP_AND_DISABILITY",
  "COMMUNITY_GOVERNANCE",
  "HEALTH",
  "CULTURE_AND_SPORT",
  "SAFETY_AND_PATROL",
  "OTHER",
];
export const MEMBER_KINDS: readonly MemberKind[] = ["VOLUNTEER", "IN_SERVICE_PARTY_MEMBER"];
export const RISKS: readonly Risk[] = ["LOW", "MEDIUM", "HIGH"];
export const ROLES: readonly Role[] = ["COORDINATOR", "GRID_WORKER", "INSPECTOR", "WORK_UNIT_OFFICER", "ADMINISTRATOR"];
export const SEAT_ROLES: readonly SeatRole[] = ["COORDINATOR", "LEAD", "SUPPORT", "VOLUNTEER"];
export const SKILL_LEVELS = [1, 2, 3] as const;
export const TAGS: readonly Tag[] = ["INSURED", "ADULT", "TRAINED"];
