/** How many members served so often. */
export interface Share {
  readonly services: number;
  readonly members: number;
}

export function membersOf(spread: readonly Share[]): number {
  return spread.reduce((sum, share) => sum + share.members, 0);
}

export function servicesOf(spread: readonly Share[]): number {
  return spread.reduce((sum, share) => sum + share.services * share.members, 0);
}

/** Members who did not serve at all. */
export function idle(spread: readonly Share[]): number {
  return spread.find((share) => share.services === 0)?.members ?? 0;
}

/** The part of all services, in percent, that the busiest tenth of the members did; 10 where all did alike. */
export function percentOfBusiestTenth(spread: readonly Share[]): number | null {
  const all = servicesOf(spread);
  if (all === 0) return null;
  let left = membersOf(spread) / 10;
  let done = 0;
  for (const share of [...spread].sort((a, b) => b.services - a.services)) {
    const counted = Math.min(left, share.members);
    done += counted * share.services;
    left -= counted;
  }
  return (100 * done) / all;
}
