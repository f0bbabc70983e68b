"""Is the number the amount of a change, of a difference, a factor, or a level?"""

import opencc
import pytest

TRADITIONAL = opencc.OpenCC("s2t").convert

INCREASE = [
    "增长", "增加", "上升", "上涨", "提高", "增", "涨", "升", "年增", "同比增长", "环比上涨", "飙升", "激增", "暴涨", "攀升",
    "净增", "上调", "提升", "升值", "大涨",
    "增长了", "增长约", "同比增长了", "增长达", "增长高达", "将增长", "有望增长", "涨幅为", "增幅达", "增速为", "年增率为",
    "成长", "月增", "季增", "扩大", "增产",
]  # fmt: skip
DECREASE = [
    "下降", "减少", "下跌", "下滑", "降低", "减", "跌", "降", "年减", "同比下降", "环比下跌", "暴跌", "锐减", "骤降",
    "净减少", "下调", "贬值", "缩水", "萎缩", "大跌",
    "下降了", "减少约", "同比减少了", "跌幅为", "降幅达", "减产", "削减", "收窄", "衰退", "回落", "重挫", "月减", "裁减",
    "降价",
]  # fmt: skip
RATES = ("涨幅为", "增幅达", "增速为", "年增率为", "跌幅为", "降幅达")
LEVEL = [
    "增至", "增长到", "增加到", "升至", "上升至", "涨到", "提高至", "提高到", "降至", "下降到", "减少至", "跌至", "降到",
    "达到", "达", "为", "占", "仅", "保持在", "维持在",
    "稳定在", "回升至", "回落至", "扩大至", "缩小到", "上调至", "下调至", "由原来的", "新增", "共有",
]  # fmt: skip
MORE = ["比去年高", "比去年高出", "比去年多", "比去年多出", "较日本高", "比日本贵", "高出日本", "较原计划多", "比日本快"]
LESS = ["比去年低", "比去年少", "较日本低", "比日本便宜", "比去年慢", "较原计划少"]


@pytest.mark.parametrize("number", ["3%", "两成", "0.2个百分点", "300吨", "5亿元"])
@pytest.mark.parametrize(
    ("words", "change"),
    [*[(w, "increase") for w in INCREASE], *[(w, "decrease") for w in DECREASE]],
)
def test_amounts_of_a_change(first, words, change, number):
    if words.endswith(RATES):
        number = "3%"
    assert first(f"产值{words}{number}。")[7] == change


@pytest.mark.parametrize("number", ["3%", "两成", "300吨", "5亿元"])
@pytest.mark.parametrize("words", LEVEL)
def test_levels_have_no_change(first, words, number):
    assert first(f"产值{words}{number}。")[7] is None


@pytest.mark.parametrize("number", ["3%", "两成", "300吨", "5亿元"])
@pytest.mark.parametrize(("words", "change"), [*[(w, "more") for w in MORE], *[(w, "less") for w in LESS]])
def test_amounts_of_a_difference(first, words, change, number):
    assert first(f"产值{words}{number}。")[7] == change


CLAUSES = [
    ("产值增长3%", "increase"), ("产值增长，达到3%", None), ("较去年同期增长3%", "increase"), ("比去年增长3%", "increase"),
    ("比去年下降3%", "decrease"),
    ("增长到去年的3倍", "factor"), ("增至3倍", "factor"), ("扩大到5倍", "factor"), ("是去年的3倍", "factor"), ("是邻县的3倍", None),
    ("增长3倍", "increase"), ("比去年增长3倍", "increase"),
    ("比去年多3倍", "more"), ("增速放缓至4%", "increase"), ("降幅收窄至4%", "decrease"), ("跌幅扩大至4%", "decrease"),
    ("增长率为4%", "increase"),
    ("负增长4%", "decrease"), ("年增率达3.5%", "increase"), ("增速回落0.2个百分点", "decrease"),
    ("增速提高0.2个百分点", "increase"),
    ("降幅收窄0.2个百分点", "decrease"), ("通胀率升至4%", None), ("失业率为4%", None), ("上涨77.70点或1.39%", "increase"),
    ("增加了近三成", "increase"),
    ("产量将较今年减少逾一半", "decrease"), ("由3%升至5%", None), ("降息25个基点", "decrease"), ("加息25个基点", "increase"),
    ("新增55例", None), ("增加1倍以上", "increase"),
    ("涨价两成", "increase"), ("排名上升至第三", None), ("工期缩短3个月", "decrease"), ("股价下跌3.2美元", "decrease"),
    ("股价收跌3.2%", "decrease"), ("占比提升了2个百分点", "increase"),
    ("同比-3%", None), ("增持3%", "increase"), ("减持3%", "decrease"), ("增值税率为3%", None), ("减排目标为3%", None), ("高达3%", None),
    ("降雨量为300毫米", None), ("涨停家数为30家", None),
    ("升学率为30%", None), ("减产协议涉及300吨", None), ("增资5亿元", None), ("比例为30%", None), ("比重达30%", None),
    ("较高的30%", None), ("多达300吨", None), ("低于30%", None),
    ("高于30%", None), ("少于300吨", None), ("比赛吸引300人", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "change"), CLAUSES, ids=[text for text, _ in CLAUSES])
def test_changes_in_their_clauses(claims, text, change):
    for form in (text, f"据统计，{text}。"):
        assert claims(form)[-1][7] == change


TABLES = {  # change → amounts that are one, and amounts that only look so (with what they are)
    "increase": (
        ["产值增长3%", "运费上行6个基点", "平均加幅7.4%", "一次过加价一成半", "央行再增持200吨", "工程师薪水加了两成五", "股价抽升8.8%", "多打了两吨"],
        [("自然增长率为-2.4‰", None), ("产值增至3亿元", None), ("差距扩大为4倍", "factor"), ("加息两次", None), ("全场贡献31分", None)],
    ),
    "decrease": (
        ["产量减少3%", "股价已跌去三成半", "预算再砍一成", "市值蒸发42亿元", "可节省燃油15%", "公司裁员三成", "减持1200万股", "删幅1.6%",
         "每天少烧煤3万吨"],
        [("雇员由210人降为86人", None), ("第一个月卖掉11本", None), ("每天用掉12板", None), ("降息两次", None), ("亏蚀4亿元", None)],
    ),
    "more": (
        ["比去年高3%", "比全球平均多出33天", "工期比原计划晚了36个月", "比恐龙还早五千多万年", "补贴超支2亿元", "空置率被高估3个百分点",
         "超额登记4.4倍", "溢价率41%", "绕行要多花五天"],
        [("中学生比例更高达57%", None), ("占比高达30%", None), ("超支的七成来自岩层", None), ("比赛长达3小时", None), ("至少3%", None)],
    ),
    "less": (
        ["比去年低3%", "比上次少了一周", "较疫情前少半小时", "落后榜首2.6分", "比上代轻了18克", "租金便宜三成", "折让达一成半",
         "离门槛还差8胜", "比设计值少了三成"],
        [("午餐补助少了三成", "decrease"), ("至少三成", None), ("缺少3人", None), ("比去年少交的税为3亿元", None)],
    ),
    "factor": (
        ["增至3倍", "扩大到5倍", "是五年前的3.2倍", "约为上月的1.5倍", "为前一轮的2.2倍", "翻一番", "抬高到原来的3倍", "是去年同月的2.3倍", "产量减半"],
        [("是邻县的3倍", None), ("增长3倍", "increase"), ("比去年多3倍", "more"), ("按每股3倍计算", None)],
    ),
}  # fmt: skip
ROWS = [(text, change) for change, (right, _) in TABLES.items() for text in right]
ROWS += [row for _, near in TABLES.values() for row in near]


@pytest.mark.parametrize(("text", "change"), ROWS, ids=[text for text, _ in ROWS])
def test_changes_in_both_scripts(claims, text, change):
    for form in (f"{text}。", TRADITIONAL(f"{text}。")):
        assert [reading[7] for reading in claims(form)][-1:] == [change]


@pytest.mark.parametrize("change", TABLES)
def test_tables_have_both_sides(change):
    right, near = TABLES[change]
    assert len(right) >= 8 and len(near) >= 4
    assert all(other != change for _, other in near)


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("经济成长预估为5.2%。", ["increase"]), ("增长目标为5%。", ["increase"]), ("增长达到3.2%。", ["increase"]), ("贡献达到3.2%。", [None]),
        ("对增长的贡献达到30%。", [None]), ("增长至5%。", [None]), ("股指上涨188点，突破12400点。", ["increase", None]),
        ("股指上涨188点，涨幅1.5%。", ["increase", "increase"]), ("股指上涨188点，1.5%。", ["increase", "increase"]),
    ],
)  # fmt: skip
def test_growth_named_as_a_rate_and_what_a_pair_shares(quantities, text, changes):
    for script in (text, TRADITIONAL(text)):
        assert [q.change for q in quantities(script) if q.label == "claim"] == changes


AROUND = [
    ("北港遭受5%的衰退", "decrease"), ("录得5%的经济萎缩", "decrease"), ("5%的萎缩地带", "decrease"), ("5%的工厂萎靡", None),
    ("内定6%加幅", "increase"), ("外墙工程被删掉3亿元", "decrease"), ("将增加人事成本约3亿元", "increase"),
    ("比去年增加成本3亿元", "more"), ("增加值3亿元", None), ("增加投资至3亿元", None),
    # blanks between the word and the number
    ("公司数量增加了 5.8 万家", "increase"), ("排放量下降了 17%", "decrease"), ("新系统比旧系统快 1 万倍", "more"), ("排放量为 17%", None),
    # what the share is the measure of, after it
    ("6%左右的增速", "increase"), ("GDP有1.5%的增长", "increase"), ("租金面临一成的跌幅", "decrease"), ("贡献了近四成的工业增长", None), ("一成的租金", None),
    # differences from a mean, and from others
    ("比例超过平均值10.6个百分点", "more"), ("比例低于平均水平3个百分点", "less"), ("领先对手三分", "more"), ("领先冲刺的六家", None),
    ("合计占比高达94.4%", None), ("比去年同期高3%", "more"), ("对手只差1分", "less"), ("机油要贵一百元", "more"), ("电池容量比上代多出30%", "more"),
    # more or less of a deed
    ("每天多睡半个小时", "more"), ("每天少睡半个小时", "less"), ("比对照组少跑了300米", "less"), ("熟客少三成", "decrease"), ("至少三成", None),
    ("成交按周多两成半", "increase"), ("成交按周少两成半", "decrease"), ("剪短二十分钟", "decrease"), ("压减负荷三百万千瓦", "decrease"),
    ("事项压减到目前的106项", None),
    # shares of Malaysia and Singapore; points
    ("股价报0.915元，起4分", "increase"), ("自本月，起租4天", None), ("升幅一度扩大至逾300点", "increase"), ("指数扩大至300点", None),
    # multiples that are levels
    ("市盈率升至31倍", None), ("远期市盈率（P/E）升至31倍", None), ("据市盈率排名，产量升至3倍", "factor"), ("产量升至3倍", "factor"),
]  # fmt: skip


AROUND += [
    # a state that is reached, told with 为; ratios of a time
    ("审批由90天缩短为38天", None), ("税率调降为18%", None), ("役期延长为11个月", None), ("工期缩短3个月", "decrease"),
    ("比第二名快了0.09秒", "less"), ("比第二名慢了0.09秒", "more"), ("比邻市快3%", "more"), ("行车时间增加20分钟", "increase"),
    ("假期为20分钟", None),
    # paces
    ("产能以每年6%的速度萎缩", "decrease"), ("冰川以每年0.5米的速度变薄", "decrease"), ("人口以每年3%的速度增长", "increase"),
    ("每年以0.6毫米的速度移动", None),
    # a rate in the clause before, or whose part it is
    ("涨幅连续五个月扩大，达到1.2%", "increase"), ("价格跌幅居前，为2.9%", "decrease"), ("涨幅扩大，产量达到1.2%", None), ("占总涨幅的近一半", None),
    ("年初至今涨幅扩大到1.3倍", "increase"), ("产量扩大到1.3倍", "factor"), ("动辄五六倍的升幅", "increase"), ("衰退幅度达8.1%", "decrease"),
    # shares that are higher, lower or gone
    ("内存占用高了一成半", "more"), ("滴度低两成", "less"), ("弹头却轻四分之一", "less"), ("加工机比重31.5%", None), ("最低两成", None),
    ("最高三成", None),
    ("林地会失去三成半", "decrease"), ("林地面积已消失近三成", "decrease"), ("可填补损失约三成", None), ("损失高达三百万元", None),
    ("水量要再加一成", "increase"),
    ("票率再高五个百分点", "increase"), ("股价收高3.2%", "increase"), ("税收高达3.2%", None), ("将裁撤1150个职位", "decrease"),
    ("超额约29倍", "more"),
    # compared to another
    ("每亩比过去少用水90立方米", "less"), ("每亩少用水90立方米", "decrease"), ("与高峰期相比少了近三成", "less"), ("高于分析师预估均值1.6亿元", None),
    ("比主流船队老5年多", "more"), ("比对了2400个样区长达38年", None), ("低于全部类别的平均水平11个百分点", "less"),
    # what a pair shares, and what begins something else
    ("比去年少1986人或2.5%", "less"), ("共1986人或2.5%", None), ("营收成长四成，逼近420亿元", None), ("产量月减9.1%，12个区缺货", None),
    ("关税提高10个百分点，三分之一的车厂停产", None),
    # rates of growth that are foretold, or of another time; what is no comparison
    ("今年成长预测由0.9%下修至0.4%", "increase"), ("今年成本预测由0.9%下修", None), ("本季同比增长3.8%，高于前一季的2.9%", "increase"),
    ("本季同比下降3.8%，低于前一季的2.9%", "decrease"), ("本季占比3.8%，高于前一季的2.9%", None), ("百分比抽样误差不超过4%", None),
    ("同比增长3.8%，高于前一季的2.9%，也超出16名专家所预测的3.1%", "increase"), ("全球升温控制在1.5度以内", "increase"),
    ("水温控制在1.5度以内", None), ("月薪调升，调幅近三成", "increase"), ("加薪要求从25%降到18%", "increase"), ("为此剧增重12公斤", "increase"),
    ("经费删除三分之二", "decrease"), ("海滨最多容纳6500人", None), ("要多产50公吨", "increase"), ("比去年退后7位", "decrease"),
    ("冰川每年减薄0.9米", "decrease"), ("今年扩容一倍", "increase"), ("产能扩容至3万吨", None), ("指数走高，起18.6点", "increase"),
    # a rate in brackets, what shrinks to a multiple, how often, what is said of each
    ("二季度用电增速（6.0%）", "increase"), ("二季度用电占比（6.0%）", None), ("负债降到4倍以下", None), ("产量增至原来的4倍", "factor"),
    ("升幅是当地气温的1.4倍", None), ("一年的就诊次数少了2.8次", "decrease"), ("一年就诊2.8次", None),
    ("合约宗数和金额分别较去年多16%及22%", "more"), ("分别占16%及22%", None),
    ("前7个月净增员工240人", "increase"), ("裁减总部员工900人", "decrease"), ("追加拨款4亿元", "increase"), ("主管减薪一成", "decrease"),
    # commas within numbers, multiples of what it was, intervals, what became dearer or smaller
    ("较今年的19,200人少六分之一", "less"), ("今年来了19,200人，少六分之一", "decrease"), ("班级停课是前一周的2倍", "factor"),
    ("装机是“十二五”末的3.4倍", "factor"),
    ("班级停课是邻县的2倍", None), ("存款变成原来的四倍", "factor"), ("薪水会变成三倍", "factor"), ("门店变成三家", None),
    ("风险降低27%（95%信赖区间为19%至34%）", "decrease"),
    ("比对照组多降6.1毫米汞柱（95%置信区间4.2至8.0）", "more"), ("占比为27%（95%置信区间为19%至34%）", None),

    ("比对照组多降6.1毫米汞柱", "more"), ("保险两年间贵了三成", "increase"), ("保险比去年贵了三成", "more"), ("每件货成本贵了1.2美元", "increase"),
    ("经济规模小了3.8%", "decrease"), ("整机比上代轻了18克", "less"), ("荷包轻了一百元", "decrease"), ("月票则加180元", "increase"), ("平均加12%", "increase"),
    ("每吨报价垫高80美元", "increase"), ("成本可下移3000元", "decrease"), ("样本库存累计去库4100吨", "decrease"), ("拟把8家压减为3家", None),
    ("膨胀了一倍", "increase"),
    ("氨氮浓度超标6倍", "more"), ("离目标仍差2吉瓦", "less"), ("改用共乘可省下3亿元", "decrease"), ("比上回贵咗一倍", "more"),
]  # fmt: skip


AROUND += [
    # a share that tells a change in another way
    ("期铜跌32美元，或0.4%", "decrease"), ("指数升50点或0.3%", "increase"), ("售价32美元，或0.4%", None),
    # a rate told from and to, the rate of both ways, a level that is passed
    ("增速由1.9%提高到58.2%", "increase"), ("占比由1.9%提高到58.2%", None), ("增长预期下调0.4个百分点至2.1%", "increase"), ("涨跌幅不得超过10%", None),
    ("欧元贬破5%", None),
    # what is made more or less
    ("削减开支10%", "decrease"), ("提高效率两成", "increase"), ("下调目标价10%", None), ("提高到两成", None), ("店家做出三成的降价", "decrease"),
    ("取消4%的加价", "increase"),
    # verbs of change and their levels
    ("重量减轻60%", "decrease"), ("利率下浮10%", "decrease"), ("利率下浮至10%", None), ("订单多了两成", "increase"), ("成交放量1200亿元", "increase"),
    ("排放量为17%", None), ("股市收扬0.3%", "increase"), ("汇率走弱0.3%", "decrease"), ("汇率走弱至7.3%", None), ("人均寿命提高1.3岁", "increase"),
    # differences
    ("跑赢大盘5个百分点", "more"), ("跑输大盘5个百分点", "less"), ("超警戒水位1.1米", "more"), ("患病风险高15倍", "more"), ("超出规定的3%", None),
    ("多出来的九十万千瓦", "more"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "change"), AROUND, ids=[text for text, _ in AROUND])
def test_changes_by_what_stands_around(claims, text, change):
    for form in (f"{text}。", TRADITIONAL(f"{text}。")):
        assert [reading[7] for reading in claims(form)][-1:] == [change]
