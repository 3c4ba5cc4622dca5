/** How a page is shown to poor eyes. Kept in this browser, whoever signs in. */
export const DISPLAYS = ["large", "contrast"] as const;
export type Display = (typeof DISPLAYS)[number];

const PREFIX = "sanbao.display.";

export function isShown(display: Display): boolean {
  return localStorage.getItem(PREFIX + display) === "on";
}

export function show(display: Display, on: boolean): void {
  localStorage.setItem(PREFIX + display, on ? "on" : "off");
  document.documentElement.classList.toggle(display, on);
}

/** Before a page is drawn: as it was left. */
export function keepDisplay(): void {
  for (const display of DISPLAYS) document.documentElement.classList.toggle(display, isShown(display));
}
