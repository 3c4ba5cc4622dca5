"""Words for closed sets that more than one kind of table uses."""

from __future__ import annotations

from sanbao.members.kinds import ServiceCategory

EXTERNAL_SYSTEM = "roster"
"""The source system of rows that name none."""

_C = ServiceCategory
CATEGORY_WORDS: dict[str, object] = {
    **dict.fromkeys(("组织建设", "党建", "ORGANISATION_BUILDING"), _C.ORGANISATION_BUILDING),
    **dict.fromkeys(("法律援助", "法律", "LEGAL_AID"), _C.LEGAL_AID),
    **dict.fromkeys(("帮困助残", "扶贫济困", "HARDSHIP_AND_DISABILITY"), _C.HARDSHIP_AND_DISABILITY),
    **dict.fromkeys(("社区治理", "COMMUNITY_GOVERNANCE"), _C.COMMUNITY_GOVERNANCE),
    **dict.fromkeys(("健康医疗", "医疗卫生", "健康", "HEALTH"), _C.HEALTH),
    **dict.fromkeys(("文化体育", "文体", "CULTURE_AND_SPORT"), _C.CULTURE_AND_SPORT),
    **dict.fromkeys(("平安巡防", "治安", "SAFETY_AND_PATROL"), _C.SAFETY_AND_PATROL),
    **dict.fromkeys(("其他", "其它", "OTHER"), _C.OTHER),
}
