import type { MyServiceFragment } from "../../generated/member/graphql";

const stamp = (at: string | Date) => new Date(at).toISOString().replace(/[-:]|\.\d+/g, "");
const text = (said: string) => said.replace(/[\\;,]/g, "\\$&").replace(/\r?\n/g, "\\n");

/** Folds a line at 75 octets, as RFC 5545 asks; a character is never cut. */
function folded(line: string): string {
  const rows = [""];
  let octets = 0;
  for (const character of line) {
    const size = new TextEncoder().encode(character).length;
    if (octets + size > 74) {
      rows.push(" ");
      octets = 1;
    }
    rows[rows.length - 1] += character;
    octets += size;
  }
  return rows.join("\r\n");
}

/** One service as an iCalendar file: what any calendar takes in. Does not follow changes, as the subscribed one does. */
export function eventFile(service: MyServiceFragment, now: Date): string {
  const { request } = service;
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Sanbao//Service//ZH",
    "BEGIN:VEVENT",
    `UID:${service.id}@sanbao`,
    `SEQUENCE:${service.version}`,
    `DTSTAMP:${stamp(now)}`,
    `DTSTART:${stamp(service.startsAt)}`,
    `DTEND:${stamp(service.endsAt)}`,
    `SUMMARY:${text(request.menuItem.name)}`,
    `DESCRIPTION:${text(request.number)}`,
    ...(request.address ? [`LOCATION:${text(request.address)}`] : []),
    "END:VEVENT",
    "END:VCALENDAR",
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join("");
}
