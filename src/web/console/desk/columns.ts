export type Tone = "good" | "wait" | "bad" | "";

/** A column of a desk's list. `extra` ones make room when a row is open beside the list. */
export interface Column<Row> {
  readonly label: string;
  readonly text: (row: Row) => string;
  readonly tone?: (row: Row) => Tone;
  readonly extra?: boolean;
  /** The address of a small picture before the text. */
  readonly picture?: (row: Row) => string;
}
