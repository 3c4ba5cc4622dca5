"""Ground floor: one topic a file, nothing of the domain."""
