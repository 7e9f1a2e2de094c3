"""Who works in the demo city: one person for each place of the story, all with one password."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from people.roles import Role
from tenancy.slugs import latin, stem_of

FOLDER = Path(__file__).parent
DIVISIONS = FOLDER / "xianning_divisions.csv"
DEPARTMENTS = FOLDER / "xianning_departments.csv"
CITY = "421200"
SHOWN_COUNTY = "421281"  # 赤壁市: the one whose townships and villages have accounts
VILLAGES_SHOWN = 2
PASSWORD = "yihao-demo-2026"  # noqa: S105 - told to everybody at the start

CITY_ROLES = (
    *(Role.MANAGER, Role.DISPATCHER, Role.AGENT, Role.SUPERVISOR, Role.ADMINISTRATOR),
    *(Role.LEADING_GROUP, Role.AUTHORITY, Role.EVALUATOR, Role.OUTSOURCER),
)
BODIES = {
    "421200-D05": "city.chengguan",
    "421200-D08": "city.renshe",
    "421200-D15": "city.shichang",
    "421200-D17": "city.weijian",
    "421200-D20": "city.jiaoyu",
    "421200-D29": "city.zhujian",
    "421200-D30": "city.shuili",
    "421200-U01": "city.shuiwu",
    "421200-U02": "city.gongdian",
    "421281-D01": "chibi.zhujian",
    "421281-D02": "chibi.chengguan",
    "421281-D04": "chibi.shuili",
}
# Who may see secret identities tries the second factor: `manage.py second_factor USERNAME`.
SECOND_FACTORS = ("city.manager", "city.dispatcher")
SURNAMES = "陈林周吴郑王冯蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜谢邹喻柏章苏潘葛范彭鲁韦马方袁"
GIVEN = (
    *("思远", "雨桐", "建明", "文静", "志强", "晓燕", "子涵", "国华", "美玲", "俊杰"),
    *("海燕", "明辉", "佳怡", "永刚", "素芬", "浩然", "秀英", "少华", "慧敏"),
)


class Division(NamedTuple):
    code: str
    name: str
    level: str
    parent_code: str


@dataclass(frozen=True)
class Person:
    """An invented person and what they are where: (unit code, role)."""

    username: str
    name: str
    posts: tuple[tuple[str, Role], ...]


def demo_people() -> list[Person]:
    """Everybody, always in the same order and under the same names."""
    posts = chain(_of_city(), _of_counties(), _of_bodies(), _of_townships(), _leaders())
    everybody = [
        Person(username, _name(number), tuple(where))
        for number, (username, *where) in enumerate(posts)
    ]
    assert len({person.username for person in everybody}) == len(everybody)
    return everybody


def walkthrough_people() -> tuple[str, str, str, str]:
    """Usernames at city, county, township and village: the first township and its first village."""
    township = next(each for each in divisions("township") if each.parent_code == SHOWN_COUNTY)
    stem = f"{_slug(SHOWN_COUNTY)}.{township_slug(township)}"
    county = f"{_slug(SHOWN_COUNTY)}.dispatcher"
    return "city.dispatcher", county, f"{stem}.handler", f"{stem}.1.handler"


@cache
def divisions(level: str) -> list[Division]:
    """The demo city's divisions of one level, by code."""
    with DIVISIONS.open(encoding="utf-8", newline="") as file:
        found = [Division(**row) for row in csv.DictReader(file) if row["level"] == level]
    return sorted(found)


def township_slug(township: Division) -> str:
    """How a township stands in usernames: 官塘驿镇 → guantangyi."""
    ending = next((end for end in ("街道", "镇", "乡") if township.name.endswith(end)), "")
    return latin(township.name.removesuffix(ending))


def _slug(county_code: str) -> str:
    name = next(each.name for each in divisions("county") if each.code == county_code)
    return latin(stem_of(name))


Post = tuple[str, Role]


def _of_city() -> Iterator[tuple[str, *tuple[Post, ...]]]:
    for role in CITY_ROLES:
        yield f"city.{role.value}", (CITY, role)
    yield "duo.dispatcher", (CITY, Role.DISPATCHER), (SHOWN_COUNTY, Role.DISPATCHER)


def _of_counties() -> Iterator[tuple[str, *tuple[Post, ...]]]:
    for county in divisions("county"):
        yield f"{_slug(county.code)}.dispatcher", (county.code, Role.DISPATCHER)


def _of_bodies() -> Iterator[tuple[str, *tuple[Post, ...]]]:
    for code, stem in BODIES.items():
        yield f"{stem}.handler", (code, Role.HANDLER)


def _of_townships() -> Iterator[tuple[str, *tuple[Post, ...]]]:
    villages = divisions("village")
    for township in divisions("township"):
        if township.parent_code != SHOWN_COUNTY:
            continue
        stem = f"{_slug(SHOWN_COUNTY)}.{township_slug(township)}"
        yield f"{stem}.handler", (township.code, Role.HANDLER)
        below = [village for village in villages if village.parent_code == township.code]
        for number, village in enumerate(below[:VILLAGES_SHOWN], start=1):
            yield f"{stem}.{number}.handler", (village.code, Role.HANDLER)


def _leaders() -> Iterator[tuple[str, *tuple[Post, ...]]]:
    """Who signs for the shown county, its first township and a department of the city."""
    _, _, township, _ = walkthrough_people()
    first = next(each for each in divisions("township") if each.parent_code == SHOWN_COUNTY)
    yield f"{_slug(SHOWN_COUNTY)}.leader", (SHOWN_COUNTY, Role.LEADER)
    yield township.replace(".handler", ".leader"), (first.code, Role.LEADER)
    code = next(code for code, stem in BODIES.items() if stem == "city.chengguan")
    yield f"{BODIES[code]}.leader", (code, Role.LEADER)


def _name(number: int) -> str:
    return SURNAMES[number % len(SURNAMES)] + GIVEN[number % len(GIVEN)]
