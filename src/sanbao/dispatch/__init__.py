"""The life of an assignment: offered, accepted or declined, done."""
