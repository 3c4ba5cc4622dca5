"""Closed sets that the types of several nouns share."""

from __future__ import annotations

import strawberry

from sanbao.members import kinds, states

MemberKind = strawberry.enum(
    kinds.MemberKind,
    name="MemberKind",
    description="VOLUNTEER is 志愿者, IN_SERVICE_PARTY_MEMBER 在职党员. 成员类别。",
)
ServiceCategory = strawberry.enum(
    kinds.ServiceCategory,
    name="ServiceCategory",
    description="The eight lines of service: organisation building 组织建设, legal aid 法律援助, hardship and "
    "disability 助困助残, community governance 社区治理, health 卫生健康, culture and sport 文化体育, safety and "
    "patrol 平安巡防, other 其他. 服务类别。",
)
Tag = strawberry.enum(
    kinds.Tag,
    name="Tag",
    description="What a seat may demand beside the skill: INSURED 已投保, ADULT 成年, TRAINED 已培训. 条件标签。",
)
MemberState = strawberry.enum(
    states.MemberState,
    name="MemberState",
    description="PENDING 待核实, ACTIVE 在册 (only these are dispatched), PAUSED 暂停, LEFT 已退出. 成员状态。",
)
ReportInState = strawberry.enum(
    states.ReportInState,
    name="ReportInState",
    description="SUBMITTED 待受理, RETURNED 已退回, ACTIVE 已报到 (holds the receipt), TRANSFER_REQUESTED 申请转出, "
    "TRANSFERRED 已转出, WITHDRAW_REQUESTED 申请退出, WITHDRAWN 已退出, LAPSED 逾期未复核. 报到状态。",
)
