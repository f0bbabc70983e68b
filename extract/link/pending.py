"""What nobody has said yet: figures still to be published (决议将于周三公布), answers not given (未作回应).

All offsets are code points of the one normalised text.
"""

from __future__ import annotations

import re

_TO_COME = re.compile(
    r"(?:将[于在会]?|拟于?|定于|预定|预计|料将|会在|会于|有待|尚未|还未|仍未|(?<=[一-鿿）])(?:下周|[明后][天日]))[^，,。；：\n]{0,14}"
    r"(?:公布|发布|公告|披露|发表|出炉|揭晓|召开|举行|登场|开会)(?!会)[^，,。；：\n]{0,12}[，,]?\Z"
)
_NOT_YET = ("将", "将会", "即将", "料将", "拟", "尚未", "有待")
"""What stands before a verb of making public that is yet to happen."""
_MAKING = ("公布", "发布", "公告", "披露", "发表", "揭晓")
_UNANSWERED = re.compile(
    r"(?:未[有能予做作获]?|没有?|拒绝|拒|不愿|不予|不作|不便|无人|婉拒|暂无|尚无|不做)(?:[对就向][^，。；：]{1,16}|作出|做出|任何|进一步|立即|立刻|正面|公开|直接|具体|更多|给予|得到|获得|收到|[其该]?公?[司方])*\Z"
)
"""What stands before 回应, 评论, 置评 that are not given."""
_ANSWERS = ("回应", "回复", "回覆", "答复", "评论", "置评", "说明", "表态", "解释", "透露", "披露", "公布", "回答")


def unpublished(text: str, start: int, end: int) -> bool:
    """Does a clause tell of figures or a meeting that are still to come (非农报告将于周五公布，)?"""
    return _TO_COME.search(text, start, end) is not None


def unsaid(text: str, start: int, verb: tuple[int, int]) -> bool:
    """Has what the verb tells not been said: in a clause from ``start`` that puts it off, or denies an answer (未作|回应)?"""
    words = text[slice(*verb)]
    if words.startswith(_MAKING) and (text.endswith(_NOT_YET, start, verb[0]) or _TO_COME.search(text, start, verb[1])):
        return True
    return words.startswith(_ANSWERS) and _UNANSWERED.search(text, start, verb[0]) is not None
