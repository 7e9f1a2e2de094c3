"""The demo city: 咸宁, with its real divisions and departments and invented people.

`structure` onboards the units, `people` says who works where, `tickets` gives them something to
do. Everything can be run again and changes nothing that is there.
"""

from yihao.demo.people import PASSWORD, walkthrough_people

__all__ = ["PASSWORD", "walkthrough_people"]
