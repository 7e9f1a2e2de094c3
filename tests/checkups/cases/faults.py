"""Reports with a fault or several."""

from tests.checkups.cases.case import FRESH, RECORDED, Case, Photo, codes

DRAINS = (
    "您好！您反映的小区下水道堵塞问题收悉。经现场查看，堵塞系生活垃圾和油脂淤积所致，"
    "我单位已安排吸污车进行疏通清淤，目前排水恢复正常，今后将加强日常巡查养护。感谢您对我们工作的理解和支持。"
)

FAULTS: tuple[Case, ...] = (
    Case(
        name="nobody called the citizen",
        request="贺胜桥镇桃林村通村公路塌了一段，没有警示牌。",
        report="11月3日镇交管站到场设置警示牌2块、水马12个，11月8日完成路基回填和混凝土浇筑，验收单附后。",
        reply="您好！塌陷路段已于11月8日修复，通行正常。",
        papers=1,
        expected=codes("NOT_CONTACTED"),
    ),
    Case(
        name="second demand forgotten",
        request="一是小区电梯经常困人，要求检修；二是物业公司收的公共收益从来没有公示过，要求公示账目。",
        report="11月3日市场监管局特种设备科到小区检查，责令维保单位更换门锁触点3处，11月5日复检合格，"
        "出具检验意见书。已电话告知诉求人。",
        reply="您好！小区电梯故障已由维保单位于11月5日检修完毕，复检合格，请放心乘坐。",
        papers=1,
        expected=codes("POINT_UNANSWERED"),
        missing=("公共收益",),
    ),
    Case(
        name="question at the end forgotten",
        request="金桂湖路施工围挡占了人行道，行人只能走机动车道。请问工程什么时候完工？",
        report="11月3日住建局责令施工单位将围挡后移1.5米，留出人行通道，当日整改完毕，整改照片附后。已电话联系诉求人。",
        reply="您好！施工单位已于11月3日将围挡后移，人行通道已恢复。",
        photos=FRESH,
        expected=codes("POINT_UNANSWERED"),
        missing=("什么时候完工",),
    ),
    Case(
        name="two of three forgotten",
        request="（1）幼儿园食堂卫生差；（2）老师上课时间玩手机；（3）收取的兴趣班费用没有发票。请调查处理。",
        report="11月4日市场监管局对该园食堂进行检查，发现生熟砧板混用、留样不足，下达监督意见书，"
        "11月7日复查已整改，检查记录已归档。11月7日电话回复家长。",
        reply="您好！该园食堂存在的砧板混用、留样不足问题，已责令整改并于11月7日复查合格。",
        kind="complaint",
        papers=1,
        expected=codes("POINT_UNANSWERED"),
        missing=("玩手机", "发票"),
    ),
    Case(
        name="phrases only",
        contacted=RECORDED,
        request="嘉鱼县鱼岳镇农贸市场门口占道经营严重，堵车。",
        report="收到工单后，我局领导高度重视，立即安排相关科室进行调查处理，目前正在积极协调处理中。",
        reply="您好！您反映的问题我局高度重视，已安排专人跟进，正在处理中，请您耐心等待。",
        expected=codes("EMPTY_PHRASES"),
    ),
    Case(
        name="forwarded and nothing else",
        request="我的残疾人补贴三个月没发了。",
        report="已转相关部门处理。",
        reply="您的诉求已转交相关部门，将尽快给您答复。",
        expected=codes("EMPTY_PHRASES NOT_CONTACTED"),
    ),
    Case(
        name="promises to strengthen",
        contacted=RECORDED,
        request="青龙山公园晚上广场舞音响太吵，孩子没法写作业。",
        report="我单位将加强管理，加大巡查力度，切实维护好公园秩序，努力为群众营造良好环境。",
        reply="感谢您的反映，我们将加强管理，加大巡查力度，感谢您的理解与支持。",
        kind="complaint",
        expected=codes("EMPTY_PHRASES"),
    ),
    Case(
        name="no date of anything",
        request="通山县大畈镇板桥村的垃圾池满了没人清运，臭气熏天。",
        report="镇环卫所派出清运车2台，将该垃圾池及周边垃圾全部清运完毕，并喷洒消毒药水，清运台账可查。已电话告知诉求人。",
        reply="您好！垃圾池已清运消毒完毕，今后每两天清运一次。",
        expected=codes("NO_DATE"),
    ),
    Case(
        name="no evidence of anything",
        request="崇阳县天城镇一小门口的斑马线磨得看不清了。",
        report="我队于11月5日安排人员对该处斑马线重新施划，现已完成，并电话告知了诉求人。",
        reply="您好！一小门口的斑马线已于11月5日重新施划。",
        expected=codes("NO_EVIDENCE"),
    ),
    Case(
        name="neither date nor evidence",
        request="赤壁镇街道上有人把电动车停在盲道上。",
        report="已对停放在盲道上的电动车进行清理，并对车主进行了劝导。电话告知诉求人。",
        reply="您好！盲道上的电动车已清理，并对车主进行了劝导。",
        expected=codes("NO_DATE NO_EVIDENCE"),
    ),
    Case(
        name="describes the situation, does nothing",
        request="咸安区永安街道怀德路下雨就积水，车子都淹了，请解决。",
        report="经11月3日现场查看，怀德路地势低洼，排水管网建于2003年，管径仅300毫米，遇强降雨时易积水，"
        "情况属实，测量数据附后。已与诉求人电话沟通。",
        reply="您好！怀德路积水主要因地势低洼、管网老旧，遇强降雨排水不及时。感谢您的关注。",
        papers=1,
        expected=codes("NO_ACT"),
    ),
    Case(
        name="copied from last month's reply",
        request="香城泉都小区12栋门前下水道堵了，污水横流，请疏通。",
        report="11月3日街道安排吸污车一台到小区疏通管道40米，清出淤泥2立方米，排水恢复正常，有现场照片。已电话回访诉求人。",
        reply=DRAINS,
        photos=FRESH,
        earlier=(("4212-2026-000731", DRAINS),),
        expected=codes("COPIED_REPLY"),
    ),
    Case(
        name="copied with the place exchanged",
        request="梓山湖丽景苑下水管道堵塞返水到一楼住户家中。",
        report="11月4日物业和市政维护队清掏化粪池1座、疏通管道25米，作业单已由物业经理签字。电话联系诉求人确认。",
        reply=DRAINS.replace("小区下水道堵塞", "丽景苑下水道堵塞").replace("吸污车", "清淤车"),
        papers=1,
        earlier=(
            ("4212-2026-000555", "您好！您反映的路灯问题已修复，感谢来电。"),
            ("4212-2026-000731", DRAINS),
        ),
        expected=codes("COPIED_REPLY"),
    ),
    Case(
        name="photo from before the dispatch",
        request="向阳湖镇绿化带里堆满建筑垃圾。",
        report="11月4日城管中队清运建筑垃圾3车，恢复绿化带原状，照片附后。11月4日电话告知诉求人。",
        reply="您好！绿化带内建筑垃圾已于11月4日清运完毕。",
        photos=(Photo(taken="2026-08-17T08:40+08:00"),),
        expected=codes("PHOTO_BEFORE_DISPATCH"),
    ),
    Case(
        name="photo that was used on another ticket",
        request="双溪桥镇九彬村的河道里有很多漂浮垃圾。",
        report="11月5日镇河长办组织打捞船1艘、保洁员6人打捞漂浮物，约1.5吨，照片见附件。已电话联系诉求人。",
        reply="您好！河道漂浮垃圾已于11月5日打捞干净。",
        photos=(Photo(taken="2026-11-05T10:00+08:00", used_on="4212-2026-000402"),),
        expected=codes("PHOTO_USED_BEFORE"),
    ),
    Case(
        name="old and used photo together",
        request="大幕乡双垅村的健身器材坏了，铁皮翘起来容易划伤孩子。",
        report="11月6日村委会安排焊工修复健身器材2件，打磨毛刺，照片附后。电话告知诉求人。",
        reply="您好！两件损坏的健身器材已于11月6日修复。",
        photos=(Photo(taken="2026-05-01T09:00+08:00", used_on="4212-2026-000077"),),
        expected=codes("PHOTO_BEFORE_DISPATCH PHOTO_USED_BEFORE"),
    ),
    Case(
        name="unsolved inside, solved outside",
        request="隔壁工厂夜间排放刺鼻气味，头疼，请查处。",
        report="11月4日生态环境分局突击检查，厂区废气处理设施活性炭失效，责令停产整改，"
        "目前整改尚未完成，气味问题仍未解决，检查笔录附后。已电话告知诉求人。",
        reply="您好！您反映的工厂气味扰民问题已得到解决，感谢您的监督。",
        kind="complaint",
        papers=1,
        expected=codes("CONTRADICTION"),
    ),
    Case(
        name="cannot be done inside, done outside",
        request="请求给我们楼加装电梯。",
        report="住建局11月5日召集该单元业主协商，一楼两户明确反对，达不到法定同意比例，加装电梯暂无法实施，"
        "协商会签到表附后。诉求人参加了协商会。",
        reply="您好！关于加装电梯的诉求已办结，问题已妥善解决。",
        papers=1,
        expected=codes("CONTRADICTION"),
    ),
    Case(
        name="short and nothing to hold it against",
        request="村口路灯不亮。",
        report="已修好。",
        reply="路灯已修好。",
        expected=codes("NO_DATE NO_EVIDENCE NOT_CONTACTED"),
    ),
    Case(
        name="old photo, second demand forgotten, nobody called",
        request="高桥镇集镇上的公厕没有水，地面很脏；另外厕所旁边的路灯也不亮。",
        report="11月5日保洁公司更换水箱2个，恢复供水并冲洗地面，照片附后。",
        reply="您好！集镇公厕已恢复供水，地面已清洗干净。",
        photos=(Photo(taken="2026-10-20T10:00+08:00"),),
        expected=codes("NOT_CONTACTED POINT_UNANSWERED PHOTO_BEFORE_DISPATCH"),
        missing=("路灯",),
    ),
)
