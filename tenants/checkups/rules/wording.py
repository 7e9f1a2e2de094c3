"""What a report tells: a contact, a day, an act, evidence; or phrases only."""

import re

from checkups.rules.texts import sentences

_CITIZEN = (
    "诉求人|来电人|反映人|投诉人|举报人|建议人|当事人|咨询人|市民|群众|家长|承租人"
    "|业主|村民|居民|住户|其本人"
)
CONTACT = re.compile(
    r"(?:电话|致电|来电|当面|当场|上门|入户|短信|微信|面谈|现场)[^，。；]{0,12}?"
    r"(?:告知|联系|沟通|回访|核实|解释|回复|答复|说明|反馈|通话|指导)"
    rf"|(?:{_CITIZEN})[^，。；]{{0,8}}?(?:联系|沟通|解释|说明|通话|告知|核实|见面|当面|签收|参加|签字|确认|到现场)"
    rf"|(?:联系|走访|回访|告知|约见|会同|指导|询问|致电)[^，。；]{{0,4}}(?:{_CITIZEN})"
    rf"|(?:与|向|和|同|为)(?:{_CITIZEN})[^，。；]{{0,10}}?(?:一同|联系|沟通|解释|说明|通话|协商|核实)"
)
DAY = re.compile(
    r"[0-9]{1,2}月[0-9]{1,2}[日号]|[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}[日号]"
    r"|[0-9]{4}[-./年][0-9]{1,2}[-./月][0-9]{1,2}|(?<![0-9.])(?:1[0-2]|0?[1-9])[./](?:3[01]|[12][0-9]|0?[1-9])(?![0-9.%米元吨])"
    r"|今[天日晨早]|昨[天日晚]|前天|当[天日晚]|次日|本周|上周|(?:接单|接到[^，。]{0,4}工单|接诉)后[^，。]{0,6}(?:小时|分钟|立即)"
    r"|(?<![0-9])[0-9]{1,2}日(?:上午|下午|晚|凌晨|[0-9])"
)
# Something that was done, not looked at, discussed or promised.
_DONE = (
    "更换|换上|维修|抢修|修复|修好|修补|修剪|修缮|安装|加装|拆除|清理|清运|清除|清淤|清掏|疏通|冲洗|清洗|消毒|喷洒"
    "|整改|责令|约谈|处罚|罚款|立案|(?<!调)查处|取缔|查封|扣押|没收|警告|训诫|批评教育|劝导|制止|扑灭|捕捉|收容|打捞"
    "|调解|协商|赔偿|赔付|退还|退款|退回|退费|补发|发放|拨付|代发|到账|支付|兑付|补办|补收|办结|办理|备案|登记"
    "|补植|栽植|种植|铺设|铺装|浇筑|回填|填补|填筑|压实|硬化|施划|划线|设置|增设|加设|埋设|焊接|加固|扶正|打磨"
    "|平整|恢复|调整|调高|调低|调至|升级|改造|扩容|移除|搬走|挪车|挪走|拖离|送检|送样|抽检|下达|出具|张贴|公示|公布"
    "|采纳|列入|纳入|批复|立项|送水|供水|道歉|致歉|开通|接通|通电|通水|审核通过|审批|追回|讨要|辞退|停职|开除"
    "|丈量|测量定界|丈量|催缴|救助|救治|安置|转移|发现并|堵漏|装好|建成|完工|竣工|装上|换新|补贴|减免|核减|更正|纠正"
    "|起诉|移送|通报|解除|注销|迁移|过户|延长|增派|增加|处置|清退|召集|解释|开展[^，。]{0,6}整治|完成"
)
ACT = re.compile(_DONE)
_NOT_YET = re.compile(
    r"(?:将|拟|计划|准备|尚未|还没|没有|未能|未|无法|暂不|正在|即将|会|尽快|进一步|持续|继续|努力|力争|需|应|待|不予"
    r"|下一步|要求|加强|加大|积极|抓紧|争取|若|如)[^，。；]{0,6}$"
)
_ORDERED = re.compile(r"(?:责令|要求|督促|通知)[^，。；]{0,14}$")
PHRASES = re.compile(
    r"高度重视|正在(?:积极)?(?:处理|办理|协调|调查|核实|推进|研究)|积极协调|已?转(?:交|办|派|送|至|给|相关|有关)"
    r"|尽快(?:处理|答复|落实|解决|办理|给|核实|安排)|(?:将|会)[^，。]{0,6}(?:加强|加大|强化|跟踪|跟进|研究|改进)"
    r"|加强(?:管理|巡查|监管|宣传|引导|日常)|加大[^，。]{0,6}力度|专人(?:跟进|负责|对接)|研究部署|专题研究|责任分工"
    r"|耐心等待|请您?放心|切实|持续跟踪|跟踪问效|认真研究|做好[^，。]{0,8}工作|良好环境|第一时间|知悉|理解(?:和|与)支持"
    r"|安排(?:专人|相关|有关|人员)[^，。]{0,8}(?:处理|跟进|调查|核实)|密切关注|统筹推进|举一反三|下一步"
)
PROOF = re.compile(
    r"照片|图片|拍照|拍摄|影像|视频|录音|附后|附件|见附|笔录|记录|台账|台帐|检测|检验|监测|抽检|测压|化验|签字|签收|签名"
    r"|签到|回单|凭证|收据|票据|发票|协议书?|合同|通知书|决定书|训诫书|调解书|意见书|告知书|认定书|承诺书|确认书|说明(?:书|材料)"
    r"|情况说明|登记表|登记簿|清单|作业单|施工单|工程单|验收|签证|报告|公示|文件|批复|截图|定位|[〔\[【(（]20[0-9]{2}[〕\]】)）]"
)
BASIS = re.compile(
    r"《|》|[〔\[【]20[0-9]{2}|第[0-9一二三四五六七八九十百]+条|规定|政策|文件|办法|条例|规程|细则|标准|依据|按照|根据|因|由于"
)

# A rule that is named answers a request, whatever its kind was said to be.
RULE = re.compile(r"《[^》]{3,}》|[〔\[【﹝]20[0-9]{2}[〕\]】﹞]")
# Openings and thanks; they count for nothing either way.
_MANNERS = re.compile(r"您?好|收悉|感谢|谢谢|敬请|特此|此复|回复如下")
MOSTLY = 0.5


def tells_of_contact(report: str) -> bool:
    """Whether the report says that the citizen was spoken to."""
    return CONTACT.search(report) is not None


def acts_in(text: str) -> list[str]:
    """What was done, as words; what is only planned, asked for or not done is no act."""
    return [
        found.group()
        for found in ACT.finditer(text)
        if not _NOT_YET.search(text[max(0, found.start() - 8) : found.start()])
        or _ORDERED.search(text[max(0, found.start() - 16) : found.start()])
    ]


def phrases_in(text: str) -> list[tuple[int, int]]:
    """Where phrases stand that say nothing."""
    return [found.span() for found in PHRASES.finditer(text)]


def says_nothing_else(text: str) -> bool:
    """Whether most of what a text says is phrases."""
    told = [text[start:end] for start, end in sentences(text)]
    told = [each for each in told if PHRASES.search(each) or not _MANNERS.search(each)]
    hollow = [each for each in told if PHRASES.search(each)]
    return bool(hollow) and len(hollow) > MOSTLY * len(told)
