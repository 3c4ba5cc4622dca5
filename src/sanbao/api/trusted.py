"""Trusted documents: a file {sha256: document} made by the front end's build.

A client may send `documentId` (or Apollo's `extensions.persistedQuery.sha256Hash`) in place of the document.
With the setting `trusted_only`, a document that is not in the file is refused, however it comes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, cast

import orjson
from graphql import GraphQLError
from strawberry.extensions import SchemaExtension

from sanbao.api.context import Context
from sanbao.core.errors import Unavailable
from sanbao.core.settings import Settings


@cache
def _read(path: Path) -> Mapping[str, str]:
    documents = orjson.loads(path.read_bytes())
    for digest, document in documents.items():
        if hashlib.sha256(document.encode()).hexdigest() != digest:
            raise Unavailable("trusted-documents-malformed", path=str(path))
    return cast(Mapping[str, str], documents)


def documents(settings: Settings) -> Mapping[str, str]:
    """The trusted documents by digest; raises Unavailable when the file contradicts itself."""
    return _read(settings.trusted_documents) if settings.trusted_documents else {}


def named_document(settings: Settings, body: Mapping[str, Any]) -> str | None:
    """The document that a request body names by digest; None where it names none or an unknown one."""
    extensions = body.get("extensions")
    persisted = extensions.get("persistedQuery") if isinstance(extensions, dict) else None
    digest = body.get("documentId") or (persisted.get("sha256Hash") if isinstance(persisted, dict) else None)
    return documents(settings).get(digest.removeprefix("sha256:")) if isinstance(digest, str) else None


class TrustedOnly(SchemaExtension):
    """Refuses any other document where the settings say so."""

    def on_operation(self) -> Iterator[None]:
        """Before parsing."""
        settings = cast(Context, self.execution_context.context).settings
        if settings.trusted_only:
            query = self.execution_context.query or ""
            if hashlib.sha256(query.encode("utf-8", "replace")).hexdigest() not in documents(settings):
                raise GraphQLError(
                    "Only trusted documents are answered here.", extensions={"code": "DOCUMENT_NOT_TRUSTED"}
                )
        yield
