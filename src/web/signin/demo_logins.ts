/** One login that the demo offers; the labels say who it is. */
export interface DemoLogin {
  readonly login: string;
  readonly password: string;
  readonly label: string;
  readonly labelEn: string;
}

/** The demo's logins; none outside the demo, and none where the offer cannot be had: people can still type. */
export async function demoLogins(): Promise<readonly DemoLogin[]> {
  try {
    const answer = await fetch("/signin/demo.json");
    return answer.ok ? ((await answer.json()) as { logins: DemoLogin[] }).logins : [];
  } catch {
    return [];
  }
}
