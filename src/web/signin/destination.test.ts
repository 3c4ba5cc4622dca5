import { expect, test } from "vitest";
import type { Viewer } from "../shared/viewer";
import { destination } from "./destination";

const member: Viewer = {
  id: "a",
  login: "m",
  displayName: "M",
  administersAll: false,
  mayOrder: false,
  grants: [],
  member: { id: "m", number: "M-1", name: "M", state: "ACTIVE" },
  resident: null,
};

test("one goes back to where one came from", () => {
  expect(destination(member, "/member/service/7?x=1")).toBe("/member/service/7?x=1");
});

test("the account's own page is everybody's", () => {
  expect(destination({ ...member, member: null }, "/account/")).toBe("/account/");
});

test.each(["/console/", "https://elsewhere.example/member/", "//elsewhere.example", "/membership/", null])(
  "not to %s, which is no page of this account",
  (next) => expect(destination(member, next)).toBe("/member/"),
);

test("an account without any part has no page", () => {
  expect(destination({ ...member, member: null }, "/member/")).toBe(null);
});
