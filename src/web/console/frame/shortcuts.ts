import { onBeforeUnmount, onMounted, ref, shallowReactive } from "vue";

/** One deed at the keyboard. `word`: key of what it does. */
export interface Shortcut {
  /** Keys as `KeyboardEvent.key` names them, one after the other: `["g", "w"]`. */
  readonly keys: readonly string[];
  readonly word: string;
  run(): void;
}

const STORAGE_KEY = "sanbao.shortcuts";
const PATIENCE_MILLISECONDS = 1500;

/** All that can be done now, to be listed. */
export const shortcuts = shallowReactive(new Set<Shortcut>());
/** Single letters get in the way of some who speak to their computer: they can be switched off, but not `?`. */
export const areLettersOn = ref(localStorage.getItem(STORAGE_KEY) !== "off");
const HELP = "?";

export function switchLetters(on: boolean): void {
  areLettersOn.value = on;
  localStorage.setItem(STORAGE_KEY, on ? "on" : "off");
}

/** Offers shortcuts for as long as the component is there. */
export function useShortcuts(offered: readonly Shortcut[]): void {
  onMounted(() => offered.forEach((one) => shortcuts.add(one)));
  onBeforeUnmount(() => offered.forEach((one) => shortcuts.delete(one)));
}

/** Hears the keys of the whole page. Once, in the frame. */
export function useKeyboard(): void {
  let pressed: string[] = [];
  let lastAt = 0;
  function hear(event: KeyboardEvent) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || isTyping(event.target)) return;
    // A Chinese keyboard gives the wide one.
    const key = event.key === "？" ? HELP : event.key;
    if (key === "Shift" || (!areLettersOn.value && key !== HELP)) return;
    pressed = event.timeStamp - lastAt > PATIENCE_MILLISECONDS ? [key] : [...pressed, key];
    lastAt = event.timeStamp;
    const [done] = [...shortcuts].filter((one) => endsWith(pressed, one.keys)).sort((a, b) => b.keys.length - a.keys.length);
    if (done === undefined) return;
    event.preventDefault();
    pressed = [];
    done.run();
  }
  onMounted(() => addEventListener("keydown", hear));
  onBeforeUnmount(() => removeEventListener("keydown", hear));
}

function endsWith(pressed: readonly string[], keys: readonly string[]): boolean {
  return keys.every((key, n) => pressed[pressed.length - keys.length + n] === key);
}

/** Whoever types, chooses or answers a dialog means the letters for that. */
function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.closest("input, textarea, select, [role=combobox], [role=listbox], [role=dialog]") !== null);
}
