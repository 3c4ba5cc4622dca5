"""The weekly assignment: solve, check, score and explain."""
