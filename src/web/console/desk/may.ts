import { holds, useViewer } from "../../shared/viewer";

/** May the reader do this on any unit? Only what is worth showing; what he may is the server's to say. */
export function useMay(): (right: string) => boolean {
  const viewer = useViewer();
  return (right) => holds(viewer, right);
}
