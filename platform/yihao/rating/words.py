"""What the page says, in both languages."""

from followups.models import Satisfaction

LANGUAGES = ("zh", "en")

WORDS: dict[str, dict[str, str]] = {
    "zh": {
        "lang": "zh-CN",
        "title": "12345 办理结果评价",
        "intro": "请填写短信中的编号和查询码，并回答三个问题。每次答复只能评价一次。",
        "number": "编号",
        "code": "查询码（六位数字）",
        "resolved": "您反映的问题解决了吗？",
        "yes": "解决了",
        "no": "没有解决",
        "satisfaction": "您对承办单位满意吗？",
        "hotline": "您对 12345 热线服务满意吗？（可不填）",
        "opinion": "您的意见（可不填）",
        "opinion_hint": "请不要填写姓名、电话和证件号码。",
        "submit": "提交评价",
        "problem": "未能提交",
        "incomplete": "请填写编号、查询码，并回答前两个问题",
        "done_title": "谢谢您的评价",
        "done": "评价已收到。未解决的问题将重新办理。",
        "help": "如需帮助，请拨打 12345。",
        "other": "English",
        "satisfied": "满意",
        "basically_satisfied": "基本满意",
        "dissatisfied": "不满意",
    },
    "en": {
        "lang": "en",
        "title": "12345: rate the result",
        "intro": (
            "Enter the number and the code from your text message and answer three questions."
            " Each reply can be rated once."
        ),
        "number": "Number",
        "code": "Code (six digits)",
        "resolved": "Has your problem been solved?",
        "yes": "Solved",
        "no": "Not solved",
        "satisfaction": "Are you satisfied with the department?",
        "hotline": "Are you satisfied with the 12345 hotline? (optional)",
        "opinion": "Your comment (optional)",
        "opinion_hint": "Please leave out names, telephone and identity card numbers.",
        "submit": "Send",
        "problem": "Not sent",
        "incomplete": "Enter number and code and answer the first two questions",
        "done_title": "Thank you",
        "done": "Your rating was received. What is not solved will be worked on again.",
        "help": "For help, call 12345.",
        "other": "中文",
        "satisfied": "Satisfied",
        "basically_satisfied": "Fairly satisfied",
        "dissatisfied": "Dissatisfied",
    },
}
PROBLEMS_IN_ENGLISH = {
    "RATING_CODE_WRONG": "Number or code is wrong. Please compare them with your text message.",
    "RATING_TOO_MANY_TRIES": "Too many tries. Please try again in an hour, or call 12345.",
    "RATING_NOT_DUE": "This request cannot be rated here now. Please call 12345.",
    "ALREADY_RATED": "This request has already been rated. Each reply can be rated once.",
    "TOO_LONG": "The comment is too long: at most 2,000 characters.",
}
CHOICES = (
    Satisfaction.SATISFIED,
    Satisfaction.BASICALLY_SATISFIED,
    Satisfaction.DISSATISFIED,
)
