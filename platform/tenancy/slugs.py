"""From the name of a place to the path, schema and pinyin under which it is known. Pure."""

import csv
import re
from collections.abc import Collection
from functools import cache
from pathlib import Path

from pypinyin import Style, lazy_pinyin

MAX_BYTES = 50
READINGS_FILE = Path(__file__).with_name("place_readings.csv")

RESERVED = frozenset(
    {
        "public",
        "admin",
        "api",
        "app",
        "assets",
        "console",
        "custody",
        "default",
        "field",
        "graphql",
        "health",
        "healthz",
        "information_schema",
        "login",
        "logout",
        "media",
        "metrics",
        "owner",
        "portal",
        "postgres",
        "readyz",
        "root",
        "static",
        "system",
        "template0",
        "template1",
        "test",
        "w",
        "workspace",
        "www",
        "yihao",
    }
)

# Longest first: 自治县 before 县.
SUFFIXES = (
    *("自治县", "自治州", "自治旗", "联合旗"),
    *("地区", "林区", "特区", "新区", "矿区"),
    *("市", "区", "县", "旗", "盟"),
)

# Peoples as they stand in names of autonomous places (民族自治地方); 族 may be left out, except
# after a single character, which alone would be part of the place's own name.
PEOPLES = (
    *("达斡尔", "柯尔克孜", "乌孜别克", "俄罗斯", "鄂伦春", "鄂温克", "哈萨克", "塔吉克"),
    *("塔塔尔", "维吾尔", "土家", "蒙古", "朝鲜", "布依", "哈尼", "傈僳"),
    *("拉祜", "高山", "东乡", "纳西", "景颇", "仫佬", "布朗", "撒拉"),
    *("毛南", "仡佬", "锡伯", "阿昌", "普米", "保安", "裕固", "德昂"),
    *("门巴", "珞巴", "基诺", "独龙", "赫哲"),
)
PEOPLES_OF_ONE_CHARACTER = "汉回藏苗彝壮满侗瑶白傣黎佤畲水土怒京羌"
_PEOPLE = re.compile(rf"(?:(?:{'|'.join(PEOPLES)})族?|[{PEOPLES_OF_ONE_CHARACTER}]族|各族)$")

_SLUG = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


class SlugRefused(ValueError):
    """No path or schema may be called so."""


@cache
def _readings() -> dict[str, tuple[str, ...]]:
    with READINGS_FILE.open(encoding="utf-8", newline="") as file:
        return {row["name"]: tuple(row["reading"].split()) for row in csv.DictReader(file)}


@cache
def _special() -> re.Pattern[str]:
    """Matches a name at the start of a text, or one of the single characters anywhere."""
    names = sorted(_readings(), key=len, reverse=True)
    places = "|".join(name for name in names if len(name) > 1)
    characters = "".join(name for name in names if len(name) == 1)
    return re.compile(rf"^(?:{places})|[{characters}]")


def syllables(name: str) -> list[str]:
    """The pinyin of a place name, one entry for each character, as people of the place say it."""
    found: list[str] = []
    rest = 0
    for match in _special().finditer(name):
        found += _common(name[rest : match.start()])
        found += _readings()[match.group()]
        rest = match.end()
    return found + _common(name[rest:])


def _common(text: str) -> list[str]:
    if not text:
        return []
    return lazy_pinyin(text, style=Style.NORMAL, errors=list)  # type: ignore[arg-type]


def search_pinyin(name: str) -> str:
    """What a typist may enter for a name: the full pinyin and its initials."""
    spoken = [syllable.lower() for syllable in syllables(name)]
    return f"{''.join(spoken)} {''.join(syllable[0] for syllable in spoken)}"


def latin(name: str) -> str:
    """The pinyin of a name as one word of ASCII letters and digits."""
    return re.sub(r"[^a-z0-9]", "", "".join(syllables(name)).lower())


def stem_of(name: str) -> str:
    """The proper name of a city or county: 赤壁市 → 赤壁, 长阳土家族自治县 → 长阳.

    A name of one character keeps its suffix, as in speech (唐县, 郊区).
    """
    suffix = next((end for end in SUFFIXES if name.endswith(end)), "")
    stem = name.removesuffix(suffix)
    while suffix.startswith("自治"):
        shorter = _PEOPLE.sub("", stem)
        if shorter == stem:
            break
        if len(shorter) < 2:  # 东乡族自治县 is named after its people alone
            stem = stem.removesuffix("族")
            break
        stem = shorter
    return stem if len(stem) > 1 else name


def slug_for(name: str, *, code: str, taken: Collection[str]) -> str:
    """The path of a new workspace: pinyin of its stem, with its code if that is taken."""
    stem = stem_of(name)
    # Read the whole name: 大城县 is daicheng, 大城 alone would not be.
    spoken = "".join(syllables(name)[: len(stem)])
    slug = re.sub(r"[^a-z0-9]", "", spoken.lower())
    if slug in taken or schema_of(slug) in RESERVED:
        slug = f"{slug}-{code}"
    if slug in taken:
        raise SlugRefused(f"路径名 {slug} 已被占用")
    check_slug(slug)
    return slug


def schema_of(slug: str) -> str:
    """The schema of a workspace; it never changes once made."""
    return slug.replace("-", "_")


def check_slug(slug: str) -> None:
    """Raise SlugRefused unless a workspace may be called so."""
    schema = schema_of(slug)
    if len(slug.encode()) > MAX_BYTES:
        raise SlugRefused(f"路径名 {slug} 过长，最多 {MAX_BYTES} 个字节")
    if schema in RESERVED or schema.startswith("pg_"):
        raise SlugRefused(f"路径名 {slug} 是保留字")
    if not _SLUG.fullmatch(slug):
        raise SlugRefused(f"路径名 {slug!r} 只能由小写字母、数字和短横线组成，并以字母开头")
