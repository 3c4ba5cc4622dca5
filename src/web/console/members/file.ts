import type { MemberChangeInput, MemberKind, ServiceCategory } from "../../generated/coordinator/graphql";
import type { Choice } from "../desk/searches";
import type { OpenMember } from "./filters";

/** A member's file as it is typed. */
export interface TypedFile {
  name: string;
  kind: MemberKind | "";
  unit: Choice | null;
  workUnit: Choice | null;
  telephone: string;
  address: string;
  birthDate: string;
  insuredUntil: string;
  trainedOn: string;
  maxServicesPerWeek: number | "";
  maxMinutesPerWeek: number | "";
  reachMetres: number | "";
  intentions: ServiceCategory[];
}

const EMPTY: TypedFile = {
  name: "",
  kind: "VOLUNTEER",
  unit: null,
  workUnit: null,
  telephone: "",
  address: "",
  birthDate: "",
  insuredUntil: "",
  trainedOn: "",
  maxServicesPerWeek: 2,
  maxMinutesPerWeek: 240,
  reachMetres: 2000,
  intentions: [],
};

export function typedFile(member: OpenMember | null): TypedFile {
  if (member === null) return { ...EMPTY, intentions: [] };
  const { unit, workUnit, kind, telephone, address, birthDate, insuredUntil, trainedOn } = member;
  return {
    name: member.name,
    kind: kind ?? "",
    unit: { id: unit.id, name: unit.name },
    workUnit: workUnit && { id: workUnit.id, name: workUnit.name },
    telephone: telephone ?? "",
    address: address ?? "",
    birthDate: birthDate ?? "",
    insuredUntil: insuredUntil ?? "",
    trainedOn: trainedOn ?? "",
    maxServicesPerWeek: member.maxServicesPerWeek,
    maxMinutesPerWeek: member.maxMinutesPerWeek,
    reachMetres: member.reachMetres,
    intentions: [...member.intentions],
  };
}

/** What was changed, as the contract wants it: what the reader may not see he does not overwrite with nothing. */
export function saidOf(typed: TypedFile, before: TypedFile): Omit<MemberChangeInput, "id"> {
  const isChanged = (name: keyof TypedFile) => JSON.stringify(typed[name]) !== JSON.stringify(before[name]);
  const said = {
    name: typed.name,
    kind: typed.kind || null,
    unit: typed.unit?.id ?? null,
    workUnit: typed.workUnit?.id ?? null,
    telephone: typed.telephone || null,
    address: typed.address || null,
    birthDate: typed.birthDate || null,
    insuredUntil: typed.insuredUntil || null,
    trainedOn: typed.trainedOn || null,
    maxServicesPerWeek: typed.maxServicesPerWeek === "" ? null : typed.maxServicesPerWeek,
    maxMinutesPerWeek: typed.maxMinutesPerWeek === "" ? null : typed.maxMinutesPerWeek,
    reachMetres: typed.reachMetres === "" ? null : typed.reachMetres,
    intentions: typed.intentions,
  };
  return Object.fromEntries(Object.entries(said).filter(([name]) => isChanged(name as keyof TypedFile)));
}
