"""Sentences in which the author speaks again, though no turn tells so: how a market closed, what a term means, who somebody is."""

from __future__ import annotations

import re
from functools import cache

from extract.lexicon import trie
from extract.link.source_words import source_parts
from extract.link.turns import roles

_MOST = 60
"""How far into a sentence its predicate is looked for."""
_DEFINED = re.compile(r"[“「](?P<term>[^“”「」\n]{2,16})[”」](?:[^，。；“「\n]{0,6}[是指]|[，,]?(?:是指|指的是|即))")
_LATTER = re.compile(r"[前后]者(?:曾|目前|现|也|还|原)?(?:是|为|由|在|拥有|持有|总部|成立|隶属)")
_BODY = re.compile(
    r"该(?:组织|机构|公司|协会|集团|委员会|中心|企业|商会|联盟|研究所|智库|团体)(?:目前|现|共|总共)?"
    r"(?:成立|创立|创办|创建|总部|位于|代表着|隶属|由[^，。]{2,20}(?:组成|创办|创立|出资))"
)
_FOUNDED = re.compile(
    r"[^，。；：“「\n]{2,12}?(?:于|自|民国)?(?:\d{2,4}年)(?:\d{1,2}月)?(?:成立|创立|创办|创刊|创建|建成|独立|开业|投产|通车|启用|建县|设县|建市|上市)[，。]"
    r"|[^，。；：“「\n]{2,12}?(?:成立|创立|创办|创刊|创建|建成|始建|落成)于(?:民国)?\d{2,4}年"
    r"|[^，。；：“「\n]{2,8}?是[^，。；“「\n]{2,24}[，,](?:下辖|面积|人口|户籍人口|常住人口|距)"
    r"|[^，。；：“「\n]{2,10}?(?:国土面积|下辖\d)"
)
"""绿岛2012年成立，…; 青原是两省交界处的县，下辖…: what a place or body is."""
_ASIDE = re.compile(
    r"这[家个间](?:[于在]|自)?(?:民国)?\d{2,4}年[^，。；“「\n]{0,8}?(?:成立|创立|创办|创建|上市|设立|起家)的(?:公司|企业|集团|机构|组织|银行|厂商|品牌|基金会)|"
    r"这[个座家片][^，。；“「\n]{2,16}的(?:国家|岛国|城市|小镇|小城|村庄|县城|地区)[，,]|[汇债股期楼油]市(?:方面|上)?[，,]"
    r"|[^，。；“「\n]{0,20}(?:门票|再战|下一[战场轮]|下[一]?期于)|(?:第\d+[轮场]|双方|两队)[^，。；“「\n]{0,16}(?:将于|再战|开打|开球|交锋)"
)
"""What a place is like, another market, when and where to go: 这个人口不到百万的岛国，…; 汇市方面，…; 下一场…门票…."""
_DAY_OF = re.compile(r"(?:公告|消息|财报|年报|声明|报告|业绩)(?:发布|公布|公告|传出|出炉|披露)(?:当[天日]|次日|后|翌日)[，,]")
_UNSAID = re.compile(
    r"[^，。；：“「\n]{0,12}?(?:没有?|并未|未曾?|未有|从未|不曾|绝口不)(?:提到|提及|提|说明|披露|交代|透露|写明|写到|公布|解释|列出|告诉[^，。]{1,6}|显示)[^，。；“「\n]{0,8}[，,：:]"
)
"""通报没有提到的是，…: what a source leaves out."""
_COURT = re.compile(
    r"[^，。；：“「\n]{0,14}?(?:地检署|检察署|检察院|检察官|检方|地院|高院|法院|法庭|裁判官)[^。；“「\n]{0,30}?"
    r"(?:[声裁]押|羁押|交保|起诉|判处|改判|判囚|判刑|获判|求处|求刑|批捕)"
)
"""What a court or its prosecutor does with those accused (检方复讯后，将三人声押)."""
_VOTED = re.compile(r"[^，。；：“「\n]{0,16}?[会院][^，。；：“「\n]{0,10}?以\d+票?(?:[比对:：]|赞成)")
"""How an assembly voted (议会上月以22票对15票通过…)."""
_IN_FORCE = re.compile(
    r"(?:[^，。；：“「\n]{0,10}?(?:上路|施行|生效|实施|出台)的)?[^，。；：“「\n]{2,18}?(?:法|条例|公约|协定|规例|准则|法案)》?"
    r"(?:(?:[于在自]?[^，。；“「\n]{0,10}?(?:上路|施行|生效|实施|出台)(?:[后，]|以来|至今))|[把将]|(?=规定))"
)
"""What a law brings that is in force (两年前上路的专法把…; 《公约》6月上路后，…)."""
_PERSON = re.compile(r"(?:现年|今年)\d{1,3}岁的|[他她](?:今年\d{1,3}岁|现年|出生|生于|毕业于)")


@cache
def _closing() -> re.Pattern[str]:
    """How a price moved, behind its noun (股价|收跌)."""
    return re.compile(
        rf"[^。“「\n]*?(?:{trie(roles()['price'])})[^，。；“「\n]{{0,16}}?(?:{trie(roles()['move'])})"
        rf"|[^，。；“「\n]{{0,30}}?(?:{trie(roles()['closing'])})"
    )


@cache
def _of_law() -> re.Pattern[str]:
    acts = "拘捕|逮捕|带走|羁押|收押|移送|通缉|扣留|扣押|拘留|刑拘|起获|查扣"
    return re.compile(rf"[^，。；：“「\n]{{0,10}}?(?:{trie(source_parts('inquirer'))})[^，。；：“「\n]{{0,24}}?(?:{acts})")


def is_act_of_law(text: str, low: int, high: int) -> bool:
    """Does a sentence begin with what the police or a court did (警方以涉嫌诈骗拘捕…)? No witness tells that."""
    return _of_law().match(text, low, high) is not None


def is_authors(text: str, low: int, high: int, outlet: bool) -> bool:
    """Does the author tell what ``text[low:high]``, a sentence without reporting words, says: a price at the close, a definition, a description?

    Prices are news as well, where an ``outlet`` or a document is who reports.
    """
    told = _DEFINED.match(text, low, high) or _LATTER.match(text, low, high) or _BODY.match(text, low, high) or _PERSON.match(text, low, high)
    told = told or _COURT.match(text, low, high) or _VOTED.match(text, low, high) or _IN_FORCE.match(text, low, high)
    told = told or _ASIDE.match(text, low, high) or _FOUNDED.match(text, low, high) or _UNSAID.match(text, low, high) or _DAY_OF.match(text, low, high)
    return bool(told or (not outlet and _closing().match(text, low, min(high, low + _MOST))))
