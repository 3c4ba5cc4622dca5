/** What is asked and offered under one name, in minutes. */
export interface Balance {
  readonly name: string;
  readonly requests: number;
  readonly demandMinutes: number;
  readonly members: number;
  readonly supplyMinutes: number;
}

/** `nobody`: asked, and nobody offers; `short`: more is asked than offered; `tight`: half of what is offered or more. */
export type Tension = "nobody" | "short" | "tight" | "enough" | "idle";

export interface BalanceRow extends Pick<Balance, "name" | "requests" | "members"> {
  readonly demandHours: string;
  readonly supplyHours: string;
  readonly tension: Tension;
  /** What is asked in percent of what is offered, at most 100. */
  readonly percent: number;
}

/** Lines to be read, the tightest first. */
export function balances(lines: readonly Balance[]): BalanceRow[] {
  return [...lines]
    .sort((a, b) => share(b) - share(a) || b.demandMinutes - a.demandMinutes)
    .map((line) => ({
      name: line.name,
      requests: line.requests,
      members: line.members,
      demandHours: hours(line.demandMinutes),
      supplyHours: hours(line.supplyMinutes),
      tension: tensionOf(line),
      percent: Math.min(100, 100 * share(line)),
    }));
}

function share({ demandMinutes, supplyMinutes }: Balance): number {
  if (demandMinutes === 0) return 0;
  return supplyMinutes === 0 ? Infinity : demandMinutes / supplyMinutes;
}

function tensionOf(line: Balance): Tension {
  if (line.demandMinutes === 0) return "idle";
  if (line.supplyMinutes === 0) return "nobody";
  if (share(line) > 1) return "short";
  return share(line) >= 0.5 ? "tight" : "enough";
}

function hours(minutes: number): string {
  return (minutes / 60).toFixed(1);
}
