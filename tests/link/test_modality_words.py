"""Classes of cue words, what masks them and what they do not reach, on invented sentences in both scripts."""

import opencc
import pytest

from extract.link.modality import modality_of
from extract.text.normalize import normalize
from extract.text.sentences import clauses, sentences

TRADITIONAL = opencc.OpenCC("s2t").convert

WORDS = [
    # what may come: 或 before a verb, prices that look ahead, what cannot be ruled out
    ("forecast", "机构警告，楼价或再跌【两成】。"), ("forecast", "金价下看【1900美元】。"),
    ("forecast", "全年营收挑战【600亿元】。"), ("fact", "挑战者拿下【600票】。"), ("forecast", "盈利预减【三成】。"), ("forecast", "该股潜在涨幅【30%】。"),
    ("forecast", "央行不排除再加息【两次】。"), ("forecast", "她预言，十年后本店会成长【十倍】。"), ("forecast", "届时，单日客流可达【12万人】。"),
    ("forecast", "全部工程会维持在【三年】以内。"), ("fact", "我国有【三家】船厂。"), ("fact", "大会有【三百人】出席。"), ("forecast", "大约会有【三百人】出席。"),
    ("fact", "未来产业基金规模【20亿元】。"), ("forecast", "全球【一半】工作会被机器取代。"), ("fact", "村民将家中【八亩】田卖掉。"),
    ("forecast", "新车将于下季上市，售价【30万元】起。"), ("fact", "新车已于上季上市，售价【30万元】起。"),
    ("forecast", "项目投产后可实现年收入50亿元，利税【6亿元】。"),
    # what is meant to come: agreements, threats, rules, documents that lay down
    ("target", "邻国同意派【一万名】士兵驻守。"), ("target", "两国约定五年内把贸易额提高到【千亿元】。"), ("target", "他威胁对酒类征收【两倍】关税。"),
    ("target", "计划中的【三座】桥梁尚未招标。"), ("target", "董事长喊出明年营收成长【三成】。"), ("target", "请保持【1.5米】距离。"),
    ("target", "每天勿超过【两杯】。"), ("target", "工作报告提出，新增就业【30万人】。"), ("target", "通知明确，覆盖率达到【三成】。"),
    ("target", "网点要打造【30个】。"), ("fact", "主要打造了【30个】网点。"), ("fact", "需要打造【30个】网点的企业很少。"),
    ("fact", "法律规定的退休年龄为【60岁】。"), ("target", "草案规定的退休年龄为【60岁】。"), ("fact", "三读将罚锾上限提高到【30万元】。"),
    ("fact", "限时优惠价【99元】。"), ("target", "法院判他徒刑七年，罚款【五万元】。"),
    ("target", "华为拟今年出货【1000万台】。"), ("target", "北约拟投入【四万名】士兵。"), ("fact", "为【1000万台】手机供货。"),
    ("target", "占比力争提高到【两成半】。"),
    # suppositions and denials
    ("hypothetical", "如按现价出售，他可获利【3000万元】。"), ("fact", "如愿以后，他获利【3000万元】。"), ("hypothetical", "悲观情景下经济收缩【2%】。"),
    ("denied", "加息【三码】不在考虑之列。"), ("denied", "并不存在拖欠【30人】工资一事。"), ("denied", "公司称并无【30人】失踪。"),
    ("fact", "销量并无明显变化，为【30台】。"), ("denied", "别指望它能涨【一倍】。"), ("denied", "新药未必能延寿【一成】。"),
    ("fact", "学校计划扩招15%，床位仍缺【600张】。"),
    # what was expected, and what came about
    ("fact", "营收优于预估的52亿元，达【55亿元】。"), ("forecast", "营收优于预估的【52亿元】，达55亿元。"), ("forecast", "CPI年增1.9%，高于预测值【1.8%】。"),
    ("forecast", "净利为1.8亿元，高于分析师预估均值【1.6亿元】。"), ("target", "球队目标15金，最终夺得17金，下届目标【20金】。"),
    ("fact", "球队目标15金，最终夺得【17金】。"), ("fact", "外界预期会有一千人，最后只来了【六百人】。"),
    # what is so as a rule, rates of exchange, names that begin like a condition, what is thought to come of something
    ("fact", "通常情况下，仪器会发出【两种】声响。"), ("forecast", "投产后，仪器将会发出【两种】声响。"),
    ("fact", "部长宣布将投资6亿比索（1比索约合【0.4元】）修路。"), ("forecast", "部长宣布将投资6亿比索（约合【2.4亿元】）修路。"),
    ("fact", "若昂·梅洛表示，仓库里有【500箱】。"), ("hypothetical", "若昂贵的设备停机，损失【500万元】。"),
    ("fact", "审计没有充分涵盖全部【80笔】贷款。"), ("denied", "该公司否认，称没有收过【80笔】贷款。"),
    ("forecast", "财政司估算，新航线可为港口带来【16亿元】。"), ("fact", "新航线可停靠【16艘】船。"),
    ("forecast", "风电装机将增加两倍，达到【9亿千瓦】。"), ("fact", "风电装机增加了两倍，达到【9亿千瓦】。"),
    ("forecast", "普查将动员千余人，访问【三万户】。"), ("fact", "集团将工厂迁往北港，去年访问【三万户】。"),
    ("hypothetical", "旅客如愿自费住满【6天】，可以入境。"), ("fact", "他如愿以后，住满【6天】。"),
    ("target", "她被裁定禁赛【八年】。"), ("fact", "她缺席比赛【八年】。"),
    ("fact", "按计划翻修的校舍，合格率是【81%】。"), ("target", "按计划，合格率是【81%】。"),
    ("fact", "户籍不在当地的人口约占【3成】。"), ("fact", "户籍不是当地的人口约占【3成】。"),
    ("fact", "即使在淡季过后，每人也大约有【2.5个】床位。"), ("hypothetical", "即使降价，也要【1.8万元】。"),
    ("target", "厂方同意未来三年增加【200个】岗位。"), ("fact", "冒名考试最重可处【2万元】罚款。"),
]  # fmt: skip


def _read(text, start, end):
    sentence = next(span for span in sentences(text) if span[0] <= start < span[1])
    clause = next(span for span in clauses(text, *sentence) if span[0] <= start < span[1])
    return modality_of(text, start, end, clause, sentence)


@pytest.mark.parametrize(("modality", "marked"), WORDS, ids=[text for _, text in WORDS])
def test_classes_of_words_in_both_scripts(modality, marked):
    start, end = marked.index("【"), marked.index("】") - 1
    text = marked.replace("【", "").replace("】", "")
    for form in (text, normalize(TRADITIONAL(text)).text):
        assert _read(form, start, end) == modality
