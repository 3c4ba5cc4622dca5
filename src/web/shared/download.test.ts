import { beforeEach, expect, test, vi } from "vitest";

beforeEach(() => vi.stubGlobal("localStorage", { getItem: () => null }));

test("a file is saved under the name that the server gives it", async () => {
  const { fileName } = await import("./download");
  expect(fileName("attachment; filename*=UTF-8''%E8%A1%97%E9%81%93-2026.xlsx")).toBe("街道-2026.xlsx");
  expect(fileName('attachment; filename="RUN-2026-000001-plan.json"')).toBe("RUN-2026-000001-plan.json");
  expect(fileName("")).toBe("");
});
