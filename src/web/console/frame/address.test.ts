import { expect, test } from "vitest";
import { createMemoryHistory, createRouter } from "vue-router";
import { addressOf } from "./address";

async function someAddress(path: string) {
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: "/:rest(.*)*", component: {} }] });
  await router.push(path);
  return { router, address: addressOf(router) };
}

test("of two changes in one breath none is lost, whoever makes them", async () => {
  const { router, address } = await someAddress("/members?state=all");

  await Promise.all([address.write({ words: "李" }), addressOf(router).write({ open: "m1" }, "push")]);

  expect(router.currentRoute.value.fullPath).toBe("/members?state=all&words=%E6%9D%8E&open=m1");
});

test("a row opened a moment before words are looked for is closed by the way back", async () => {
  const { router, address } = await someAddress("/members");

  await Promise.all([address.write({ open: "m1" }, "push"), address.write({ words: "li" })]);
  expect(router.currentRoute.value.fullPath).toBe("/members?open=m1&words=li");
  router.back();

  await expect.poll(() => router.currentRoute.value.fullPath).toBe("/members");
});

test("a change after the last one has come builds on where the router is now", async () => {
  const { router, address } = await someAddress("/members");
  await address.write({ open: "m1" });
  await router.push("/requests");

  await address.write({ words: "x", open: "" });

  expect(router.currentRoute.value.fullPath).toBe("/requests?words=x");
});
