"""Results of calls and the plan of attempts a workspace begins with. Data: it may change both."""

from typing import NamedTuple

CONNECTED, NO_ANSWER, REFUSED = "connected", "no_answer", "refused"
# Written by the platform, offered to nobody.
NOT_RATED = "not_rated"


class Result(NamedTuple):
    code: str
    label: str
    reached: bool = False
    refused: bool = False
    appointed: bool = False
    retry_minutes: int = 240


RESULTS = (
    Result(CONNECTED, "接通", reached=True, retry_minutes=0),
    Result(NO_ANSWER, "无人接听"),
    Result("busy", "占线", retry_minutes=30),
    Result("powered_off", "关机"),
    Result("suspended", "停机", retry_minutes=1_440),
    Result("empty_number", "空号", retry_minutes=1_440),
    Result("wrong_person", "非本人接听", retry_minutes=1_440),
    Result("hung_up", "接通后挂断"),
    Result("appointed", "约定再访", appointed=True, retry_minutes=1_440),
    Result(REFUSED, "拒访", refused=True, retry_minutes=0),
)
