"""Where `sanbao` begins: it imports nothing yet, since a process that solves begins here too and needs nothing else."""

from __future__ import annotations


def main() -> None:
    """Run a command."""
    from sanbao import cli

    cli.main()


if __name__ == "__main__":
    main()
