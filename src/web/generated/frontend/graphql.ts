/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** A change of one's own password. 修改密码。 */
export type AccountChangePasswordInput = {
  /** The present one. */
  currentPassword: string;
  /** A key of your choice, at most 80 characters. The same key with the same input within a day gives the first answer again and does nothing; with other input it is refused. */
  idempotencyKey?: string | null | undefined;
  /** 8 to 200 characters. */
  newPassword: string;
};

/** A new password in exchange for a secret. 用重置码设置新密码。 */
export type AccountRedeemResetInput = {
  /** A key of your choice, at most 80 characters. The same key with the same input within a day gives the first answer again and does nothing; with other input it is refused. */
  idempotencyKey?: string | null | undefined;
  /** 8 to 200 characters. */
  newPassword: string;
  /** What `accountResetPassword` gave to the administrator. */
  secret: string;
};

/** OFFERED 待答复, ACCEPTED 已接单, DECLINED 已婉拒, EXPIRED 逾期未答复, WITHDRAWN 已撤回, CHECKED_IN 已签到, COMPLETED 已完成, NO_SHOW 未到. 派单状态。 */
export type AssignmentState =
  | 'ACCEPTED'
  | 'CHECKED_IN'
  | 'COMPLETED'
  | 'DECLINED'
  | 'EXPIRED'
  | 'NO_SHOW'
  | 'OFFERED'
  | 'WITHDRAWN';

/** PENDING 待核实, ACTIVE 在册 (only these are dispatched), PAUSED 暂停, LEFT 已退出. 成员状态。 */
export type MemberState =
  | 'ACTIVE'
  | 'LEFT'
  | 'PAUSED'
  | 'PENDING';

/** SUBMITTED 审核中, NEEDS_INFO 待补充, REJECTED 已拒绝, QUEUED 待派单, OFFERED 已派单待接单, CONFIRMED 已接单, IN_SERVICE 服务中, DONE 已完成待确认, CLOSED 已确认完成, REOPENED 已重开, CANCELLED 已取消, EXPIRED 已过期. 需求状态。 */
export type RequestState =
  | 'CANCELLED'
  | 'CLOSED'
  | 'CONFIRMED'
  | 'DONE'
  | 'EXPIRED'
  | 'IN_SERVICE'
  | 'NEEDS_INFO'
  | 'OFFERED'
  | 'QUEUED'
  | 'REJECTED'
  | 'REOPENED'
  | 'SUBMITTED';

/** What somebody is for a unit and all below it. 角色。 */
export type Role =
  | 'ADMINISTRATOR'
  | 'COORDINATOR'
  | 'GRID_WORKER'
  | 'INSPECTOR'
  | 'WORK_UNIT_OFFICER';

/** DRAFT 草稿, QUEUED 排队, RUNNING 求解中, PROPOSED 待审阅, PUBLISHED 已发布, FAILED 失败, CANCELLED 已取消, DISCARDED 已废弃. 派单状态。 */
export type RunState =
  | 'CANCELLED'
  | 'DISCARDED'
  | 'DRAFT'
  | 'FAILED'
  | 'PROPOSED'
  | 'PUBLISHED'
  | 'QUEUED'
  | 'RUNNING';

/** Login and password. 登录。 */
export type SessionCreateInput = {
  /** A key of your choice, at most 80 characters. The same key with the same input within a day gives the first answer again and does nothing; with other input it is refused. */
  idempotencyKey?: string | null | undefined;
  /** Keep the token in a cookie that no script can read, and leave `token` empty: for pages of our own origin, which send the header `X-Sanbao-Page`. Refused from anywhere else. */
  inCookie?: boolean;
  /** The account's login; case does not matter. */
  login: string;
  /** Its password. */
  password: string;
};

/** Nothing to say. 退出登录。 */
export type SessionEndInput = {
  /** End every session of the account, not only this. */
  everywhere?: boolean;
  /** A key of your choice, at most 80 characters. The same key with the same input within a day gives the first answer again and does nothing; with other input it is refused. */
  idempotencyKey?: string | null | undefined;
};

/** Which units. All conditions hold together. 单位筛选。 */
export type UnitFilter = {
  /** In use; null for both. */
  active?: boolean | null | undefined;
  /** This unit and all below it. */
  below?: string | number | null | undefined;
  /** Official code is this. */
  code?: string | null | undefined;
  /** Of these kinds. */
  kinds?: Array<UnitKind> | null | undefined;
  /** Name contains this. */
  nameContains?: string | null | undefined;
  /** Directly below this unit. */
  parent?: string | number | null | undefined;
};

/** The kinds of unit. STREET is 街道, and a town in its place. 单位类别。 */
export type UnitKind =
  | 'BUILDING_GROUP'
  | 'CENTRE_HOUSEHOLD'
  | 'CITY'
  | 'COMMUNITY'
  | 'DEPARTMENT'
  | 'DISTRICT'
  | 'GRID'
  | 'PARTNER'
  | 'STREET'
  | 'WORK_UNIT';

type Refusal_ConflictError_Fragment = { __typename: 'ConflictError', code: string, message: string, path: Array<string> };

type Refusal_InputsChangedError_Fragment = { __typename: 'InputsChangedError', code: string, message: string, path: Array<string> };

type Refusal_InvalidInputError_Fragment = { __typename: 'InvalidInputError', code: string, message: string, path: Array<string> };

type Refusal_LocksContradictError_Fragment = { __typename: 'LocksContradictError', code: string, message: string, path: Array<string> };

type Refusal_MembersUnfitError_Fragment = { __typename: 'MembersUnfitError', code: string, message: string, path: Array<string> };

type Refusal_NameTakenError_Fragment = { __typename: 'NameTakenError', code: string, message: string, path: Array<string> };

type Refusal_NotFoundError_Fragment = { __typename: 'NotFoundError', code: string, message: string, path: Array<string> };

type Refusal_OfferExpiredError_Fragment = { __typename: 'OfferExpiredError', code: string, message: string, path: Array<string> };

type Refusal_PermissionDeniedError_Fragment = { __typename: 'PermissionDeniedError', code: string, message: string, path: Array<string> };

type Refusal_RuleBrokenError_Fragment = { __typename: 'RuleBrokenError', code: string, message: string, path: Array<string> };

type Refusal_SeatTakenError_Fragment = { __typename: 'SeatTakenError', code: string, message: string, path: Array<string> };

type Refusal_StaleVersionError_Fragment = { __typename: 'StaleVersionError', code: string, message: string, path: Array<string> };

type Refusal_WeekOverlapError_Fragment = { __typename: 'WeekOverlapError', code: string, message: string, path: Array<string> };

export type RefusalFragment =
  | Refusal_ConflictError_Fragment
  | Refusal_InputsChangedError_Fragment
  | Refusal_InvalidInputError_Fragment
  | Refusal_LocksContradictError_Fragment
  | Refusal_MembersUnfitError_Fragment
  | Refusal_NameTakenError_Fragment
  | Refusal_NotFoundError_Fragment
  | Refusal_OfferExpiredError_Fragment
  | Refusal_PermissionDeniedError_Fragment
  | Refusal_RuleBrokenError_Fragment
  | Refusal_SeatTakenError_Fragment
  | Refusal_StaleVersionError_Fragment
  | Refusal_WeekOverlapError_Fragment
;

export type SignInMutationVariables = Exact<{
  input: SessionCreateInput;
}>;


export type SignInMutation = { sessionCreate:
    | { __typename: 'ConflictError', code: string, message: string, path: Array<string> }
    | { __typename: 'InvalidInputError', code: string, message: string, path: Array<string> }
    | { __typename: 'NotFoundError', code: string, message: string, path: Array<string> }
    | { __typename: 'PermissionDeniedError', code: string, message: string, path: Array<string> }
    | { token: string, account: { id: string, displayName: string } }
    | { __typename: 'StaleVersionError', code: string, message: string, path: Array<string> }
   };

export type SignOutMutationVariables = Exact<{
  input: SessionEndInput;
}>;


export type SignOutMutation = { sessionEnd:
    | { __typename: 'ConflictError', code: string, message: string, path: Array<string> }
    | { __typename: 'InvalidInputError', code: string, message: string, path: Array<string> }
    | { __typename: 'NotFoundError', code: string, message: string, path: Array<string> }
    | { __typename: 'PermissionDeniedError', code: string, message: string, path: Array<string> }
    | { ended: boolean }
    | { __typename: 'StaleVersionError', code: string, message: string, path: Array<string> }
   };

export type ChangePasswordMutationVariables = Exact<{
  input: AccountChangePasswordInput;
}>;


export type ChangePasswordMutation = { accountChangePassword:
    | { account: { id: string } }
    | { __typename: 'ConflictError', code: string, message: string, path: Array<string> }
    | { __typename: 'InvalidInputError', code: string, message: string, path: Array<string> }
    | { __typename: 'NotFoundError', code: string, message: string, path: Array<string> }
    | { __typename: 'PermissionDeniedError', code: string, message: string, path: Array<string> }
    | { __typename: 'StaleVersionError', code: string, message: string, path: Array<string> }
   };

export type RedeemResetMutationVariables = Exact<{
  input: AccountRedeemResetInput;
}>;


export type RedeemResetMutation = { accountRedeemReset:
    | { account: { login: string } }
    | { __typename: 'ConflictError', code: string, message: string, path: Array<string> }
    | { __typename: 'InvalidInputError', code: string, message: string, path: Array<string> }
    | { __typename: 'NotFoundError', code: string, message: string, path: Array<string> }
    | { __typename: 'PermissionDeniedError', code: string, message: string, path: Array<string> }
    | { __typename: 'StaleVersionError', code: string, message: string, path: Array<string> }
   };

export type WhoAmIQueryVariables = Exact<{ [key: string]: never; }>;


export type WhoAmIQuery = { viewer: { id: string, login: string, displayName: string, administersAll: boolean, grants: Array<{ role: Role, unit: { id: string, name: string, kind: UnitKind } }>, member: { id: string, number: string, name: string, state: MemberState } | null, resident: { id: string, name: string } | null } | null };

export type StillCurrentQueryVariables = Exact<{
  id: string | number;
}>;


export type StillCurrentQuery = { node:
    | { __typename: 'Absence', id: string }
    | { __typename: 'Account', version: number, createdAt: string, id: string }
    | { __typename: 'Assignment', version: number, createdAt: string, id: string }
    | { __typename: 'AssignmentRun', version: number, createdAt: string, id: string }
    | { __typename: 'Household', version: number, createdAt: string, id: string }
    | { __typename: 'HouseholdLink', version: number, createdAt: string, id: string }
    | { __typename: 'Lock', version: number, createdAt: string, id: string }
    | { __typename: 'Member', version: number, createdAt: string, id: string }
    | { __typename: 'MenuItem', version: number, createdAt: string, id: string }
    | { __typename: 'Override', id: string }
    | { __typename: 'Policy', version: number, createdAt: string, id: string }
    | { __typename: 'Proposal', version: number, createdAt: string, id: string }
    | { __typename: 'ReportIn', version: number, createdAt: string, id: string }
    | { __typename: 'ReportScheme', version: number, createdAt: string, id: string }
    | { __typename: 'RequestSeries', version: number, createdAt: string, id: string }
    | { __typename: 'Resident', version: number, createdAt: string, id: string }
    | { __typename: 'ServiceRequest', version: number, createdAt: string, id: string }
    | { __typename: 'Skill', version: number, createdAt: string, id: string }
    | { __typename: 'Unit', version: number, createdAt: string, id: string }
    | { __typename: 'WeeklyTimer', version: number, createdAt: string, id: string }
   | null };

export type RefetchQueryVariables = Exact<{
  ids: Array<string | number> | string | number;
}>;


export type RefetchQuery = { nodes: Array<
    | { __typename: 'Absence', id: string }
    | { __typename: 'Account', version: number, id: string }
    | { __typename: 'Assignment', version: number, startsAt: string, id: string, assignmentState: AssignmentState }
    | { __typename: 'AssignmentRun', version: number, id: string }
    | { __typename: 'Household', version: number, id: string }
    | { __typename: 'HouseholdLink', version: number, id: string }
    | { __typename: 'Lock', version: number, id: string }
    | { __typename: 'Member', version: number, number: string, name: string, id: string }
    | { __typename: 'MenuItem', version: number, id: string }
    | { __typename: 'Override', id: string }
    | { __typename: 'Policy', version: number, id: string }
    | { __typename: 'Proposal', version: number, id: string }
    | { __typename: 'ReportIn', version: number, id: string }
    | { __typename: 'ReportScheme', version: number, id: string }
    | { __typename: 'RequestSeries', version: number, id: string }
    | { __typename: 'Resident', version: number, id: string }
    | { __typename: 'ServiceRequest', version: number, number: string, id: string, requestState: RequestState }
    | { __typename: 'Skill', version: number, id: string }
    | { __typename: 'Unit', version: number, id: string }
    | { __typename: 'WeeklyTimer', version: number, id: string }
   | null> };

export type UnitPickerQueryVariables = Exact<{
  filter?: UnitFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type UnitPickerQuery = { units: { nodes: Array<{ id: string, kind: UnitKind, name: string, ancestors: Array<{ id: string, name: string }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type SkillPickerQueryVariables = Exact<{
  nameContains?: string | null | undefined;
  first?: number | null | undefined;
}>;


export type SkillPickerQuery = { skills: { nodes: Array<{ id: string, code: string, name: string, nameEn: string, certificateRequired: boolean }> } };

export type MemberPickerQueryVariables = Exact<{
  nameContains: string;
  first?: number | null | undefined;
}>;


export type MemberPickerQuery = { members: { nodes: Array<{ id: string, number: string, name: string, unit: { name: string } }> } };

export type RunProgressSubscriptionVariables = Exact<{
  id: string | number;
  after?: number | null | undefined;
}>;


export type RunProgressSubscription = { runProgress: { sequence: number, state: RunState, stage: string, at: string, elapsedMilliseconds: number, total: number | null, bound: number | null, gapPercent: number | null, run: { id: string, version: number, failure: string | null } } };

export type WordsQueryVariables = Exact<{
  sets?: Array<string> | string | null | undefined;
}>;


export type WordsQuery = { words: Array<{ name: string, words: Array<{ code: string, text: string }> }> };

export const RefusalFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refusal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]} as unknown as DocumentNode<RefusalFragment, unknown>;
export const SignInDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SignIn"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SessionCreateInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sessionCreate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SessionCreateSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"token"}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refusal"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refusal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]} as unknown as DocumentNode<SignInMutation, SignInMutationVariables>;
export const SignOutDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SignOut"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SessionEndInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sessionEnd"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SessionEndSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ended"}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refusal"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refusal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]} as unknown as DocumentNode<SignOutMutation, SignOutMutationVariables>;
export const ChangePasswordDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ChangePassword"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AccountChangePasswordInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accountChangePassword"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AccountChangePasswordSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refusal"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refusal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]} as unknown as DocumentNode<ChangePasswordMutation, ChangePasswordMutationVariables>;
export const RedeemResetDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RedeemReset"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AccountRedeemResetInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accountRedeemReset"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AccountRedeemResetSuccess"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"login"}}]}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refusal"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refusal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"path"}}]}}]} as unknown as DocumentNode<RedeemResetMutation, RedeemResetMutationVariables>;
export const WhoAmIDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"WhoAmI"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"login"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"administersAll"}},{"kind":"Field","name":{"kind":"Name","value":"grants"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"unit"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"member"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}},{"kind":"Field","name":{"kind":"Name","value":"resident"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]} as unknown as DocumentNode<WhoAmIQuery, WhoAmIQueryVariables>;
export const StillCurrentDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"StillCurrent"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"VersionedNode"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}}]}}]}}]} as unknown as DocumentNode<StillCurrentQuery, StillCurrentQueryVariables>;
export const RefetchDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Refetch"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"ids"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"ids"},"value":{"kind":"Variable","name":{"kind":"Name","value":"ids"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"VersionedNode"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ServiceRequest"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","alias":{"kind":"Name","value":"requestState"},"name":{"kind":"Name","value":"state"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Assignment"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"assignmentState"},"name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"startsAt"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Member"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]} as unknown as DocumentNode<RefetchQuery, RefetchQueryVariables>;
export const UnitPickerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"UnitPicker"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"UnitFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"units"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"ancestors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<UnitPickerQuery, UnitPickerQueryVariables>;
export const SkillPickerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SkillPicker"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"nameContains"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"skills"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"nameContains"},"value":{"kind":"Variable","name":{"kind":"Name","value":"nameContains"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"nameEn"}},{"kind":"Field","name":{"kind":"Name","value":"certificateRequired"}}]}}]}}]}}]} as unknown as DocumentNode<SkillPickerQuery, SkillPickerQueryVariables>;
export const MemberPickerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MemberPicker"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"nameContains"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"members"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"nameContains"},"value":{"kind":"Variable","name":{"kind":"Name","value":"nameContains"}}},{"kind":"ObjectField","name":{"kind":"Name","value":"states"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"ACTIVE"}]}}]}},{"kind":"Argument","name":{"kind":"Name","value":"order"},"value":{"kind":"EnumValue","value":"NAME"}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"unit"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]} as unknown as DocumentNode<MemberPickerQuery, MemberPickerQueryVariables>;
export const RunProgressDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"RunProgress"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"runProgress"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sequence"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"stage"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"elapsedMilliseconds"}},{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"bound"}},{"kind":"Field","name":{"kind":"Name","value":"gapPercent"}},{"kind":"Field","name":{"kind":"Name","value":"run"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"failure"}}]}}]}}]}}]} as unknown as DocumentNode<RunProgressSubscription, RunProgressSubscriptionVariables>;
export const WordsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Words"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"sets"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"words"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"sets"},"value":{"kind":"Variable","name":{"kind":"Name","value":"sets"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"words"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"text"}}]}}]}}]}}]} as unknown as DocumentNode<WordsQuery, WordsQueryVariables>;