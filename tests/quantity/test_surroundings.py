"""What stands around a number decides its reading: alternatives, magnitudes, the noun far behind it, the money of its text."""

import pytest

READ = [
    ("软件收入超8.5亿元", "超8.5亿元 | >850000000 | CNY | money"), ("预算支出超2亿元", "超2亿元 | >200000000 | CNY | money"),
    ("今年入超35亿美元", "35亿美元 | =3500000000 | USD | money"),
    ("订单翻了一番还多", "翻了一番还多 | >2 | {倍} | ratio | factor"), ("订单翻了两番", "翻了两番 | =4 | {倍} | ratio | factor"),
    ("到场的占四分之一不到。", "四分之一不到 | <25 | % | percent"), ("票价50元（含）以下", "50元（含）以下 | <=50 | CNY | money"),
    ("等了一年或更长时间", "一年或更长 | >=1 | a | duration"), ("三个月不到10人", "三个月 | =3 | mo | duration", "不到10人 | <10 | {人} | count"),
    ("药片须吃两次或三次", "两次或三次 | 2..3 | {次} | count"), ("两个或两个以上的股东", "两个或两个以上 | >=2 | {个} | count"),
    ("每店收入1、2万元", "1、2万元 | 10000..20000 | CNY | money"), ("百分之六七十的住户", "百分之六七十 | 60..70 | % | percent"),
    ("价值数以十亿美元的货物", "数以十亿美元 | 1000000000..9990000000 | USD | money"), ("为数十万户家庭供电", "数十万户 | 200000..990000 | {户} | count"),
    ("世界上百分之八十的镍", "百分之八十 | =80 | % | percent"), ("零上2度保存", "零上2度 | =2 | Cel | measure"),
    ("产业占GDP30%", "30% | =30 | % | percent"), ("公布EPS3.2元", "3.2元 | =3.2 | CNY | money"), ("每次相隔14至28日", "14至28日 | 14..28 | d | duration"),
    ("基于三星期的间隔", "三星期 | =3 | wk | duration"),
    ("数以十万计的用户", "数以十万计 | 100000..999000 | {人} | count"), ("数以千计的网站", "数以千计 | 1000..9990 | 1 | count"),
    ("以亿美元计算的投资", "亿美元 | 100000000..999000000 | USD | money"), ("占领了近半个世纪", "近半个世纪 | ~0.5] | {世纪} | duration"),
    ("测试者约250名为对象", "约250名 | ~250 | {名} | count"), ("近8万人选择退票", "近8万人 | ~80000] | {人} | count"),
    ("开了480多场次", "480多场次 | >480..490 | {场次} | count"), ("收到数百个点赞", "数百个 | 200..999 | {个} | count"),
    ("药品须在2至8度的冷藏车里运送", "2至8度 | 2..8 | Cel | measure"), ("机翼转了38度", "38度 | =38 | deg | measure"),
    ("一块10.1寸屏幕", "10.1寸 | =10.1 | [in_i] | measure"), ("木板长10寸", "10寸 | =10 | {寸} | measure"),
    ("能以30节的航速航行", "30节 | =30 | [kn_i] | measure"), ("享年85。", "85 | =85 | a | duration"),
    ("全国病例总数突破3万大关", "突破3万 | >30000 | {例} | count"), ("美指跌破90。", "跌破90 | <90 | 1 | measure"),
    ("最长延后12星期", "12星期 | <=12 | wk | duration"), ("仅仅过了两年", "两年 | =2 | a | duration"),
    ("超过百万生活在山区的移民被迁走", "超过百万 | >1000000 | {人} | count"), ("影响十几万、甚至几十万人", "十几万 | 110000..190000 | {人} | count",
     "几十万人 | 200000..990000 | {人} | count"),
    ("他的财富缩到190亿（约合28亿美元）", "190亿 | =19000000000 | CNY | money", "28亿美元 | ~2800000000 | USD | money"),
    ("乘客40亿人，多于1980至1999年的3250万。", "40亿人 | =4000000000 | {人} | count", "3250万 | =32500000 | {人} | count"),
    ("增速快于邻省3.5个百分点", "3.5个百分点 | =3.5 | [pp] | percent | more"), ("出现30%以上增长", "30%以上 | >=30 | % | percent | increase"),
    ("比上月少飞75次", "75次 | =75 | {次} | count | less"), ("比他小3岁", "3岁 | =3 | a | duration | less"), ("降息一次或两次", "一次或两次 | 1..2 | {次} | count"),
]  # fmt: skip


@pytest.mark.parametrize("row", READ, ids=[row[0] for row in READ])
def test_read_with_what_stands_around_it(check, row):
    check(*row)


PRICES = [
    ("金价触及每盎司2,075.2美元，最新报2,064。", ["USD/[oz_tr]", "USD/[oz_tr]"]), ("美元报106.01日元，上周曾触及四个半月低点104.17。", ["JPY", "JPY"]),
    ("收入2,075.2美元，最新报90。", ["USD"]), ("收入2,075美元，共卖出2,064。", ["USD"]),
]


@pytest.mark.parametrize(("text", "units"), PRICES, ids=[text for text, _ in PRICES])
def test_the_next_price_is_in_the_money_of_the_one_before(quantities, text, units):
    assert [q.unit for q in quantities(text) if q.kind == "money"] == units


MONEY = [
    ("总值32亿元人民币（下同，6亿新元）。其中，出口17亿元。", "sg", ["CNY", "SGD", "CNY"]),
    ("赔偿人民币35万元（约新台币150万元），费用5万元。", "tw", ["CNY", "TWD", "CNY"]),
    ("费用5万元（约人民币1万元），罚款3万元。", "tw", ["TWD", "CNY", "TWD"]),
    ("罚款3万元，损失20万美元。", "tw", ["TWD", "USD"]), ("人民币兑美元报7.01元。", "cn", ["CNY"]),
]


@pytest.mark.parametrize(("text", "region", "codes"), MONEY, ids=[row[0] for row in MONEY])
def test_bare_money_is_the_one_that_the_text_named(quantities, text, region, codes):
    assert [q.unit for q in quantities(text, region) if q.kind == "money"] == codes


NO_CLAIM = [
    "几乎没有一个城市愿意放松。", "红“二代”的背景", "科创50成份指数走低", "SMIC9月4日的报告", "这只是冰山一角。", "二手四角裤", "新一年的势头",
    "《三天》的一个场景", "《21世纪钢铁》一书", "近日下达2025年水利资金", "第14个五年规划", "之后的10年，企业成长", "触及四个半月低点",
    "疫情二度冲击经济", "领取三倍券", "她是第一位入阁的农民", "第二名证人到场",
]  # fmt: skip


@pytest.mark.parametrize("text", NO_CLAIM)
def test_claims_nothing(claims, text):
    assert claims(text) == []


def test_a_dash_between_blanks_is_no_sign(claims):
    assert [row[:2] for row in claims("东港11月25日 - 两名船员说")] == [("两名", 2)]
    assert [row[:2] for row in claims("气温 -5度")] == [("-5度", -5)]


OF = [
    ("票价接近普通价格的三倍", "三倍 | ~3] | {倍} | ratio"), ("存粮几乎是去年的一半", "一半 | ~50] | % | ratio"),
    ("几乎与前月创纪录的9%降幅相仿", "9% | =9 | % | percent | decrease"), ("送来30桶水", "30桶 | =30 | {桶} | count"),
    ("月产3.5万片/月", "3.5万片/月 | =35000 | {片}/mo | count"), ("该市排名66位", "66位 | =66 | {rank} | rank"), ("总比分扳成2-3", "2-3 | =0.666667 | 1 | ratio"),
    ("骤降三分之一至103亿欧元", "三分之一 | =33.3333 | % | percent | decrease", "103亿欧元 | =10300000000 | EUR | money"),
    ("接近突破30,000点", "接近突破30,000点 | ~30000] | 1 | measure"), ("接近宣布89家", "89家 | =89 | {家} | count"), ("几乎达到30%", "30% | ~30] | % | percent"),
    ("看上去十几二十岁", "十几二十岁 | 11..20 | a | duration"), ("约达60、70%", "60、70% | 60..70 | % | percent"), ("在40多年中", "40多年 | >40..50 | a | duration"),
    ("两家及两家以下", "两家及两家以下 | <=2 | {家} | count"), ("最长需要15个月", "15个月 | <=15 | mo | duration"), ("参加了约80人", "约80人 | ~80 | {人} | count"),
    ("来了6万名义工", "6万名 | =60000 | {名} | count"), ("新车销量超过200万", "超过200万 | >2000000 | {辆} | count"),
    ("20万死亡者", "20万 | =200000 | {人} | count"),
    ("保持20%以上较快增长", "20%以上 | >=20 | % | percent | increase"), ("日产原油30桶", "30桶 | =30 | [bbl_us] | measure"),
    ("改造提升20个渡口", "20个 | =20 | {个} | count"),
    ("海上阵风可达9级", "9级 | =9 | {级} | measure"), ("测得5.3级余震", "5.3级 | =5.3 | {级} | measure"), ("工资分成5级", "5级 | =5 | {级} | count"),
    ("读者评分为8.7分", "8.7分 | =8.7 | {分} | measure"), ("这次考试她拿了九十分", "九十分 | =90 | {分} | measure"),
    ("主队场均得到81.3分", "81.3分 | =81.3 | {分} | count"),
    ("她分到其中的一半", "一半 | =50 | % | percent"), ("约为全县耕地的三分之一", "三分之一 | ~33.3333 | % | percent"),
    ("按时完工的不足一半", "不足一半 | <50 | % | percent"),
    ("工资只有邻县的一半", "一半 | =50 | % | ratio"), ("造价仅为五年前的六成", "六成 | =60 | % | ratio"), ("它仅为库容的六成", "六成 | =60 | % | percent"),
    ("店主砸下300万", "300万 | =3000000 | CNY | money"), ("店主亏掉近80万", "近80万 | ~800000] | CNY | money"),
    ("砸下300万吨废料", "300万吨 | =3000000 | t | measure"),
    ("可售单位逾七成", "逾七成 | >70 | % | percent"), ("单位面积30吨", "30吨 | =30 | t | measure"),
]  # fmt: skip
NAMED = [
    "小一至小三学生停课", "疫苗进入1/2期临床试验", "药品进入临床试验三期", "“渡口八条”政策", "任内的头三年", "最初的五年", "第14个五年经济规划",
    "超级1000系列的赛事", "东风-17导弹", "第五、六名的作品",
]  # fmt: skip


@pytest.mark.parametrize("row", OF, ids=[row[0] for row in OF])
def test_near_to_a_part_of_something_and_what_else_the_word_beside_tells(check, row):
    check(*row)


@pytest.mark.parametrize("text", NAMED)
def test_grades_phases_and_names_claim_nothing(claims, text):
    assert claims(text) == []


def test_a_range_with_an_open_end(quantities):
    assert [(q.text, q.value, q.low, q.high, q.relation, q.unit) for q in quantities("病了两周到数月")] == [("两周到数月", None, 2, None, "..", "wk")]


CELLS = [
    ("年度　外销量（公吨）　均价（元/公斤）\n111年　8,420　262\n112年　6,975　238", ["t", "CNY/kg", "t", "CNY/kg"]),
    ("结果 (同比,%) 前值 家数\n产值 6.5 6.9 26", ["%", "%"]), ("甲（吨）\n共 350 吨", ["t"]), ("甲　乙（吨）\n这里有350个人", ["{个}"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "units"), CELLS, ids=[text for text, _ in CELLS])
def test_cells_have_the_unit_in_the_head_of_their_column(quantities, text, units):
    assert [q.unit for q in quantities(text) if q.label == "claim"] == units


def test_cents_of_a_share(check):
    check("每股盈利从3.1分增至3.97分", "3.1分 | =0.031 | CNY | money", "3.97分 | =0.0397 | CNY | money")
    check("他考了98分", "98分 | =98 | {分} | count")
    check("12节车厢坐满", "12节 | =12 | {节} | count")


NO_AMOUNT = [
    ("航班13点起取消", "time"), ("开到五点才关门", "time"), ("发布4.0版", "identifier"), ("2025款车型", "identifier"), ("88路停运", "identifier"),
    ("执行GB/T 18487.5标准", "identifier"), ("360则带来手表", "identifier"), ("二期投资", "ordinal"), ("文件改了八百遍", "idiom"), ("一分钱没捞着", "idiom"),
    ("八成新的车", "idiom"), ("第13届议会3次会议", "ordinal"),
]  # fmt: skip
AMOUNTS = ["台股跌12点", "大盘收报12点", "三则新闻", "第一季3次会议", "两期工程", "3路大军", "花了一分钱"]


@pytest.mark.parametrize(("text", "label"), NO_AMOUNT, ids=[text for text, _ in NO_AMOUNT])
def test_hours_versions_routes_and_sayings_state_no_amount(quantities, text, label):
    assert quantities(text)[-1].label == label


@pytest.mark.parametrize("text", AMOUNTS)
def test_near_misses_of_these_do(claims, text):
    assert len(claims(text)) == 1
