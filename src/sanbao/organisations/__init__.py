"""The unit tree: who belongs to whom, from the city to the centre household, and the units beside it."""
