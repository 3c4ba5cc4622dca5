"""Skills in the API."""

from __future__ import annotations

from typing import Annotated

import strawberry

from sanbao.access.roles import Permission
from sanbao.api.connection import Connection
from sanbao.api.context import Info
from sanbao.api.mutation import MutationInput, VersionedInput, mutation
from sanbao.api.name_taken import NAME_TAKEN
from sanbao.api.node import VersionedNode, node
from sanbao.api.query import query
from sanbao.api.said import said
from sanbao.core import ids, inputs, paging
from sanbao.members import models, skills


@node(models.Skill, skills.visible, description="Something a member may be able to do. 技能。")
class Skill(VersionedNode):
    code: str = strawberry.field(
        description="Its code, 1 to 40 letters, digits, - and _; unique, for imports."
    )
    name: str = strawberry.field(description="Its Chinese name, at most 80 characters.")
    name_en: str = strawberry.field(description="Its English name, may be empty.")
    certificate_required: bool = strawberry.field(
        description="Whether the law demands a certificate, with number and last valid day."
    )


@strawberry.type
class SkillQueries:
    @query(needs="self", description="All skills, in the order they were made. 技能目录。", paged=True)
    async def skills(
        self,
        info: Info,
        page: paging.PageRequest,
        name_contains: Annotated[str | None, strawberry.argument(description="Name contains this.")] = None,
    ) -> Connection[Skill]:
        found = skills.visible(info.context.actor)
        if name_contains:
            found = found.filter(name__contains=inputs.text("name_contains", name_contains, most=80))
        return await paging.page(found, (), page)


@strawberry.input(description="A new skill. 新建技能。")
class SkillCreateInput(MutationInput):
    code: str = strawberry.field(description="1 to 40 letters, digits, - and _, such as first-aid; unique.")
    name: str = strawberry.field(description="Its Chinese name, at most 80 characters.")
    name_en: str = strawberry.field(default="", description="Its English name, at most 80 characters.")
    certificate_required: bool = strawberry.field(
        default=False, description="Whether the law demands a certificate."
    )


@strawberry.input(description="A change of a skill; what is left out stays. 修改技能。")
class SkillChangeInput(VersionedInput):
    id: strawberry.ID = strawberry.field(description="The skill.")
    name: str | None = strawberry.field(default=strawberry.UNSET, description="Its Chinese name.")
    name_en: str | None = strawberry.field(default=strawberry.UNSET, description="Its English name.")
    certificate_required: bool | None = strawberry.field(
        default=strawberry.UNSET, description="Whether the law demands a certificate."
    )


@strawberry.type(description="The skill was made.")
class SkillCreateSuccess:
    skill: Skill = strawberry.field(description="The new skill.")


@strawberry.type(description="The skill was changed.")
class SkillChangeSuccess:
    skill: Skill = strawberry.field(description="The skill as it is now.")


@strawberry.type
class SkillMutations:
    @mutation(
        needs=Permission.MENU_MANAGE,
        description="Add a skill, for the whole installation. 新建技能。",
        errors=NAME_TAKEN,
    )
    async def skill_create(info: Info, input: SkillCreateInput) -> SkillCreateSuccess:
        return SkillCreateSuccess(
            skill=await skills.create(info.context.actor, input.code, said(input, skills.SkillSaid))
        )

    @mutation(
        needs=Permission.MENU_MANAGE,
        description="Change a skill, for the whole installation: takes the right on every unit whose members have it or "
        "whose menu asks for it. 修改技能。",
        errors=NAME_TAKEN,
    )
    async def skill_change(info: Info, input: SkillChangeInput) -> SkillChangeSuccess:
        skill = await skills.change(
            info.context.actor,
            ids.row_id(input.id, "Skill"),
            said(input, skills.SkillSaid),
            expected_version=input.expected_version,
        )
        return SkillChangeSuccess(skill=skill)
