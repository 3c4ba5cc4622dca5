"""Sanbao (三报): residents order, the organisation dispatches, members accept."""

__version__ = "0.1.0"
