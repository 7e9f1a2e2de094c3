"""Never looked at while the checks were made better."""

from tests.checkups.cases.case import FRESH, RECORDED, Case, Photo, codes

TREES = (
    "您好，您反映的行道树遮挡路灯和交通信号灯的情况属实。园林部门已组织人员对该路段行道树进行修剪，"
    "共修剪香樟46株，目前已不影响照明和行车视线。感谢您对城市管理工作的关心。"
)

HELD_OUT: tuple[Case, ...] = (
    Case(
        name="clean: gas supply",
        request="赤马港街道蓝天苑小区停气两天没有通知，什么时候恢复？",
        report="11月2日11时与诉求人通话。燃气公司查明系施工挖断中压管，11月3日凌晨4时抢修完毕恢复供气，"
        "抢修记录单附后；对未提前通知一事，已要求公司今后提前24小时张贴公告并短信告知用户。",
        reply="您好！停气系附近施工挖断管道造成，已于11月3日凌晨恢复供气，对未及时通知向您致歉。",
        papers=1,
    ),
    Case(
        name="clean: fake seeds",
        contacted=RECORDED,
        kind="complaint",
        request="在镇上农资店买的油菜种子不出苗，店家不认账，要求赔偿。",
        report="农业农村局11月4日到田间查看，会同市场监管所抽样送检，11月12日检验报告显示发芽率61%，"
        "低于标准。当日组织调解，店家赔偿诉求人种子款和误工费2600元，双方签字，调解书一式三份。",
        reply="您好！经检验该批种子发芽率不达标，店家已同意赔偿您2600元，并于11月12日支付到位。",
        papers=2,
    ),
    Case(
        name="clean: bus card question",
        kind="consultation",
        request="65岁老人免费公交卡怎么办理？外地户口可以吗？",
        report="向来电人说明：根据咸政办发〔2024〕7号，年满65周岁的老人不分户籍均可申领，带身份证和一寸照片，"
        "到公交集团服务大厅现场制卡，免收工本费。",
        reply="您好！年满65周岁的老年人均可办理，外地户籍也可以。请带身份证、一寸照片到公交集团服务大厅，当场就能拿卡。",
    ),
    Case(
        name="clean: dispute over a boundary goes to court",
        request="我和邻居因为宅基地界址吵了好几年，请政府处理。",
        report="11月5日镇司法所、自然资源所到现场丈量，与1987年土地清册对照，双方对东侧滴水线仍有争议，"
        "两次调解未成，制作了调解终止书，告知双方可向人民法院起诉，并指引申请法律援助。诉求人当面签收。",
        reply="您好！镇里组织了实地丈量和两次调解，双方未能达成一致，按规定已终止调解。您可以持丈量图向法院起诉，"
        "符合条件的可到司法所申请法律援助。",
        papers=2,
    ),
    Case(
        name="clean: heat in a classroom",
        request="县二中高一教室没有空调，夏天闷热，建议安装。",
        kind="suggestion",
        report="教育局采纳建议，已将县二中28间教室空调列入2027年义务教育薄弱环节改善项目，"
        "资金预算46万元，计划明年5月底前安装到位，已电话告知建议人。",
        reply="您好！您的建议已采纳，县二中高一教室空调计划在2027年5月底前安装完成。",
    ),
    Case(
        name="clean: dog at large, told by phone",
        request="邻居家的大黄狗不拴绳，追咬路人。",
        report="11月3日派出所民警上门，责令其拴养并办理犬证，对主人予以警告，出具训诫书一份。11月3日晚电话告知诉求人处理结果。",
        reply="您好！民警已对养犬人予以警告，责令其拴绳饲养并办证，如再次发生请及时报警。",
    ),
    Case(
        name="clean: bridge railing",
        request="横沟桥镇孙祠村小桥的栏杆断了两根。",
        report="2026年11月4日村委会与诉求人一同到现场查看，11月7日由施工队焊接更换护栏两段共3.6米，刷防锈漆两遍，完工照片见附件。",
        reply="您好！小桥断裂的两根栏杆已于11月7日更换。",
        photos=(Photo(taken="2026-11-07T15:02+08:00"),),
    ),
    Case(
        name="third demand forgotten, joined by 还有",
        request="我们村的文化广场灯不亮，篮球架也倒了，还有农家书屋一年都没开过门。",
        report="11月6日村委会更换广场灯泡8个，扶正并加固篮球架2副，已拍照。11月6日当面告知诉求人。",
        reply="您好！广场灯已更换，篮球架已加固，可以正常使用。",
        photos=FRESH,
        expected=codes("POINT_UNANSWERED"),
        missing=("农家书屋",),
    ),
    Case(
        name="compensation forgotten",
        contacted=RECORDED,
        request="1.供电线路改造把我家菜地压坏了，要求恢复；2.要求赔偿青苗损失；3.施工队态度恶劣，要求道歉。",
        report="11月5日供电所和施工队到现场，平整恢复菜地约30平方米，施工队负责人当面道歉，"
        "有双方签字的情况说明。",
        reply="您好！施工队已平整恢复您家菜地，并就态度问题当面向您道歉。",
        papers=1,
        expected=codes("POINT_UNANSWERED"),
        missing=("青苗",),
    ),
    Case(
        name="phrases in another dress",
        contacted=RECORDED,
        request="反映某驾校不退学费。",
        kind="complaint",
        report="接到来电后，我单位第一时间召开会议专题研究部署，明确责任分工，切实做好后续工作。下一步将持续跟踪问效。",
        reply="您好，您的诉求我们已知悉，会认真研究，尽快落实，请您放心。",
        expected=codes("EMPTY_PHRASES"),
    ),
    Case(
        name="nobody called and no day",
        request="马桥镇严洲村的水渠被堵，田里没水。",
        report="村委会组织挖掘机清理水渠350米，搬走堵塞树枝，现已通水，工程量签证单附后。",
        reply="您好！水渠已清理通水，可以正常灌溉。",
        papers=1,
        expected=codes("NOT_CONTACTED NO_DATE"),
    ),
    Case(
        name="copied word for word",
        request="银桂路的树枝把红绿灯挡住了，开车看不见。",
        report="11月4日园林处出动高空作业车修剪香樟46株，现场照片附后，并电话告知诉求人。",
        reply=TREES,
        photos=FRESH,
        earlier=(("4212-2026-000208", TREES),),
        expected=codes("COPIED_REPLY"),
    ),
    Case(
        name="photo a year old",
        request="小河边的警示牌倒了。",
        report="11月3日村河长重新埋设警示牌1块，拍照上传。已电话告知。",
        reply="您好！倒伏的警示牌已于11月3日重新安装。",
        photos=(Photo(taken="2025-07-11T12:00+08:00"),),
        expected=codes("PHOTO_BEFORE_DISPATCH"),
    ),
    Case(
        name="waiting for money inside, finished outside",
        request="村里到镇上的路坑坑洼洼，请维修。",
        report="交通局11月6日现场踏勘，路面破损率约35%，需大修，因资金未落实，目前还没有修复，踏勘表附后。已电话告知诉求人。",
        reply="您好！该路段已修复完成，通行条件明显改善。",
        papers=1,
        expected=codes("CONTRADICTION"),
    ),
    Case(
        name="phone in Chinese numerals",
        request="医保卡丢了怎么补办？",
        kind="consultation",
        report="电话告知：根据医保经办规程，可用手机激活医保电子凭证，实体卡到服务窗口或合作银行补办，带身份证。",
        reply="您好！请带身份证到合作银行网点补办，或直接用医保电子凭证。不清楚的可打工作人员电话幺三九七二四五五六六八咨询。",
        expected=codes("PERSONAL_DATA"),
    ),
    Case(
        name="the caller's name with a blank inside",
        request="反映公租房租金算错了。",
        report="11月4日房管中心核对租金台账，多收312元，11月6日原路退回，退款凭证附后。已电话联系承租人。",
        reply="陈 建 华：您好！经核对多收的312元租金已于11月6日退回您的账户。",
        names=("陈建华",),
        papers=1,
        expected=codes("PERSONAL_DATA"),
    ),
    Case(
        name="only looked at, did nothing",
        request="龙潭大道的行道树死了十几棵。",
        report="11月5日到现场查看，枯死树木共13株，主要原因为今年夏季干旱，情况属实，照片附后。已电话告知诉求人。",
        reply="您好！经查，龙潭大道枯死行道树13株，系夏季干旱所致，情况属实。",
        photos=FRESH,
        expected=codes("NO_ACT"),
    ),
    Case(
        name="done but nothing to show",
        request="公交站台的座椅坏了。",
        report="11月4日已更换座椅一条。已电话回复诉求人。",
        reply="您好！站台座椅已于11月4日更换。",
        expected=codes("NO_EVIDENCE"),
    ),
    Case(
        name="plate in full-width letters",
        request="渣土车夜间超速扬尘。",
        report="11月5日夜间交警、城管联合设卡检查，查处超速渣土车1台，罚款200元，处罚决定书附后。电话告知诉求人。",
        reply="您好！经查处，鄂Ｌ８２６１９渣土车因超速已于11月5日被处罚，我们将持续开展夜查。",
        papers=1,
        kind="complaint",
        expected=codes("PERSONAL_DATA"),
    ),
    Case(
        name="used photo and forgotten demand",
        request="请清理河边的垃圾，并在河边装一个垃圾桶。",
        report="11月4日保洁员清理河边垃圾约两车，照片附后。电话告知诉求人。",
        reply="您好！河边垃圾已于11月4日清理干净。",
        photos=(Photo(taken="2026-11-04T09:00+08:00", used_on="4212-2026-000390"),),
        expected=codes("PHOTO_USED_BEFORE POINT_UNANSWERED"),
        missing=("垃圾桶",),
    ),
)
