"""Who says so: text with the number in ⟦⟧ → the source's name and its carriers, or None for the author's own voice."""

import opencc
import pytest

from extract.link.cues import find_cues, find_quotes
from extract.link.mentions import kind_of
from extract.link.source import sources
from extract.quantity.times import find_times
from extract.text.normalize import normalize
from extract.text.sentences import sentences


def credited(marked):
    """The source of the number between ⟦ and ⟧."""
    start, end = marked.index("⟦"), marked.index("⟧") - 1
    original = marked.replace("⟦", "").replace("⟧", "")
    text = normalize(original).text
    times = [(t.start, t.end) for t in find_times(text)]
    (source,) = sources(text, original, sentences(text), times, [(start, end)])
    return source


PREPOSITIONS = [
    ("据北港海关统计，一季度出口⟦12万吨⟧。", "北港海关"),
    ("根据南湾统计局的数据，失业率为⟦4.1%⟧。", "南湾统计局"),
    ("据《海湾日报》报道，该厂裁员⟦三成⟧。", "《海湾日报》"),
    ("按北港商会的估算，损失约⟦2亿元⟧。", "北港商会"),
    ("援引海湾通讯社的消息称，伤者有⟦二十余人⟧。", "海湾通讯社"),
    ("根據南灣地政署資料，全區空置率達⟦13.6%⟧。", "南灣地政署"),
]
VERBS = [
    ("北港市政府周二表示，今年将新建⟦3.7万套⟧住房。", "北港市政府"),
    ("协会会长林岚在论坛上指出，行业利润下降了⟦两成⟧。", "协会会长林岚"),
    ("南湾气象台发言人对记者说，雨量⟦逾200毫米⟧。", "南湾气象台发言人"),
    ("分析师称，油价可能跌至⟦50美元⟧。", "分析师"),
    ("北港电力公司今天宣布，投资⟦16亿美元⟧。", "北港电力公司"),
    ("陳美玲透露，工程費時⟦七年⟧。", "陳美玲"),
    ("研究院发布的白皮书显示，渗透率已⟦近九成⟧。", "研究院"),
]
QUOTATIONS = [
    ("“我们一年亏了⟦三百多万元⟧。”店主赵平说。", "店主赵平"),
    ("店主赵平说：“我们一年亏了⟦三百多万元⟧。”", "店主赵平"),
    ("「一個月只賣出⟦五間⟧。」經紀何小姐說。", "經紀何小姐"),
    ("“成本太高，”工程师孙立指出，“每吨要⟦两千元⟧。”", "工程师孙立"),
    ("工程师孙立坦言：“难。每吨要⟦两千元⟧。没人愿意做。”", "工程师孙立"),
]
CARRYING = [
    ("林岚表示，订单减少。库存却增加了⟦两成⟧。", "林岚"),
    ("协会会长林岚表示，订单减少。她还说，库存增加了⟦两成⟧。", "协会会长林岚"),
    ("北港协会发布报告称，订单减少。报告同时显示，库存增加了⟦两成⟧。", "报告"),
    ("北港研究院指出，需求回暖。该机构预计，明年增长⟦5%⟧。", "北港研究院"),
]
UNNAMED = [
    ("据悉，新厂占地⟦300亩⟧。", "据悉"),
    ("知情人士透露，收购价约⟦12亿欧元⟧。", "知情人士"),
    ("有分析认为，缺口达⟦80万吨⟧。", "分析"),
]
CAPTIONS = [("各港吞吐量（万吨） 北港⟦320⟧ 数据来源：南湾航运研究所", "南湾航运研究所")]
NOBODY = [
    "南湾去年产量为⟦12万吨⟧。",
    "林岚表示，订单减少。但事实上，订单增加了⟦两成⟧。",
    "林岚表示，订单减少。\n全市共有⟦47家⟧工厂。",
    "这种材料被称为“黑金”，每吨⟦三万元⟧。",
    "号称最大的工厂只有⟦200名⟧工人。",
    "该公司占据⟦七成⟧市场。",
    "证据有⟦三份⟧。",
    "价格料将上涨⟦5%⟧。",
    "我们估计，缺口约⟦10万吨⟧。",
    "小说卖出⟦三万册⟧。",
]


@pytest.mark.parametrize(("marked", "name"), [*PREPOSITIONS, *VERBS, *QUOTATIONS, *CARRYING, *UNNAMED, *CAPTIONS])
def test_the_source_is_named(marked, name):
    source = credited(marked)
    assert source is not None
    assert source.name == name


@pytest.mark.parametrize("marked", NOBODY)
def test_the_authors_own_voice_has_no_source(marked):
    assert credited(marked) is None


@pytest.mark.parametrize(("marked", "name"), [*PREPOSITIONS, *VERBS, *QUOTATIONS, *CARRYING])
def test_the_traditional_twin_has_the_same_source(marked, name):
    convert = opencc.OpenCC("s2t").convert
    source = credited(convert(marked))
    assert source is not None
    assert normalize(source.name).text == normalize(name).text


CHAINS = [
    ("路透社援引两名官员的话称，缺口达⟦80万吨⟧。", "两名官员", ["路透社"]),
    ("据海湾通讯社报道，南湾央行表示，利率升至⟦4%⟧。", "南湾央行", ["海湾通讯社"]),
    ("据《临江财经》援引行业人士透露，报价下跌⟦两成⟧。", "行业人士", ["《临江财经》"]),
]


@pytest.mark.parametrize(("marked", "name", "via"), CHAINS)
def test_a_chain_keeps_its_carriers_innermost_first(marked, name, via):
    source = credited(marked)
    assert source.name == name
    assert [carrier.name for carrier in source.via] == via


CITED = [("产量占七成，加工占⟦近九成⟧。[1]", "[1]"), ("成本为⟦三万元⟧①，比去年低。", "①"), ("约⟦12万吨⟧（注3）。", "（注3）")]


@pytest.mark.parametrize(("marked", "mark"), CITED)
def test_a_footnote_mark_after_the_claim_is_its_citation(marked, mark):
    source = credited(marked)
    assert source.citation == mark
    assert source.text is None


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("南湾统计局", "organisation"),
        ("协会会长林岚", "person"),
        ("林岚", "person"),
        ("《海湾日报》", "publication"),
        ("海湾通讯社", "publication"),
        ("年度白皮书", "document"),
        ("《南湾矿产法》", "document"),
        ("知情人士", "unnamed"),
        ("野村分析师", "person"),
        ("布伦特·哈洛", "person"),
    ],
)
def test_the_kind_of_a_source_shows_in_its_words(words, kind):
    assert kind_of(words) == kind


@pytest.mark.parametrize("text", ["数据很多", "占据市场", "名称不详", "号称第一", "小说出版", "恒指下跌", "被称为黑金", "再说一遍"])
def test_words_that_only_look_like_cues_are_none(text):
    assert find_cues(text) == []


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("他说“好”。", ["“好”"]),
        ("「甲『乙』丙」丁", ["「甲『乙』丙」"]),
        ('他说"好"。', ['"好"']),
        ("他说“没有收尾\n第二段", ["“没有收尾"]),
        ("没有引号", []),
    ],
)
def test_quotations_are_found_outermost_and_closed_by_their_paragraph(text, quotes):
    assert [text[q.start : q.end] for q in find_quotes(text)] == quotes
