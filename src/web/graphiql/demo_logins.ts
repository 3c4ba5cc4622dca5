import { useEffect, useState } from "react";

/** One login that the demo offers; `label` says who it is, in words for people. */
export interface DemoLogin {
  readonly login: string;
  readonly password: string;
  readonly label: string;
}

/** The demo's logins. Outside the demo the file that ships with this page is served: it lists none. */
export function useDemoLogins(): readonly DemoLogin[] {
  const [logins, setLogins] = useState<readonly DemoLogin[]>([]);
  useEffect(() => {
    const leaving = new AbortController();
    fetch(`${import.meta.env.BASE_URL}demo.json`, { signal: leaving.signal })
      .then((response) => (response.ok ? (response.json() as Promise<{ logins: DemoLogin[] }>) : { logins: [] }))
      .then((offer) => setLogins(offer.logins))
      // A page without the offer is whole: people can still type.
      .catch(() => undefined);
    return () => leaving.abort();
  }, []);
  return logins;
}
