"""What serves a street: `sanbao serve`, forked from a parent that has imported everything and built the schema once."""

from __future__ import annotations

import os
from collections.abc import Mapping
from multiprocessing import get_context

from sanbao import cli
from sanbao.api.schema import build_schema

build_schema()

FORKING = get_context("forkserver")
FORKING.set_forkserver_preload([__name__])


def serve(said: Mapping[str, str]) -> None:
    """Serve by these variables of the environment until a signal comes."""
    os.environ.update(said)
    cli.serve()
