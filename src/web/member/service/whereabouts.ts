/** Where the telephone is, WGS-84 degrees; or why that is not known. */
export type Whereabouts = { readonly longitude: number; readonly latitude: number } | "refused" | "unknown";

const PATIENCE_MILLISECONDS = 20_000;

/** Asks the telephone once; it asks its owner. */
export function whereAmI(): Promise<Whereabouts> {
  if (!("geolocation" in navigator)) return Promise.resolve("unknown");
  return new Promise((resolve) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve({ longitude: coords.longitude, latitude: coords.latitude }),
      (error) => resolve(error.code === error.PERMISSION_DENIED ? "refused" : "unknown"),
      { enableHighAccuracy: true, timeout: PATIENCE_MILLISECONDS },
    );
  });
}
