"""Files in and out: importing units, members, menu items and requests from tables."""
