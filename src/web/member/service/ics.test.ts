import { expect, test } from "vitest";
import type { MyServiceFragment } from "../../generated/member/graphql";
import { eventFile } from "./ics";

const service = {
  id: "QXNzaWdubWVudDox",
  version: 3,
  startsAt: "2026-12-01T01:00:00+00:00",
  endsAt: "2026-12-01T02:30:00+00:00",
  request: { number: "REQ-2026-000001", address: "和平里, 3 幢；门铃坏了请敲门或者打电话给邻居王阿姨让她开门", menuItem: { name: "陪诊; 取药" } },
} as MyServiceFragment;
const said = eventFile(service, new Date("2026-11-28T10:00:00Z"));

test("a service is one event with its times in UTC", () => {
  const lines = said.replaceAll("\r\n ", "").split("\r\n");
  expect(lines).toContain("DTSTART:20261201T010000Z");
  expect(lines).toContain("DTEND:20261201T023000Z");
  expect(lines).toContain("DTSTAMP:20261128T100000Z");
  expect(lines).toContain("SUMMARY:陪诊\\; 取药");
  expect(lines).toContain("UID:QXNzaWdubWVudDox@sanbao");
});

test("no line is longer than 75 octets, and none ends within a character", () => {
  for (const line of said.split("\r\n")) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
  expect(said.replaceAll("\r\n ", "")).toContain("LOCATION:和平里\\, 3 幢；门铃坏了请敲门或者打电话给邻居王阿姨让她开门");
});
