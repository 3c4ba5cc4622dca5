import { expect, test } from "vitest";
import { saidOf, typedFile } from "./file";

test("of a file only what was changed is sent, so that what one may not see stays as it is", () => {
  const before = { ...typedFile(null), name: "王芳", telephone: "", address: "金桂家园 3 栋" };

  expect(saidOf({ ...before, telephone: "13800000001", address: "" }, before)).toEqual({ telephone: "13800000001", address: null });
  expect(saidOf({ ...before }, before)).toEqual({});
});
