"""How a quantity is meant, on invented sentences; the quantity stands between brackets 【】, which are taken away."""

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.lexicon import rows
from extract.link.modality import modality_of
from extract.text.normalize import normalize
from extract.text.sentences import clauses, sentences

TRADITIONAL = opencc.OpenCC("s2t").convert

CASES = [
    ("fact", "该厂去年产量达【3万吨】。"),
    ("fact", "过去违约的主要是民企，国企违约率仅【0.02%】。"),
    ("fact", "更重要是人手，缺口达【三成】。"),
    ("fact", "公司宣布设立【12亿元】基金。"),
    ("fact", "据估计当地有【1100万吨】储量。"),
    ("fact", "销量没有达到【5万辆】。"),
    ("fact", "公司表示，目前员工已达【800人】。"),
    ("fact", "中锋老将此役得到【31分】。"),
    ("forecast", "本季营收高于市场预期的【2亿元】。"),
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
        assert scope in {"clause", "norm", "weak", "base", "on", "then", "after", "mask"}, word


TABLES = {  # modality → what has it, and what only looks as if it had (with the modality that it has)
    "forecast": (
        [
            "协会预计今年产量达【3万吨】。", "机构料租金再跌【5%】。", "运量有望突破【400万吨】。", "明年缺口恐扩大至【35万吨】。",
            "专家预测，增速为【3%】。", "价格可能因此涨至4600元，较目前高出【两成】。", "首批【20架】料于2028年付运。",
            "道路抢通至少还需要【五天】。", "他把目标价由【310元】调升至392元。", "运力有望从目前的60万箱增至【100万箱】。",
        ],
        [
            ("木料加价，家具赚【不到四成】。", "fact"), ("现价预测市盈率为【11倍】。", "fact"), ("营收超出我们预期【8%】。", "fact"),
            ("预计会涨，目前只卖【3元】。", "fact"), ("火箭将“远星”号【4颗】卫星送入轨道。", "fact"), ("有网友爆料说毛利高达【八成】。", "fact"),
        ],
    ),
    "target": (
        [
            "公司计划三年内投资【20亿元】。", "该市力争新增就业【3万人】。", "企业承诺减排【两成】。", "集团拟派息【每股5分】。",
            "按照规划，年内将再飞【两次】。", "接种率只有4%，离【40%】的目标还远。", "【三年内】拟交付50架。", "检方具体求刑【七年】。",
            "董事会决议以【每股86元】收购该厂。", "她建议学校把测验减至【3次】。",
        ],
        [
            ("输电计划牵涉【四个】国家。", "fact"), ("承诺两年还清，目前还了【七百万元】。", "fact"), ("委员会的十项建议当中【四项】获接纳。", "fact"),
            ("工期比原订计划多出【9个月】。", "fact"), ("公司有限责任，限公司名下【3处】房产。", "fact"), ("《江城计划》卖出【3万册】。", "fact"),
        ],
    ),
    "hypothetical": (
        [
            "如果油价涨到【120美元】，船公司会亏损。", "即便产能扩大【一倍】，缺口仍在。", "若谈判拖延，成本会上升【三成】。",
            "假如只有【7国】参与，计划就落空。", "一旦停产超过【90天】，供应会断。", "只要升值【1%】，毛利就没了。",
            "如能剪短【二十分钟】会更佳。", "就算一天卖【200碗】，也要亏。",
        ],
        [
            ("矿区有若干井口，年产【3万吨】。", "fact"), ("要不是提前修好【1.7万眼】机井，早已绝收。", "fact"),
            ("若失守，他将目标价从42元下调至【36元】。", "forecast"), ("报告引述他的话说，有【三成】店家亏本。", "fact"),
        ],
    ),
    "denied": (
        [
            "他否认公司裁员【三成】。", "损失并非【2亿元】。", "裁员【三成】的说法毫无根据。", "网传溃坝致【上百人】遇难，警方核查后称此说不实。",
            "网传北岭有【300人】中毒，县卫生局辟谣称，仅有3人就诊。",
            "“根本没有【1.3万】这个数字。”", "外传加码到【百分之百】，“完全没有这回事”。", "店员说，所谓涨价【一倍】是谣言。",
            "他从未拿过对方所称的【一成】回扣。", "发言人说，延后【九个月】并非事实。",
        ],
        [
            ("车程由3个多小时缩短到【45分钟】，这一点连批评者也不否认。", "fact"), ("销量没有达到【5万辆】。", "fact"),
            ("销售从去年的【3万台】回升。", "fact"), ("他否认亏本，承认去年少赚了钱。今年赚【3亿元】。", "fact"),
        ],
    ),
    "fact": (
        [
            "该厂去年产量达【3万吨】。", "公司宣布设立【12亿元】基金。", "据估计当地有【1100万吨】储量。", "工厂计划扩产。目前年产【2万吨】。",
            "原料成本上升【8%】。", "本季营收高于去年的【2亿元】。", "中锋老将此役得到【31分】。", "按规定，30天内回复，收费【30元】。",
            "恐龙化石比它还早【五千多万年】。",
        ],
        [
            ("该厂去年计划生产【3万吨】。", "target"), ("公司宣布拟设立【12亿元】基金。", "target"), ("据估计明年会增加【3万吨】。", "forecast"),
            ("如果目前年产【2万吨】，就够用。", "hypothetical"),
        ],
    ),
}  # fmt: skip
ROWS = [(modality, text) for modality, (right, _) in TABLES.items() for text in right]
ROWS += [(modality, text) for _, near in TABLES.values() for text, modality in near]


@pytest.mark.parametrize(("modality", "marked"), ROWS, ids=[text for _, text in ROWS])
def test_modality_in_both_scripts(modality, marked):
    assert modality_of(*parse(marked)) == modality
    text, *place = parse(TRADITIONAL(marked))
    assert modality_of(normalize(text).text, *place) == modality


MORE_PHENOMENA = [
    # names with 若, and 若 that is a condition
    ("fact", "发言人甘若瑜说，去年查了【213家】。"), ("fact", "馆长丁若川表示，馆里存有【3万册】书。"),
    ("hypothetical", "该厂若停产，缺口有【3万吨】。"),
    # what would have come about, and what it hangs on
    ("hypothetical", "要不是提前修好3口井，损失要达【五成】。"), ("fact", "要不是提前修好【3口】井，早已绝收。"),
    ("fact", "要不是运气好，早就散了。去年亏了【五成】。"),
    # concessions that hold all the same, and such that tell what would come
    ("hypothetical", "即使关掉一半，岛上仍会失去【三成】林地。"), ("fact", "即使关掉一半，岛上仍有【三成】林地。"),
    ("hypothetical", "即使政府按计划每年发债【950亿元】，也够用。"), ("hypothetical", "只要多投【两亿元】，就能完工。"),
    ("fact", "同类工厂只要【两年】。"),
    # works once they are done
    ("forecast", "二期投产后，每年可处理【两万吨】精矿。"), ("forecast", "电站并网后，每年能送电【3亿度】。"),
    ("fact", "二期投产后，产量升至【两万吨】。"),
    ("fact", "二期投产后，已可处理【两万吨】精矿。"), ("forecast", "今年资本支出估【45亿元】。"), ("fact", "损失估【45亿元】。"),
    ("forecast", "市场预期年底前再降息【25个基点】。"), ("fact", "营收优于市场预期，净利有【12亿元】。"),
    ("fact", "失业率符合市场预期，为【4.1%】。"), ("fact", "受市场预期影响，金价涨【2%】。"),
    ("forecast", "北岭证券估海蓝电子今年营收减少【约3成】。"), ("fact", "据估海蓝电子今年营收减少【约3成】。"),
    ("forecast", "首批【20部】12月抵港。"), ("forecast", "首批【12枚】最快春季交付。"), ("fact", "首批【20部】已经到港。"),
    ("fact", "首批【20部】共值三亿元。"),
    # what somebody works out, times from now
    ("forecast", "报告推算，以现有人力，清完农地需要【27年】。"), ("fact", "清完农地用了【27年】，报告说。"),
    ("fact", "做一个馒头需要【50克】面粉。"),
    ("fact", "再过【半年】的磨合，两人熟了。"),
    # forecasts that others take the place of
    ("forecast", "报告将出货量预估从【12亿部】下调至11亿部。"), ("fact", "预计产量从【12万吨】增至15万吨。"),
    ("fact", "预计产量自【12万吨】增至15万吨。"),
    ("forecast", "预计将有来自【12个】国家的人与会。"),
    # how far something is from its goal; among those who plan
    ("fact", "他的目标是进十秒，离这一目标还差【0.06秒】。"), ("fact", "覆盖率比原订的目标值少【4个百分点】。"),
    ("target", "他的目标是少用【4吨】。"),
    ("fact", "打算换车的受访者中，只有【37%】看好电车。"), ("target", "商会打算换车，并添【三成】。"),
    # plans behind what is counted, and people who have them
    ("target", "军方原定采购【66架】新机的计划，落空了。"), ("target", "他重申年内交付【200万发】炮弹的承诺。"),
    ("fact", "【38名】议员的要求落空了。"),
    ("fact", "为期【五年】的计划已结束。"), ("fact", "当局推出【2万亿元】的刺激计划。"), ("denied", "目前没有转让【一成】权益的计划。"),
    # norms that bound the number; laws that are applied; ages
    ("target", "合约规定，租期【不得短于7年】。"), ("target", "本地人【不得少于三成】。"),
    ("fact", "人数【不少于三成】。"),
    ("forecast", "当局将依市况加价【6万元】。"),
    ("target", "检方要求判处现年52岁的司机【20年】监禁。"), ("target", "一审判他【5年8月】，并科罚金三万元。"),
    ("target", "与其发钱，不如把税率降到【15%】。"),
    # denials: of another's number, of what is rumoured, not even that much
    ("fact", "在押者为【9426人】，“所谓1万7千人的数字纯属捏造”。"), ("denied", "“在押1万人、病者【三成】”之说纯属捏造。"),
    ("denied", "市场传言要加码到【百分之百】，“完全没有这回事”。"), ("fact", "连【3%】都不到。"),
    ("fact", "连下【3天】雨，没有停。"),
    ("denied", "网上有人称遇难人数已超过【50人】。县公安局回应，这一数字纯属编造。"),
    ("fact", "县里称遇难人数已超过【50人】。县公安局回应，这一数字纯属编造。"),
    ("fact", "网上有人称遇难人数为【50人】。县公安局没有回应。"), ("denied", "他否认政府将裁减【两千名】员工。"),
    ("forecast", "他说政府将裁减【两千名】员工。"),
    ("denied", "这并不意味着【七成】的房子会倒。"), ("fact", "库存从未超过目标的【四分之三】。"), ("denied", "“绝对没有外界讲的只剩【2%】”。"),
    # speakers, reasons and 不过 that is 'only'
    ("fact", "主席要求重新计票，他说，多数票不到废票的【十分之一】。"), ("target", "主席要求重新计票，并赔偿【三万元】。"),
    ("fact", "公司拟裁员，原因是订单少了【一半】。"),
    ("target", "她建议每班减三人，开支不多，不过占经费的【0.5%】。"), ("fact", "她建议每班减人，不过去年只减了【三人】。"),
    # clauses that begin with what a change reaches
    ("forecast", "他把目标价提高四成，至【35元】。"), ("fact", "他说目标价要改，至于股价，现为【35元】。"),
    ("forecast", "人口将由四万人，减至2031年的【3万人】。"),
]  # fmt: skip


NEIGHBOURS = [
    # what was expected, however it turned out, and how much of it was done
    ("forecast", "产值增3%，低于预期的【5%】。"), ("forecast", "净利高于分析师预测的【2亿元】。"), ("fact", "税收完成了预算的【七成】。"),
    ("fact", "产值增3%，低于去年的【5%】。"), ("fact", "产值比春季的【4亿元】多。"),
    # what was once planned, and how far off it something is
    ("target", "公司原定年底前装机【34台】，只到了三台。"), ("target", "会谈超过原定的【两小时】。"), ("fact", "工期比原定晚了【七年】。"),
    ("fact", "北港只买了原定目标的【5%】。"), ("fact", "按原定方案施工的只有【5处】。"),
    # amounts that are offered; things that are
    ("target", "县长提出【3亿元】的补助。"), ("fact", "县长提出【4份】文件。"), ("target", "他支持【3亿元】补助金的提案。"),
    # brackets: an amount in another unit, a rate of exchange
    ("target", "八成居民赞同应派发1万克朗（【7000元】）。"),
    # bases of changes and of comparisons, and what is reached
    ("fact", "新规旨在把补贴从之前的每户每天【80元】暂时提到150元。"), ("target", "新规旨在把补贴从之前的每户每天80元暂时提到【150元】。"),
    ("fact", "锂有望由过剩【15万吨】转为平衡。"),
    ("forecast", "要约将比北港上月的均价高出【三成】。"),
    # the whole of which a part is meant, and what is weighed
    ("forecast", "该党料可在100席的议会中拿下【33席】。"),
    ("forecast", "5名董事中将有【4位】来自北港。"),
    ("forecast", "县里将封路【两周】。"),
    # shares of people who expect something
    ("fact", "四成北港人预计会减薪，南港的这一比例为【33%】。"), ("forecast", "商会预计会减薪，减幅为【33%】。"),
    # 将 that marks an object far off
    ("fact", "团队将一条【400公里】长的电缆改造成了仪器。"), ("forecast", "团队将铺一条【400公里】长的电缆。"),
    ("fact", "该部将北港、南港等【4名】官员，以及两家工厂列入名单。"), ("fact", "疫苗可将风险降低【64%】。"),
    # norms in modifiers, and norms that hold
    ("target", "业者应当申报【三种】情形。"), ("target", "司机应将车速控制在【40公里】以下。"),
    ("fact", "馆里供应将近【30种】茶点。"),
    # orders of courts, and what is about to be announced
    ("target", "法院裁决，命令该厂向在北港做工的人支付【3000元】。"), ("fact", "州长签了一份行政命令，列出【3家】厂。"),
    ("target", "政府正接近宣布【89家】厂在列。"),
    # even, and conditions
    ("hypothetical", "即使是【1.8万元】，他也会买。"),
    ("fact", "情况一如去年，共【14天】，将有改善。"),
    # 或 before verbs of change, and alternatives
    ("forecast", "该行称，出口或增长【6%】。"), ("fact", "各店售价上涨或下跌【6%】。"),
    # what goes on with a plan, and what does not
    ("target", "镇上还要建80座，投资超过【9亿元】。"), ("forecast", "公司将购买80架，总金额达【9亿元】。"),
    ("forecast", "缺口可能达1亿吨；其中小麦占【两千万吨】。"), ("fact", "医院公布接种计划，专家警告，北港【3万人】难以接种。"),
    ("fact", "旨在普及疫苗的机构还有【5亿元】缺口。"), ("target", "机构旨在筹得【5亿元】。"),
    ("fact", "镇上要求提前规划，北港3处车站的充电桩虽已增至【900根】。"), ("fact", "减排落后目标【7个百分点】。"),
    ("target", "政府打算增至两千吨，相当于目前的【十倍】。"), ("fact", "世界粮食计划署说，有【两千万人】挨饿。"),
    ("fact", "草案征得意见，收到建议【1万条】。"), ("fact", "按照统筹的要求，省级有【4处】列支。"), ("fact", "综合预期指数上升【3点】。"),
    ("fact", "他【不止一次】说，如果不实现目标，就停工。"), ("denied", "伤者【百人】一说不实。"),
    # terms within which something will come about
    ("fact", "【五年内】会员增加了。"),
]  # fmt: skip


@pytest.mark.parametrize(("modality", "marked"), NEIGHBOURS, ids=[text for _, text in NEIGHBOURS])
def test_what_stands_around_the_number(modality, marked):
    assert modality_of(*parse(marked)) == modality
    text, *place = parse(TRADITIONAL(marked))
    assert modality_of(normalize(text).text, *place) == modality


@pytest.mark.parametrize(("modality", "marked"), MORE_PHENOMENA, ids=[text for _, text in MORE_PHENOMENA])
def test_how_far_cues_reach(modality, marked):
    assert modality_of(*parse(marked)) == modality
    text, *place = parse(TRADITIONAL(marked))
    assert modality_of(normalize(text).text, *place) == modality


PHENOMENA = [
    # 将 that marks an object, as 把 does, and 将 that tells the future
    ("fact", "该部将【24家】企业列入名单。"), ("fact", "县里将北港、南港等【3个】镇划入新区。"), ("fact", "团队已将样本分成【三组】。"),
    ("fact", "岚湾县将全境划分为【六个】林区。"), ("fact", "董事会将股东大会推迟【两个月】。"), ("fact", "学校将学费维持在【3万元】。"),
    ("fact", "法律将古物定义为【两百年以上】的器物。"), ("forecast", "股东大会将推迟【两个月】。"), ("forecast", "利率将大幅提高到【3%】。"),
    ("forecast", "有关将产量再削减【15%】的消息令市场吃惊。"), ("forecast", "该市宣布将投资【3亿元】修路。"), ("target", "该市计划将产量提高到【3万吨】。"),
    ("fact", "球队将总比分扳成【2比2】。"), ("fact", "厂方将Nova系列的价格降到【300元】。"), ("fact", "当局将多达【12人】送回原地。"),
    ("forecast", "营收将超过【5亿元】。"), ("forecast", "运力将进一步由3万吨升至【5万吨】。"), ("forecast", "展会将吸引【300家】企业参加。"),
    # a programme that is called 计划, and a plan
    ("fact", "这项补贴计划惠及【3万户】。"), ("fact", "当地放宽计划生育，每户可育【3个】孩子。"), ("fact", "考虑到成本，全线只停【两站】。"),
    ("target", "公司的计划是三年内建成【5座】仓库。"), ("target", "按照扩产计划，年底前再添【两条】产线。"),
    # what has come about, and what has not yet
    ("fact", "他们按计划完成了【3万套】。"), ("fact", "目标定得高，去年却只卖出了【两成】。"), ("fact", "机构预测错了，产量其实减少了【3%】。"),
    ("target", "为了扩产，公司计划投入【3亿元】。"), ("forecast", "预计产量比原先多了解到的还高【3%】。"),
    ("fact", "采购额达到了目标的【67%】。"), ("fact", "销量只有协议要求的【一半】。"), ("target", "全年力争完成规划任务的【85%】。"),
    # what it is compared to, what it starts from
    ("fact", "料增3%，低于去年的【5%】。"), ("fact", "降幅将小于前年危机期间的【12%】。"), ("fact", "毛利率要从今年【7%】提升到一成。"),
    ("target", "毛利率目标是从今年7%提升到【一成】。"), ("target", "比例降至四成，低于政府设定的【七成】的目标。"),
    ("target", "接种人数远低于政府设定的【2000万人】目标。"), ("fact", "炮兵袭击了【12个】目标。"),
    # a time at the end of the clause of a cue
    ("target", "市府希望到2030年，把这一比例提到【70%】。"), ("forecast", "新厂将在明年底，向市场供应【3万吨】。"),
    ("fact", "他希望多休息，这一周只打了【两场】。"),
    # laws and contracts in force, and what is demanded
    ("fact", "根据营运合约，政府须按量支付【每吨580元】。"), ("fact", "依《仓储法》，业者须在【72小时】内通报。"),
    ("fact", "他引述《矿山安全条例》，指矿主应当在【两小时内】上报。"), ("fact", "依《仓储法》，工时【不得超过10小时】。"),
    ("target", "业者须在【72小时】内通报。"), ("target", "警方要求店家【三天】内搬走。"),
    # sentences and what is asked
    ("target", "被告被判【30天】监禁。"), ("target", "三名从犯各判【一年】。"), ("target", "他入狱【8个月】。"), ("fact", "谈判历时【8个月】。"),
    ("target", "业主叫租【3万元】。"), ("target", "航运公司申请加价【一成】。"), ("fact", "公司受理申请【300宗】。"),
    # conditions: their main clause, laws within it, concessions
    ("forecast", "若升息半码，明年将有【300家】店倒闭。"), ("hypothetical", "若升息半码，明年有【300家】店倒闭。"),
    ("hypothetical", "买方一旦签约，须在【60天内】付清。"), ("hypothetical", "若计入退件，申请人要等【六年】。"), ("fact", "如果只看市区，空置率为【8%】。"),
    ("fact", "即便如此，仍有【3家】店亏本。"), ("fact", "即便疫情未退，仍有【3家】日商加码。"), ("hypothetical", "即便再开【3家】店也不够。"),
    ("fact", "如果税率降到12%（现在是【19%】），出口会好些。"), ("hypothetical", "如果税率降到【12%】（现在是19%），出口会好些。"),
    # denials, and what only looks like one
    ("fact", "他并没有透露【两个】女儿在哪里读书。"), ("fact", "交易所查处【96起】违规，包括虚假申报。"),
    ("denied", "亏损并非【三成】。"), ("denied", "所谓欠薪【三个月】并无其事。"), ("denied", "网传伤者【百人】是虚假消息。"),
    ("denied", "他否认公司今年将降价【两成】。"),
    # people who were asked, and what they expect
    ("fact", "预测分为两派，【五位】分析师预期会涨。"), ("fact", "机构预测不一，【三成】的受访者认为会跌。"),
    ("forecast", "受访者预期租金涨【5%】。"),
    # what follows the number
    ("forecast", "【40%】的列车将停运。"), ("forecast", "首批【5000万剂】疫苗将在三月交付。"), ("target", "首批【5000万剂】疫苗必须在三月交付。"),
    ("forecast", "库存【最多两年】就会用尽。"), ("fact", "【两家】公司将发表声明。"), ("fact", "人【每6个月】就会感染一次。"),
    # parts of what was told, expectations, estimates
    ("forecast", "缺口可能达1.3亿吨，其中小麦占【两千万吨】。"), ("fact", "缺口达1.3亿吨，其中小麦占【两千万吨】。"),
    ("fact", "随着通胀预期上升，金价涨到【500元】。"), ("forecast", "机构的预期为【3%】。"),
    # who demands and expects is counted, and so are those whom a demand is about
    ("fact", "商会要求减租，【200多名】店员今天要求加薪。"), ("fact", "有【60位】预期要一年。"), ("target", "商会要求减租【两成】。"),
    ("target", "镇上要求业主【三天内】搬走。"), ("target", "镇上要求其减员【3人】。"),
    ("forecast", "认为会跌的人将达【三成】。"), ("forecast", "预计电车的比例达【三成】。"),
    ("forecast", "双方将就任【半年】。"),
    ("fact", "新税将提供3亿元，低于早先通过的每月【6亿元】。"),
    # clauses that go on with what is to come, and such that do not
    ("forecast", "他将在秋天重返北港，并在任内开办【3所】学校。"), ("target", "公司准备再买三家店，使门店总数增至【35家】。"),
    ("forecast", "协定将占市场三成，涵盖【22亿】人口。"), ("forecast", "建成后将与南港相连，每年可新增运力【100万吨】。"),
    ("forecast", "12月将准备好【2000万剂】。"), ("fact", "目前准备好【2000万剂】。"),
    ("fact", "他将重心转向北港，并投入【3亿元】。"), ("fact", "镇上计划修路，并已筹得【3亿元】。"), ("fact", "镇上准备修路，并指路长【3公里】。"),
    ("forecast", "厂方承诺年底产3万台，并预计明年产【5万台】。"), ("fact", "恐惧蔓延，使人人在家呆了【六周】。"),
    # 预定, 说要, 将由 and those who do something
    ("target", "镇上预定明天检查【两间】老屋。"), ("fact", "卫星送入预定轨道，运行【3年】。"), ("fact", "她预定了【3间】房。"),
    ("target", "他们说要给【5万人】接种。"), ("forecast", "平台将由【七个】城市共同建设。"), ("fact", "平台将由【七个】增至九个城市。"),
    # headlines in one line, names in quotation marks
    ("fact", "北港船运将扩大裁员救急 南港船运重组裁员【40人】"), ("forecast", "北港航空重组 南港航空将裁员【50人】"),
    ("fact", "“未来半年购物意愿”为【19点】。"), ("forecast", "“未来半年”购物意愿将为【19点】。"), ("forecast", "他说“未来半年购物意愿为【19点】”。"),
    # words of other matters
    ("fact", "专家预测所依据的数据来自【70个】城市。"), ("fact", "当被要求打分时，多数人给【7分】。"), ("fact", "他考虑如何度过最后【三年】。"),
    ("forecast", "该规定可能影响【31家】店。"), ("target", "镇上规定每店不得超过【31人】。"),
    ("fact", "北港已买下了明年产能的【一半】。"), ("forecast", "北港明年产能增加【一半】。"),
    ("forecast", "降到【50%】是有可能的。"), ("fact", "降到【50%】是事实。"),
    ("target", "公司计划入股，占比【85%】。"), ("fact", "公司计划入股，股价比【85元】低。"), ("forecast", "镇上估需【8名】医师。"),
    # a concession holds on over a comma
    ("fact", "即便疫情冲击，仍有3家日商加码，带来【400个】职位。"), ("hypothetical", "即便3家日商加码，带来【400个】职位，也不够。"),
    ("forecast", "该所估明年成长【3%】。"), ("fact", "该所估计受灾【3%】。"), ("fact", "这是《江海发展规划》发布【5周年】。"),
    ("fact", "奥运会达标赛有【8人】出线。"), ("forecast", "扩建会损失【3000棵】树。"), ("target", "政府提议拨款【3亿元】。"),
]  # fmt: skip


@pytest.mark.parametrize(("modality", "marked"), PHENOMENA, ids=[text for _, text in PHENOMENA])
def test_phenomena_in_both_scripts(modality, marked):
    assert modality_of(*parse(marked)) == modality
    text, *place = parse(TRADITIONAL(marked))
    assert modality_of(normalize(text).text, *place) == modality


TO_COME = [  # the time, the text, how it is meant where the time lies in a year after publication
    ("2030年", "到2030年，全县仍有【14万】人。", "forecast"),
    ("2030年", "2030年全县有【14万】人。", "forecast"),
    ("2030年", "镇上计划到2030年修路【3公里】。", "target"),
    ("2030年", "到2030年的产能已卖出【一半】。", "fact"),
    ("2030年", "所里推估，2030年北港厂的芯片在市场里，份额还能维持【四成】。", "forecast"),
    ("2030年", "2030年北港厂的芯片在市场里，份额还能维持【四成】。", "fact"),
    ("到2035年", "方案提出，到2030年，车速不低于35公里；到2035年，新建车站【40座】。", "target"),
    ("到2035年", "他说，到2030年，车速不低于35公里；到2035年，新建车站【40座】。", "forecast"),
    ("2030年", "2030年的事说过，路长【3公里】，宽8米。", "fact"),
    ("到2030年", "《重卡应用方案》提出，到2030年，治理见成效，保有量突破【160万辆】。", "target"),
    ("接种一年后", "保护力在接种一年后便降至【三成】。", "fact"),
    ("到2030年", "专家说，到2030年，治理见成效，保有量突破【160万辆】。", "forecast"),
    ("2030年1月起", "2030年1月起票价由2元调为【3元】。", "fact"),
    ("下月", "下月的【两个】席位引人关注。", "fact"),
]


@pytest.mark.parametrize(("time", "marked", "modality"), TO_COME, ids=[text for _, text, _ in TO_COME])
def test_a_year_to_come_makes_a_forecast(time, marked, modality):
    text, *place = parse(marked)
    assert modality_of(text, *place, (text.index(time), text.index(time) + len(time))) == modality


def test_every_modality_has_phenomena():
    assert {modality for modality, _ in PHENOMENA} == {"fact", "forecast", "target", "hypothetical", "denied"}


@pytest.mark.parametrize("modality", TABLES)
def test_tables_have_both_sides(modality):
    right, near = TABLES[modality]
    assert len(right) >= 8 and len(near) >= 4
    assert all(other != modality for _, other in near)


UNSEEN = [
    # what goes on over a comma with what the clause before tells is to come, also where that holds numbers with commas of their own
    ("target", "当局旨在把津贴由每天8,330元提高到15,000元，为期【六个月】。"), ("forecast", "封锁将在周三开始，持续【六周】。"),
    ("target", "基金正洽购北港云四成股权，作价【7亿元】。"), ("target", "球队有意以90万元引进中锋，合同期【两年】。"),
    ("target", "资方愿把津贴提高到3元，条件是合约延长至【四年】。"), ("fact", "工厂计划扩产，去年投产的旧线作价【7亿元】。"),
    ("fact", "有人称该党将竞选38席，比上届多出六席，其中【三成】候选人不到40岁。"),
    # offers, orders and needs
    ("target", "资方愿以每股【2.9元】收购。"), ("fact", "购物意愿将近【三成】。"), ("fact", "自愿减【2班】。"), ("fact", "志愿在【三天】后截止。"),
    ("target", "部里应于【20天内】提出说明。"), ("fact", "股东应占利润为【3亿元】。"), ("fact", "公司尚未回应其融资【12亿元】的传闻。"),
    ("target", "维修人力要再补【60人】。"), ("fact", "总统不要再把“【九成九】的人有信心”挂在嘴边。"),
    ("fact", "委员会提出的【19项】建议已经公布。"),
    ("fact", "他接受了【42项】挑战。"), ("target", "我们原计划用40天打到【200米】。"),
    ("target", "产量指引由【25万吨】降至17万吨。"), ("target", "这得先找到【6000名】工程师。"),
    # what is foretold
    ("forecast", "政府考虑把成长预测由0.9%下修至【0.4%】。"), ("target", "政府考虑把税率由9%下调至【4%】。"),
    ("forecast", "公司的目标是出货9万吨，现在看完成【八成】问题不大。"), ("hypothetical", "只要伤兵归队，拿下【30胜】不成问题。"),
    ("forecast", "持股比例“【不会超过25%】”。"), ("forecast", "按兵不动的概率达【八成】。"), ("fact", "发生的概率是从前的【三倍】。"),
    ("forecast", "军方会在【48小时内】打通公路。"), ("fact", "委员会在【48小时内】打通了公路。"), ("forecast", "其中一人说，【七成】会以现金支付。"),
    ("forecast", "第三季营收估介于【48亿元至50亿元】。"), ("fact", "公司已拿下明年【六成】订单。"), ("forecast", "公司明年将拿下【六成】订单。"),
    # an estimate of what is there already
    ("fact", "实际感染人数可能是官方数字的【三倍】。"), ("fact", "实际规模可能高出【一成】。"), ("forecast", "明年规模可能增加【一成】。"),
    # a condition, and forecasts of their own behind it
    ("hypothetical", "若计入已发包的部分，应为【六成八】。"), ("fact", "现在若有雨，目前的【六成八】也够。"), ("forecast", "若谈判重启，首批可望释放【150人】。"),
    ("hypothetical", "两年半能还清贷款，前提是一天卖出【400个】包子。"), ("fact", "负责人孙若平在网上分析，比例只剩【一成八】。"),
    # denied, and what is not
    ("denied", "秘书长否认税率已定为【3%】。"), ("fact", "秘书长否认涉案，目前税率为【3%】。"),
    ("denied", "他的年薪绝没有【90万元】。"), ("denied", "“所谓【800万元】的方案并不存在”。"), ("denied", "他强调自己没有拿到网传的【50万元】。"),
    ("denied", "记者问，涉及资金【20亿元】，是否属实？局长答道，这一说法没有依据。"), ("denied", "当时有人断言产能过剩【一倍】，事后证明并非如此。"),
    ("fact", "实际金额为【14亿元】，23亿元的说法与事实不符。"), ("fact", "误差并没有达到【1500年】。"), ("denied", "北港不认同换车成本会急增【五成】。"),
    # denied in other ways: set against what is so, disputed, asked and answered, not planned
    ("fact", "应补5分钟，而非只补【1分钟】。"),
    ("fact", "他反驳说，亏损有【3亿元】。"), ("denied", "他拒绝承认亏损【3亿元】。"),
    ("denied", "“亏损【3亿元】？没有的事。”他说。"), ("fact", "“亏损【3亿元】？”他问。"),
    ("denied", "有报道称公司亏损【3亿元】。公司发言人否认了这一说法。"), ("fact", "有报道称公司亏损【3亿元】。公司发言人没有回应。"),
    ("target", "公司有裁员【300人】的计划。"), ("target", "规章说，无人机须提前【1天】报备飞行计划。"),
    ("denied", "公司无意裁员【300人】。"), ("denied", "他否认曾承诺裁员【不超过100人】。"), ("denied", "网传亏损【3亿元】，公司称与事实严重不符。"),
    ("denied", "他澄清公司没有亏损【3亿元】。"), ("fact", "年龄中位数到了【60岁】，断层并非危言耸听。"),
    ("fact", "实际投入与去年的【3亿元】相去甚远。"),
    ("fact", "发言人称，【三成】这一数字“很准确”。"), ("denied", "市府澄清，工程费没有增加【3亿元】。"), ("fact", "市府澄清，增幅没有达到【3亿元】。"),
    ("fact", "被问到何时裁员【300人】，他没有回答。"),
    ("forecast", "校方说，学费将涨【三成】。学生昨天抗议。"),
    ("denied", "他说，【92个】感应器之说并非事实。"),
    ("fact", "现在拟把【8家】压减为3家。"), ("target", "现在拟把8家压减为【3家】。"), ("fact", "承诺覆盖率达八成，现在是【43%】。"),
    # conditions in other words, and what only looks so
    ("hypothetical", "不加税的话，赤字达【3亿元】。"), ("fact", "该报引述官员的话，赤字达【3亿元】。"), ("fact", "该报引述【两名】官员的话，赤字很大。"),
    ("fact", "如果说去年是意外的话，今年又亏【3亿元】。"),
    ("fact", "再次盖好15座水库，缺水天数减少【三成】。"),
    ("hypothetical", "90天内须交方案，否则【1.5亿元】贷款会被推迟。"), ("target", "法院判他赔偿【300万元】。"),
    # estimates by 应是, feasts, the expectation of life, hearings about bail; what is announced with its day
    ("fact", "那个时代应是比此早【四个】世纪。"), ("fact", "北港愿以建交【50周年】为契机加强合作。"),
    ("fact", "人均预期寿命从【76岁】提高到77岁。"), ("fact", "为期【两天】的保释听证会结束了。"),
    ("fact", "役期明年起恢复为【1年】。"), ("forecast", "工资将分两步上调，明年7月起再涨【3.1%】。"), ("forecast", "法人估，全年营收季增【5%】。"),
    # what a court orders, and what the law allows it to
    ("target", "法院裁定其余被告以【10万元】交保。"), ("target", "3名干部分处【3年至5年】不等徒刑。"), ("fact", "发起犯罪组织者可处【3年以上10年以下】徒刑。"),
    # goes on: what is to be done by a time, what something is brought to, how it compares; the size of a planned work
    ("target", "公司拟停航四条航线，年底前裁员【1800人】。"), ("fact", "公司拟停航四条航线，去年裁员【1800人】。"),
    ("target", "双方拟把关税降至5%，配额增至【3万吨】。"), ("fact", "双方拟把关税降至5%，配额已增至【3万吨】。"),
    ("forecast", "今年有望卖出3万辆，同比增长【两成】。"), ("forecast", "占比可望提高到11%，跃居全球【第三】。"),
    ("fact", "整车厂一期年产能【10万辆】，计划2027年扩产。"),
    # numbers near a plan that are no plan
    ("forecast", "未来两年发行的债务有【85亿元】。"), ("fact", "该计划耗资【3亿元】。"),
    ("fact", "有【三成】人预期楼价下跌。"), ("fact", "综合【十几家】船行预测，运价回升。"),
    ("fact", "不出所料，【上万】人来了。"), ("forecast", "如果新厂完工，占比到2028年可望升至【17%】。"),
    # how many plan something is counted; what a plan is called; promises that are kept
    ("fact", "备援计划源于大停电，当时【410万户】受影响。"),
    ("forecast", "即便各国兑现承诺，到本世纪末仍将失去【一半】的冰。"), ("fact", "他原本打算在建党【75周年】的庆典上露面。"),
    ("fact", "七成人表明不打算再生，【近半数】人嫌房价高。"), ("target", "诉求是加薪【三成】。"),
]  # fmt: skip


@pytest.mark.parametrize(("modality", "marked"), UNSEEN, ids=[text for _, text in UNSEEN])
def test_phenomena_of_unseen_texts_in_both_scripts(modality, marked):
    assert modality_of(*parse(marked)) == modality
    text, *place = parse(TRADITIONAL(marked))
    assert modality_of(normalize(text).text, *place) == modality


FRESH = [
    # rumours that somebody is asked about, and what is set right
    ("denied", "对于网传他片酬高达【1500万元】，经纪人笑说绝无此事。"),
    ("denied", "就坊间流传的【三成】裁员，行长回应说，完全不实。"), ("fact", "针对市场传言报价【25亿元】，她称正在了解。"),
    ("denied", "被问到会否把名额增至【3万个】，会长否认。"), ("denied", "记者问是不是要加价【两成】，经理说不会。"),
    ("fact", "被问到会否把名额增至【3万个】，会长没有表态。"),
    ("denied", "问：听说公司要卖掉【49%】的股权？答：这不是事实。"), ("denied", "问：听说公司要卖掉【49%】的股权？答：没有的事。"),
    ("fact", "问：公司卖掉了【49%】的股权？答：这是事实。"),
    ("denied", "公司澄清，并未与任何客户签订【5年】期长约。"), ("denied", "公司回应说，并未收到提前【48小时】的通知。"),
    ("fact", "公司收到提前【48小时】的通知。"),
    ("fact", "产量没有达到【8万吨】。"), ("denied", "他说我们一天排污【200吨】，完全是捏造。"),
    ("fact", "我们【八成】会员装了污水池，说我们一天排200吨，完全是捏造。"),
    ("fact", "到货的连【三分之一】都没有。"),
    # a forecast over a concession or a condition
    ("hypothetical", "即使今天复工，清空积压也要【10天】。"),
    ("forecast", "公司资本可能降到【21亿元】。"), ("forecast", "成本可望降到【21元】。"), ("hypothetical", "本可多收【21元】。"),
    ("forecast", "若航道不通，全年产量将比目标少【3%】。"), ("fact", "产量比目标少【3%】。"), ("fact", "距离2030年底装机6吉瓦的目标仍差【2吉瓦】。"),
    # what is to open, and what goes on from it
    ("fact", "第二座工厂在9月投产，月产能由3万吨提高到【5万吨】。"),
    ("forecast", "考察队将于7月出发，在湖区工作【70天】。"), ("fact", "考察队7月出发，在湖区工作了【70天】。"),
    ("forecast", "摊贩下月起将缴新租金，平均涨幅为【8%】。"), ("forecast", "全线计划6月通车，届时车程缩短，全线将有【5座】车站无人值守。"),
    # what will not be passed, hardly comes about, or will be lost
    ("forecast", "加幅不会【多过一成】。"),
    ("fact", "去年的价格难以回到【3万元】。"),
    ("forecast", "投入240亿元，其中【三分之二】恐难收回。"), ("fact", "其中【三分之二】可能是旧的。"),
    ("fact", "他去年销量【顶多2600台】。"),
    ("forecast", "政府最多只会分担【一半】。"), ("forecast", "并网时间会比原计划晚【14个月】。"), ("fact", "并网时间比原计划晚了【14个月】。"),
    ("forecast", "2027会计年度营收估为【340亿元】。"), ("forecast", "该行估计，集团今年全年盈利只有【6亿元】，比市场预期低一成。"),
    ("forecast", "该行估计，集团今年全年盈利只有6亿元，比市场预期低【一成】。"),
    ("fact", "该行估计，集团去年盈利只有【6亿元】。"), ("fact", "订单能见度到明年6月，产能利用率【约95%】。"),
    # aims that others take the place of, talks, prices asked
    ("fact", "月产能目标由【1万片】增至2万片。"), ("forecast", "该行把目标价由【10元】下调至8元。"),
    ("target", "公司正与对手商谈出售【三成】股权。"), ("fact", "另有【三席】仍在谈判。"),
    ("target", "市长说，明年还要再增【20处】。"),
    ("target", "新楼折实均价【2万元】，较同区低一成。"),
    # persons judged, those who mean to, what is owed, what is late
    ("target", "法院判处被告人有期徒刑【13年】。"),
    ("target", "公司打算半年内涨价【9%】。"),
    ("target", "应补缴税款【6万元】，逾期加罚。"), ("fact", "业者承诺的交期平均延误【7个月】。"),
    ("target", "业者承诺的交期为【7个月】。"),
    ("fact", "充电夏天只要【32分钟】。"), ("fact", "充电夏天只要32分钟，冬天则要【一小时】。"), ("hypothetical", "只要32家加入，成本就降【一成】。"),
    # where a scope ends: reasons, what holds now or once did, relative clauses, counts of those who wish
    ("fact", "工会要求加薪，因为物价涨了【8%】。"), ("fact", "他建议离场，因为市盈率达【80倍】。"), ("target", "他建议把市盈率上限定为【80倍】。"),
    ("fact", "公司打算迁址，现址面积只有【300平方米】。"), ("fact", "市府考虑调价，现行票价为【8元】。"), ("target", "市府考虑把票价调为【8元】。"),
    ("fact", "市府拟调价，上次调价是【六年】前。"), ("fact", "目标是100座，如今才【20座】。"), ("fact", "当局承诺彻查，事故造成【12人】死亡。"),
    ("fact", "公司去年承诺的投资只到位【三成】。"), ("target", "旅客要求赔偿【200元】。"),
    ("fact", "预计来的人没来，实到【80人】。"),
    ("denied", "开门的并非【12家】店。"),
    # denied and foretold in other words
    ("denied", "网传补贴【每人2000元】？民政局：假的。"), ("denied", "至于有网民指罚款高达【5000元】，警方指有关说法错误。"),
    ("denied", "“降薪【三成】？我没听说过。”他答道。"),
    ("denied", "局长反问：“谁说要加【五成】？”"), ("denied", "没有一辆车不合格，更谈不上召回【3万辆】。"), ("denied", "这并不代表楼价会跌【三成】。"),
    ("denied", "没有人说过要付【300元】。"),
    ("forecast", "专家警告，水库三周内就会见底，影响【40万】居民。"),
    ("forecast", "他们断定产量撑不到【3万吨】。"), ("forecast", "气象台预报，明天雨量【80毫米】。"), ("fact", "预报员说，昨天雨量【80毫米】。"),
    ("forecast", "医生说他要休养【六周】。"),
    ("target", "县里定下的任务是三年造林【5万亩】。"), ("target", "基金正同卖方谈判，想以【9亿元】买下股权。"), ("target", "草案把上限定在【40吨】。"),
    ("hypothetical", "真要赔，【300万元】也不够。"),
    ("fact", "限缩移民的政党得票【27%】。"), ("fact", "获利已逼近收入的【一半】。"), ("fact", "该局予以罚款【50万元】。"), ("target", "店主被罚款【50万元】。"),
    ("fact", "东岸体育会落后【两球】。"), ("target", "董事会决议收购【51%】股权。"), ("fact", "委员会决议，删减经费【3200万元】。"),
    # 将 behind a noun that would be a rank with it, estimates of what is there, words that hold a cue or the base of a change by chance
    ("forecast", "各级人社部门将办招聘会【100场】。"), ("forecast", "他在会上将提出【3条】建议。"), ("fact", "门将扑出【3个】险球。"),
    ("forecast", "市里将举办招聘会，提供【2万个】岗位。"), ("fact", "失踪者可能多达【300人】。"), ("fact", "实际感染人数可能【超过3万】。"),
    ("forecast", "死亡人数可能【突破3万】。"), ("forecast", "受影响的人可能多达【300人】。"), ("fact", "该国已经确保【1亿剂】疫苗。"),
    ("target", "该国确保年底前有【3000张】病床。"), ("target", "该局要求储备量应达到全年用量的【六成以上】。"), ("fact", "他承诺减税，当时税率从三成降至【两成】。"),
    ("fact", "即便该店表态，其中国股价仍跌【3%】。"), ("target", "公司获赔前说，法院判决被告支付【35万元】。"), ("fact", "一如预期，央行维持【0.1%】的利率。"),
]  # fmt: skip


@pytest.mark.parametrize(("modality", "marked"), FRESH, ids=[text for _, text in FRESH])
def test_phenomena_of_fresh_texts_in_both_scripts(modality, marked):
    assert modality_of(*parse(marked)) == modality
    text, *place = parse(TRADITIONAL(marked))
    assert modality_of(normalize(text).text, *place) == modality


SCOPES = [
    # what a court orders and takes off, who is only let off, and ranges that no change starts from
    ("target", "一审的云港法院判贺明【7年3月】。"), ("target", "法院判贺明7年3月、罚金【200万元】。"), ("fact", "裁判员【7年】没有出错。"),
    ("target", "店主罪名成立，刑期【2年】。"), ("target", "法官以六年为量刑起点，因认罪扣减【三分之一】。"), ("fact", "工资被扣减【三分之一】。"),
    ("fact", "检方讯问后，【9人】交保。"), ("target", "他以【9万元】交保。"),
    # how far something is from its goal, and the goal
    ("target", "接种率只有两成，离医生要求的【七成】还有距离。"), ("fact", "离市区的【三座】矿山最近。"),
    # a plan that is named, put in figures of what is done, or laid down across semicolons
    ("fact", "今年的救灾计划需要【6亿元】。"), ("target", "救灾计划投入【6亿元】。"), ("fact", "特别计划批出的【700个】名额已用完。"),
    ("fact", "完成投资3亿元，占年度计划的八成，比去年快【3个百分点】。"), ("target", "方案涉及【8000个】岗位。"),
    ("target", "渡轮公司申请由6月起加价，平均加幅达【两成】。"), ("fact", "当局批准三家公司加价，平均加幅达【两成】。"),
    ("target", "另有贷款仍在洽谈，利率【约3%】，期限20年。"),
    # those who wish are counted, or named by what they wish
    ("fact", "十六户里打算卖房的是【三户】。"), ("fact", "打算年内涨价的占三成，另有【一成】考虑关门。"), ("fact", "主张减税的「新家园」得票率达【27%】。"),
    ("fact", "【六成】学校预期明年缩班。"), ("target", "公司打算卖房【三处】。"),
    # steps to take
    ("target", "步骤如下：\n1.先静坐【5分钟】。"), ("target", "步骤如下：\n1.先静坐。\n2.手离桌面【3厘米】。"), ("fact", "结果如下：\n1.静坐者有【5人】。"),
    ("target", "第一步，面团静置【半小时】。"), ("fact", "第三步，开座椅加热，它的功率只有【60瓦】。"), ("target", "用料（四人份）：面粉【300克】。"),
    # what holds by the end of the sentence or before it
    ("hypothetical", "若要实现2035年的目标，缺口在【90亿元】。"), ("fact", "如果政府不改做法，以现有的【500名】人手计算，要做十年。"),
    ("forecast", "我们预计，现有的500家店中，大约有【60家】到明年将被迫关门。"),
    ("fact", "当局承诺减税，如今不到【两年】便变卦。"), ("fact", "若然如此，何以十年来加价【五次】？"),
    ("fact", "但到年底只有两万一千户申请，执行率【不到三成】。"),
    ("hypothetical", "万一停产【三天】，损失难免。"),
    # rumours of another, denied, and what is not even so much
    ("fact", "经手的钱【不到80万元】，坊间流传他获利2000万元绝非事实。"),
    ("fact", "去年是八万人，连【一半】都不到。"),
    ("denied", "网上盛传“三天内有【9级】地震”，这种说法毫无科学根据。"), ("denied", "「没有人答应过给【五个】席位。」"),
    ("fact", "我教书多年，从未试过只有【六个】学生。"),
    # opinions of what is to come, estimates of what is there
    ("forecast", "他认为效应顶多维持【一季】。"), ("fact", "接待能力顶多能满足需求的【六成】。"), ("forecast", "清单【最快两周】后公布。"),
    ("fact", "两地【最快两小时】到达。"),
    ("fact", "真正有水的土地可能只占【三成】。"), ("fact", "没有登记的恐怕至少还有【一半】。"), ("fact", "存粮至少还能撑【五周】。"),
    ("fact", "大盘预估市盈率仅【9倍】。"),
    ("fact", "这份指引把标准定在【130毫米】。"),
    ("target", "司机连续工作【4小时】须休息。"), ("target", "业者【三个月内】须改正。"), ("fact", "司机连续工作【4小时】很累。"),
    ("fact", "书中断言【九成】的人说谎。"), ("fact", "公司将为期【三个月】的合约拆成两份。"), ("fact", "公司将合约拆成【两份】。"),
    # words that hold a cue by chance, cues that are only named, viewpoints
    ("fact", "约占全部可再生能源投资的【六成】。"), ("fact", "这是前所未有的丰收，达【六成】。"), ("fact", "疫苗供不应求，到货【六成】。"),
    ("fact", "导弹可打击海上目标，射程则为【900公里】。"), ("fact", "疫苗需要在【5摄氏度】下保存。"), ("target", "协议还要求该国购买【30亿元】的大豆。"),
    ("fact", "每吨熟料要亏【十几元】。"), ("fact", "他觉得晚上看病打车要花【四五十元】。"), ("fact", "升值的预期愈发强烈，签约额骤升【三成】。"),
    ("forecast", "市场的预期为增长【三成】。"), ("hypothetical", "若从明年起停产，损失达【九成】。"),
    ("fact", "他预计占比将升至三成，疫情前为【一成】。"), ("fact", "他促请当局落实指标，又认为收费加至【400元】。"),
    ("fact", "公司否认打算裁撤二十条路线，仅坦承【八条】客源不足。"),
    # ranks that are had, those of whom some expect something, what becomes of those who are counted
    ("fact", "该党势必要与【第三大】党结盟。"), ("forecast", "该市将成为全国【第三大】港口。"), ("fact", "六十位分析师中仅【22%】预计会加息。"),
    ("fact", "【约300个】工作机会流失。"), ("forecast", "缺口【五年内】会扩大。"),
    ("fact", "他们【五年内】会面三次。"),
    ("target", "预算中，【七成】规划投入新厂。"), ("target", "工会提出的加薪幅度是【6%】。"),
    ("fact", "工会去年的加薪幅度是【6%】。"),
    ("target", "步骤简单。第一步，和面；馅料用【400克】肉。"),
]  # fmt: skip


@pytest.mark.parametrize(("modality", "marked"), SCOPES, ids=[text for _, text in SCOPES])
def test_scopes_in_both_scripts(modality, marked):
    assert modality_of(*parse(marked)) == modality
    text, *place = parse(TRADITIONAL(marked))
    assert modality_of(normalize(text).text, *place) == modality
