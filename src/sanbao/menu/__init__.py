"""The service menu: what can be ordered, how long it takes, who must come."""
