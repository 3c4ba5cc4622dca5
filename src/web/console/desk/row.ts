/** The row that `node(id:)` gave, where it is of the kind that was asked for. */
export type RowOf<Node> = Exclude<NonNullable<Node>, Record<PropertyKey, never>>;

export function rowOf<Node extends object>(node: Node | null | undefined): RowOf<Node> | null {
  return node && "id" in node ? (node as RowOf<Node>) : null;
}
