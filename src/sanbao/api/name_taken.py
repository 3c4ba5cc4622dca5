"""The refusal of a name that something else has already."""

from __future__ import annotations

import strawberry

from sanbao.api.errors import UserError
from sanbao.api.node import Node
from sanbao.core import errors


@strawberry.type(description="Something else has this name where names tell things apart. 名称已被使用。")
class NameTakenError(UserError):
    existing: Node = strawberry.field(description="What has the name already.")


NAME_TAKEN: dict[type[errors.SanbaoError], type[UserError]] = {errors.NameTaken: NameTakenError}
"""For the mutations that give names."""
