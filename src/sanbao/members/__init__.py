"""Members and residents: who serves, who is served, what they can do, when they are free, where they reported in."""
