"""Phrases in which what stands behind a unit, or a word further off, is part of the amount; each table with its near misses."""

import pytest

READ_OUT = [
    ("游出了58秒04", "58秒04 | =58.04 | s | duration"), ("以9秒8取胜", "9秒8 | =9.8 | s | duration"), ("成绩为2分03秒5", "2分03秒5 | =123.5 | s | duration"),
    ("身高1米76", "1米76 | =1.76 | m | measure"), ("床宽1米5", "1米5 | =1.5 | m | measure"), ("身高一米八三", "一米八三 | =1.83 | m | measure"),
    ("每隔10秒15人入场", "10秒 | =10 | s | duration", "15人 | =15 | {人} | count"), ("绕行2米30次", "2米 | =2 | m | measure", "30次 | =30 | {次} | count"),
    ("用时2小时08分54秒", "2小时08分54秒 | =7734 | s | duration"),
    ("贷款利率为四厘半", "四厘半 | =4.5 | % | percent"), ("利息要四厘几", "四厘几 | >4..5 | % | percent"), ("利率为四厘", "四厘 | =4 | % | percent"),
    ("息口升四分之一厘", "四分之一厘 | =0.25 | % | percent | increase"), ("每股派息两分半", "两分半 | =0.025 | CNY | money"),
    ("加时赛还剩3分20秒", "3分20秒 | =200 | s | duration"), ("步行要一刻钟", "一刻钟 | =15 | min | duration"),
    ("车程为3小时一刻钟", "3小时一刻钟 | =195 | min | duration"), ("得了3分20次", "3分 | =3 | {分} | count", "20次 | =20 | {次} | count"),
    ("全场18投7中", "18投 | =18 | {投} | count", "7中 | =7 | {中} | count"), ("共有18投资者", "18 | =18 | * | *"),
]  # fmt: skip
TERMS = [
    ("被判刑7年4月。", "7年4月 | =88 | mo | duration"), ("判处有期徒刑二年八月", "二年八月 | =32 | mo | duration"),
    ("改判12年6月徒刑", "12年6月 | =150 | mo | duration"),
    ("各处2年3月至4年不等", "2年3月至4年 | 27..48 | mo | duration"), ("服刑7年4个月", "7年4个月 | =88 | mo | duration"),
    ("押金退还期由20日延长至30日", "20日 | =20 | d | duration", "30日 | =30 | d | duration | *"), ("暂停将近8个小时", "将近8个小时 | ~8] | h | duration"),
    ("缓了15天后才开工", "15天 | =15 | d | duration"), ("备货半年甚至一年", "半年甚至一年 | 0.5..1 | a | duration"),
    ("工期1、2年", "1、2年 | 1..2 | a | duration"),
    ("分三四年来走", "三四年 | 3..4 | a | duration"), ("库存够用上十天", "十天 | =10 | d | duration"),
]  # fmt: skip
DATES = ["光绪三年六月改制", "2024年6月", "展期由20日开始", "半小时后开会", "近8个小时内", "三四年来未变", "1、2年级学生"]
FAR = [
    ("产量不到前年同期的四成", "四成 | <40 | % | *"), ("利润不及对手上一财年的三分之一", "三分之一 | <33.3333 | % | *"),
    ("损失未逾全部资产的百分之三", "百分之三 | <=3 | % | *"), ("得票率不及上届的61.5%", "61.5% | =61.5 | % | percent"),
    ("收入不及去年的31亿美元", "31亿美元 | =3100000000 | USD | money"), ("不到全县（70万人）的一半", "70万人 | =700000 | {人} | count", "一半 | <50 | % | *"),
    ("价格几乎是2015年的两倍", "两倍 | ~2] | {倍} | ratio | factor"), ("约占预算总额7%", "7% | ~7 | % | percent"),
    ("存货约值30亿美元", "30亿美元 | ~3000000000 | USD | money"),
    ("顶多只够全年需求的六成", "六成 | <=60 | % | *"), ("至多支撑4个月", "4个月 | <=4 | mo | duration"),
    ("停水户最多时达3万户", "3万户 | =30000 | {户} | count"),
    ("少说也要9天", "9天 | >=9 | d | duration"), ("存粮撑不过半年", "半年 | <=0.5 | a | duration"), ("离上次不过十八个月", "十八个月 | =18 | mo | duration"),
    ("利润率平均不过百分之三", "百分之三 | =3 | % | percent"), ("再过半年", "半年 | =0.5 | a | duration"), ("进度过七成", "过七成 | >70 | % | percent"),
    ("连2%都不到", "2% | <2 | % | percent"), ("连5席都保不住", "5席 | <5 | {席} | count"), ("5人都没到场", "5人 | =5 | {人} | count"),
    ("再来5家都不够", "5家 | =5 | {家} | count"), ("300亿元是上限", "300亿元 | <=30000000000 | CNY | money"), ("恐怕守不住8万点", "8万点 | <80000 | 1 | *"),
    ("2年内不得参赛", "2年内 | =2 | a | duration"), ("2年内建成", "2年内 | <=2 | a | duration"),
    ("产值站上600亿元台阶", "600亿元 | >=60000000000 | CNY | money"),
    ("他跑进9秒95", "9秒95 | <=9.95 | s | duration"), ("靠快30岁的机器", "快30岁 | ~30] | a | duration"), ("比前车快30秒", "30秒 | =30 | s | duration | less"),
    ("骑车不用二十分钟", "二十分钟 | <20 | min | duration"), ("水库不出四年就会干涸", "不出四年 | <=4 | a | duration"),
    ("她刚过三十岁", "刚过三十岁 | >30 | a | duration"), ("盟友远在九百公里以外。", "九百公里以外 | >900 | km | measure"),
    ("村里除三家以外都搬了", "三家 | =3 | {家} | count"),
    ("8公里以外的工厂", "8公里 | =8 | km | measure"), ("唔够二十人报名", "唔够二十人 | <20 | {人} | count"), ("唔超过六分钟", "唔超过六分钟 | <=6 | min | duration"),
    ("连客厅都不够七平方米", "七平方米 | <7 | m2 | measure"), ("经费不够9名讲师", "不够9名 | <9 | {名} | count"), ("支持者不及两成", "不及两成 | <20 | % | percent"),
    ("占地百亩以上", "百亩以上 | >=100 | {亩} | *"), ("剩余屋契约70年", "约70年 | ~70 | a | duration"), ("契约70年", "70年 | =70 | a | duration"),
    ("续约70年", "70年 | =70 | a | duration"), ("手术持续约6小时", "约6小时 | ~6 | h | duration"), ("月租约8,500元", "约8,500元 | ~8500 | CNY/mo | money"),
    ("折合约52英镑", "约52英镑 | ~52 | GBP | money"), ("合约52页", "52页 | =52 | {页} | count"),
    ("相距6公里约30分钟", "6公里 | =6 | km | measure", "约30分钟 | ~30 | min | duration"),
    ("在里约3天", "3天 | =3 | d | duration"), ("须在8天内部署", "8天内 | <=8 | d | duration"), ("走过十七座城", "十七座 | =17 | {座} | count"),
    ("到过十二国", "十二国 | =12 | {国} | count"), ("已过十年", "过十年 | >10 | a | duration"),
]  # fmt: skip
MORE = [
    ("月薪两万出头", "两万出头 | >20000..30000 | CNY/mo | money"), ("只剩四成出头", "四成出头 | >40..50 | % | percent"),
    ("六十万出头。", "六十万出头 | >600000..610000 | 1 | count"),
    ("票价30令吉出头", "30令吉出头 | >30..40 | MYR | money"), ("是去年的三倍有余", "三倍有余 | >3..4 | {倍} | ratio | factor"),
    ("超支三倍有多", "三倍有多 | >3..4 | {倍} | ratio | *"),
    ("占6%强。", "6%强 | >6 | % | percent"), ("占6%弱，", "6%弱 | <6 | % | percent"), ("占6%强势", "6% | =6 | % | percent"),
    ("退守2,600点一线，", "2,600点一线 | ~2600 | 1 | measure"), ("油价徘徊在70美元附近。", "70美元附近 | ~70 | USD | money"),
    ("铜价在7万元附近震荡。", "7万元附近 | ~70000 | CNY | money"),
    ("有5家附近的小店", "5家 | =5 | {家} | count"),
    ("一半多已搬走", "一半多 | >50 | % | percent"), ("一半多是学生", "一半 | =50 | % | percent"), ("近半数小店", "近半数 | ~50] | % | percent"),
    ("建了30来栋", "30来栋 | ~30 | {栋} | count"), ("先给1、2成", "1、2成 | 10..20 | % | percent"), ("卖了六十来碗", "六十来碗 | ~60 | {碗} | count"),
    ("还差十来分钟", "十来分钟 | ~10 | min | duration"),
    ("多喝半碗汤", "半碗 | =0.5 | {碗} | count"),
    ("库存增加1.2万吨至33.5万吨", "1.2万吨 | =12000 | t | measure | increase", "33.5万吨 | =335000 | t | measure"),
    ("每吨加价30元至50元", "30元至50元 | 30..50 | CNY | money | *"), ("把旅馆数降到零。", "零 | =0 | 1 | count"), ("报名人数为零的课程", "零 | =0 | 1 | count"),
    ("差距拉大一倍", "一倍 | =1 | {倍} | ratio | increase"),
    ("店里一天14小时不关门", "一天 | =1 | d | duration", "14小时 | =14 | h | duration"), ("一周五天开放", "五天 | =5 | d | duration"),
    ("一年12个月都有花", "一年 | =1 | a | duration", "12个月 | =12 | mo | duration"),
    ("电费一块五一度", "一块五 | =1.5 | CNY | money", "一度 | =1 | kW.h | measure"),
    ("停车三块五一小时", "三块五 | =3.5 | CNY | money", "一小时 | =1 | h | duration"),
    ("车程1天8小时", "1天8小时 | =32 | h | duration"), ("航程十一天五小时", "十一天五小时 | =269 | h | duration"),
    ("师生比1:12。", "1:12 | =0.0833333 | 1 | ratio"), ("面团的pH值降到4.5。", "4.5 | =4.5 | [pH] | measure"),
    ("流量从每秒90立方米升至150立方米", "每秒90立方米 | =90 | m3/s | measure", "150立方米 | =150 | m3/s | measure"),
]  # fmt: skip
RANKS = [
    ("北港是南港的第三号市场", "第三号 | =3 | {rank} | rank"), ("名列第2号出口国", "第2号 | =2 | {rank} | rank"),
    ("由第41位攀升至第33位", "第41位 | =41 | {rank} | rank", "第33位 | =33 | {rank} | rank"),
    ("南港队排在第五，", "第五 | =5 | {rank} | rank"), ("北岭排到第三，", "第三 | =3 | {rank} | rank"), ("名列亚洲第四", "第四 | =4 | {rank} | rank"),
    ("名次由第6升至第4", "第6 | =6 | {rank} | rank", "第4 | =4 | {rank} | rank"),
    ("由全球第7推进到第5", "第7 | =7 | {rank} | rank", "第5 | =5 | {rank} | rank"),
]  # fmt: skip
ROWS = [row for table in (READ_OUT, TERMS, FAR, MORE, RANKS) for row in table]


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_the_phrase_is_one_amount(check, row):
    check(*row)


@pytest.mark.parametrize("text", DATES)
def test_dates_and_frames_stay_times(claims, text):
    assert claims(text) == []


def test_a_clock_time_is_no_ratio(claims):
    assert claims("今晨1:12起飞") == []


MONEY = [
    ("挪威今年涨薪，她月领3万克朗。", ["NOK"]), ("她月领3万克朗。", ["SEK"]), ("邻国丹麦每人补200克朗，瑞典只补90克朗。", ["DKK", "SEK"]),
    ("阿根廷游客花了500比索", ["ARS"]), ("罚款40万欧元，他说1分钱都不付。", ["EUR", "EUR"]), ("罚款40万元，他说1分钱都不付。", ["CNY", "CNY"]),
    ("她只花五十多块美金，另付三块台币。", ["USD", "TWD"]), ("印尼每户补助6000万盾。", ["IDR"]), ("越南每户补助6000万盾。", ["VND"]),
    ("电价5.5欧仙，油价9美仙", ["EUR", "USD"]), ("车费加五毫。", ["HKD"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "codes"), MONEY, ids=[text for text, _ in MONEY])
def test_money_of_a_shared_name_and_cents(quantities, text, codes):
    assert [q.unit for q in quantities(text) if q.kind == "money"] == codes


AGAIN = [
    ("损失达70亿美元。\n“70亿仍是保守估计，”他说。", ["USD", "USD"]), ("吸引80万名游客，耗资80万元。\n这80万从何而来", ["{名}", "CNY", "1"]),
    ("招了300人。\n这300从何而来", ["{人}", "1"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "units"), AGAIN, ids=[text for text, _ in AGAIN])
def test_a_large_number_said_again_has_its_unit(quantities, text, units):
    assert [q.unit for q in quantities(text) if q.value] == units
