import { holds, type Viewer } from "../../shared/viewer";

/** Whether somebody may have addresses or telephones on a sheet; which of them, the server decides row by row. */
export const mayReadPrivate = (viewer: Viewer) => ["request:read-sensitive", "member:read-telephone"].some((right) => holds(viewer, right));
