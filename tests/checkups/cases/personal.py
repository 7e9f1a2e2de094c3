"""Texts for the citizen with somebody's data in them, and texts that only look so."""

from tests.checkups.cases.case import FRESH, RECORDED, Case, codes

FIXED = "11月3日镇水管站更换破裂水管6米，恢复供水，照片附后。已电话告知诉求人。"
LEAK = "桂花镇街上水管爆了，一直在漏水。"

PERSONAL: tuple[Case, ...] = (
    Case(
        name="the handler's mobile number",
        request=LEAK,
        report=FIXED,
        reply="您好！破裂水管已于11月3日更换。如有问题请联系维修师傅 139 0724 5566。",
        photos=FRESH,
        expected=codes("PERSONAL_DATA"),
    ),
    Case(
        name="the citizen by full name",
        request=LEAK,
        report=FIXED,
        reply="黄丽萍女士您好！您反映的水管破裂问题，已于11月3日更换水管并恢复供水。",
        names=("黄丽萍",),
        photos=FRESH,
        expected=codes("PERSONAL_DATA"),
    ),
    Case(
        name="the neighbour by full name, known to nobody",
        contacted=RECORDED,
        request="隔壁邻居把垃圾堆在我家门口。",
        report="11月4日村委会上门调解，双方签订调解协议书，垃圾已清走。",
        reply="您好！经调解，您的邻居周志国先生已将垃圾清走，双方签订了调解协议。",
        papers=1,
        expected=codes("PERSONAL_DATA"),
    ),
    Case(
        name="plate and flat of whoever parked badly",
        request="小区消防通道长期被一辆白色小车占用。",
        report="11月3日社区联系车主挪车，并施划禁停线20米，照片附后。已电话告知诉求人。",
        reply="您好！占用消防通道的鄂L·7K215车主为3栋2单元501室住户，已于11月3日挪车，并施划了禁停线。",
        photos=FRESH,
        expected=codes("PERSONAL_DATA"),
    ),
    Case(
        name="an identity card",
        request="我的低保什么时候能批下来？",
        report="民政办11月4日入户核查收入，11月6日乡镇审核通过并公示，公示照片存档，已电话告知。",
        reply="您好！身份证号422301196503122418的低保申请已于11月6日审核通过，公示期满后从12月起发放。",
        photos=FRESH,
        expected=codes("PERSONAL_DATA"),
    ),
    Case(
        name="surname and title, and the city's own number: nobody's data",
        request=LEAK,
        report=FIXED,
        reply="黄女士您好！您反映的水管破裂问题已于11月3日修复，恢复供水。如有疑问请拨打12345热线。",
        names=("黄丽萍",),
        photos=FRESH,
    ),
    Case(
        name="numbers of documents, amounts and an office room: nobody's data",
        request="创业担保贷款贴息怎么申请？在哪里办？",
        kind="consultation",
        report="已电话告知：依据鄂人社发〔2025〕36号文件，贷款额度最高30万元，凭营业执照、身份证到市政务服务中心"
        "3楼302窗口申请。",
        reply="您好！按照鄂人社发〔2025〕36号文件，创业担保贷款最高300000元，贴息比例50%，"
        "请携带营业执照和身份证到市政务服务中心3楼302窗口办理，法定工作日9:00—17:00受理。",
    ),
)
