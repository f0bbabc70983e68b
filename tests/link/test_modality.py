"""How a quantity is meant, on invented sentences; the quantity stands between brackets 【】, which are taken away."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.lexicon import rows
from extract.link.modality import modality_of
from extract.text.sentences import clauses, sentences

CASES = [
    ("fact", "该厂去年产量达【3万吨】。"),
    ("fact", "公司宣布设立【12亿元】基金。"),
    ("fact", "据估计当地有【1100万吨】储量。"),
    ("fact", "销量没有达到【5万辆】。"),
    ("fact", "公司表示，目前员工已达【800人】。"),
    ("fact", "中锋老将此役得到【31分】。"),
    ("fact", "本季营收高于市场预期的【2亿元】。"),
    ("fact", "工厂计划明年扩产。目前年产【2万吨】。"),
    ("fact", "原料成本上升【8%】。"),
    ("forecast", "预计全年销量达【5万辆】。"),
    ("forecast", "机构预测，明年经济增长【3%】，通胀率为2%。"),
    ("forecast", "机构预测，明年经济增长3%，通胀率为【2%】。"),
    ("forecast", "运量有望突破【400万吨】。"),
    ("forecast", "他料租金再跌【5%】。"),
    ("forecast", "1Q27F 营收【30亿元】"),
    ("target", "公司计划三年内投资【20亿元】。"),
    ("target", "该市力争今年新增就业【3万人】。"),
    ("target", "企业承诺减排【两成】。"),
    ("target", "集团拟向股东派息【每股5分】。"),
    ("hypothetical", "如果油价涨到【120美元】，航空公司会亏损。"),
    ("hypothetical", "即便产能扩大【一倍】，缺口仍在。"),
    ("forecast", "若获批准，预计年底前可供应【十万剂】。"),
    ("denied", "他否认公司裁员【三成】。"),
    ("denied", "损失并非【2亿元】。"),
    ("denied", "公司说，裁员【三成】的说法毫无根据。"),
]


def parse(marked):
    """The text, the span between the brackets, and the clause and sentence that hold it."""
    start = marked.index("【")
    end = marked.index("】") - 1
    text = marked.replace("【", "").replace("】", "")
    sentence = next(span for span in sentences(text) if span[0] <= start < span[1])
    clause = next(span for span in clauses(text, *sentence) if span[0] <= start < span[1])
    return text, start, end, clause, sentence


@pytest.mark.parametrize(("modality", "marked"), CASES)
def test_modality(modality, marked):
    assert modality_of(*parse(marked)) == modality


@given(st.text(alphabet="如果预计目标已将，。；（）否认不实3万吨", min_size=1, max_size=30), st.data())
def test_any_text_has_a_modality(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    whole = (0, len(text))
    assert modality_of(text, start, end, whole, whole) in {"fact", "forecast", "target", "hypothetical", "denied"}


def test_lexicon_names_known_modalities_and_scopes():
    for word, modality, scope in rows("modality"):
        assert modality in {"fact", "forecast", "target", "hypothetical", "denied"}, word
        assert scope in {"clause", "weak", "base", "on", "after", "mask"}, word
