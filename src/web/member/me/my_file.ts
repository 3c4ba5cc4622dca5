import type { MyFileQuery } from "../../generated/member/graphql";

export type MyFile = NonNullable<NonNullable<MyFileQuery["viewer"]>["member"]>;
