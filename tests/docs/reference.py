"""Writes the reference pages from the code: `python -m tests.docs.reference`, part of `make schema`.

A test compares them, so that no setting, role, permission, state or error code is undocumented.
"""

from __future__ import annotations

import importlib
from pathlib import Path

from sanbao.access.roles import ROLE_PERMISSIONS, Permission, Role
from sanbao.core.catalogue import sentences
from sanbao.core.machine import Machine
from sanbao.core.settings import Settings

DOCS = Path(__file__).parents[2] / "docs"

TOP_LEVEL_CODES = {
    "UNAUTHENTICATED": "no token, or one that has expired or was revoked: sign in",
    "FORBIDDEN": "a query asked for what this account may not see",
    "BAD_USER_INPUT": "an argument of a query breaks a rule",
    "NOT_FOUND": "an argument of a query names nothing that this account may see",
    "CONFLICT": "a query does not fit the present state",
    "UNAVAILABLE": "something the service needs does not answer",
    "BAD_REQUEST": "the HTTP body is no GraphQL operation",
    "BODY_TOO_LARGE": "the HTTP body is larger than `SANBAO_UPLOAD_MAX_BYTES`",
    "GRAPHQL_PARSE_FAILED": "the document is no GraphQL",
    "GRAPHQL_VALIDATION_FAILED": "the document or its variables do not fit the contract",
    "LIMIT_EXCEEDED": "too deep, too many aliases, or too costly; `limit`, `found` and `most` say which",
    "DOCUMENT_NOT_TRUSTED": "only trusted documents are answered here",
    "INTERNAL_SERVER_ERROR": "a fault of ours, logged under the number in the message",
}


def words(key: str) -> str:
    """What the catalogue says, in both languages."""
    return f"{sentences()[key]['zh']} · {sentences()[key]['en']}"


def table(heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """A Markdown table."""
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)]) + "\n"


def settings() -> str:
    """docs/settings.md"""
    rows = []
    for name, field in Settings.model_fields.items():
        default = str(field.default).lower() if isinstance(field.default, bool) else field.default
        rows.append(
            (
                f"`SANBAO_{name.upper()}`",
                f"`{default}`" if default is not None else "–",
                field.description or "",
            )
        )
    return "# Settings\n\nRead once from the environment when a command starts.\n\n" + table(
        ("variable", "default", "what it does"), rows
    )


def permissions() -> str:
    """docs/permissions.md"""
    heads = ("permission", "to", *(role.value.replace("_", " ").lower() for role in Role))
    held = [
        (f"`{p}`", words(f"permission.{p}"), *("✓" if p in ROLE_PERMISSIONS[role] else "" for role in Role))
        for p in Permission
    ]
    return (
        "# Who may do what\n\nA role is held on a unit and everything below it. The table in the code is\n"
        "`src/sanbao/access/roles.py`. What members and residents do with their own things (accept an offer, follow\n"
        "a request, report in) needs no role.\n\n"
        + table(("role", "for"), [(f"`{role}`", words(f"role.{role}")) for role in Role])
        + "\nThe account made by `sanbao admin create` holds every permission everywhere.\n\n"
        + table(heads, held)
    )


def states() -> str:
    """docs/states.md"""
    page = (
        "# States\n\nEach noun's life is one table in its slice's `states.py`; only `access.moves.advance` changes a\n"
        "state, and every step is kept with who, when and why (`history` in the API). *own*: the owner himself or the\n"
        "system, checked by the service; else the permission is needed on the row's unit.\n"
    )
    for slice_ in ("members", "requests", "dispatch", "planning"):
        for machine in vars(importlib.import_module(f"sanbao.{slice_}.states")).values():
            if isinstance(machine, Machine):
                rows = [
                    (
                        f"`{state}`",
                        f"`{action}`",
                        f"`{step.to}`",
                        f"`{step.permission}`" if step.permission else "own",
                    )
                    for (state, action), step in machine.table.items()
                ]
                page += f"\n## {machine.noun}\n\n" + table(("from", "action", "to", "who"), rows)
    return page


def errors() -> str:
    """docs/errors.md"""
    sentence_rows = [
        (f"`{key.upper().replace('-', '_')}`", texts["zh"].replace("|", "/"), texts["en"].replace("|", "/"))
        for key, texts in sorted(sentences().items())
        if "." not in key
    ]
    return (
        "# Errors\n\nA refusal is a member of the mutation's union and implements `UserError { message code path }`.\n"
        "The request's `Accept-Language` chooses the language of its sentence.\n\n## Top-level codes\n\n"
        "`extensions.code` of an entry of `errors`.\n\n"
        + table(("code", "when"), [(f"`{code}`", words) for code, words in TOP_LEVEL_CODES.items()])
        + "\n## The catalogue\n\nEvery sentence that a person reads: refusals by their code, and the other words.\n\n"
        + table(("code", "zh", "en"), sentence_rows)
    )


PAGES = {"settings.md": settings, "permissions.md": permissions, "states.md": states, "errors.md": errors}

if __name__ == "__main__":
    for name, write in PAGES.items():
        (DOCS / name).write_text(write(), "utf-8")
