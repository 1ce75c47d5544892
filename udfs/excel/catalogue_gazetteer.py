"""Catalogue entries of the functions in :mod:`gazetteer`; :mod:`catalogue` joins them."""

from __future__ import annotations

from .entry import Arg, Function

_CITY = Arg(
    "city",
    "城市名称，一格或一片：深圳、深圳市、Shenzhen、440300 均可",
    "names of cities, one cell or a block: 深圳, 深圳市, Shenzhen, 440300",
    optional=False,
)
_PLACE = Arg(
    "city",
    "城市或省份名称，一格或一片",
    "names of cities or provinces, one cell or a block",
    optional=False,
)
_FORM = Arg(
    "form",
    "名称形式：zh 中文名、en 英文名、full 全称、code 行政区划代码；省略则用工作簿语言的名称",
    "zh Chinese, en English, full full name, code GB/T 2260 code; the name in the workbook's language if left out",
)
_PROVINCE = Arg(
    "province",
    "省份，一格或与城市同形，用来区分同名城市（如 Suzhou、吉林）",
    "province, one cell or the shape of the cities; tells cities of one name apart (Suzhou, 吉林)",
)

FUNCTIONS: tuple[Function, ...] = (
    Function(
        "MFG_CITY",
        "城市的标准名称，与所给区域同形。认识全国地级市和自治州、地区、盟的各种写法；不认识或有歧义的名称为 #N/A，单独一个名称时给出说明。",
        "Standard name of each city, same shape. Knows the usual spellings of China's prefecture-level cities and regions; an unknown or ambiguous name is #N/A, with a message where it stands alone.",
        (_CITY, _FORM, _PROVINCE),
        "=MFG_CITY({city})",
    ),
    Function(
        "MFG_PROVINCE",
        "城市所在省份，与所给区域同形；省份名称本身也可以。",
        "Province of each city, same shape; names of provinces are accepted too.",
        (_PLACE, _FORM),
        "=MFG_PROVINCE({city})",
    ),
    Function(
        "MFG_REGION",
        "城市或省份所属区域（东部、中部、西部、东北）、南北方或城市群，与所给区域同形。",
        "Region (East, Central, West, Northeast), north or south, or city cluster of each city or province, same shape.",
        (
            _PLACE,
            Arg(
                "by",
                "region 四大区域（默认）、north_south 南北方（按省份）、cluster 城市群（取规划顺序中的第一个）、clusters 全部城市群",
                "region (default), north_south (by province), cluster (the first in the order of the plans), clusters (all of them)",
            ),
            _PROVINCE,
        ),
        "=MFG_REGION({city})",
    ),
)
