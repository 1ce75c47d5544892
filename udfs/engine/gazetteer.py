"""China's prefecture-level cities by any of their usual names: 深圳, 深圳市, Shenzhen, 440300 are one.

The tables stand in ``udfs/data`` (sources in its SOURCES.md): 4 municipalities, 293 prefecture-level
cities, 30 autonomous prefectures, 7 prefectures and 3 leagues. They are read once, when first asked.
County-level units are not in them. A name that more than one place bears (Suzhou is 苏州 and 宿州, 吉林
a city and a province) is never guessed.
"""

from __future__ import annotations

import csv
import difflib
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from pathlib import Path

from .errors import MfgError

DATA = Path(__file__).parents[1] / "data"

#: Kinds of place; those of ``cities.csv`` besides.
PROVINCE, ABOLISHED = "省级", "撤销"

#: What follows the short name of each kind, in Chinese and in English.
_SUFFIXES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "地级市": (("", "市", "地区"), ("", "city", "shi", "prefecture", "prefecturelevelcity")),
    "直辖市": (("", "市"), ("", "city", "shi", "municipality")),
    "自治州": (("", "州", "自治州"), ("", "zhou", "prefecture", "autonomousprefecture")),
    "地区": (("", "地区"), ("", "diqu", "prefecture")),
    "盟": (("", "盟"), ("", "meng", "league")),
    PROVINCE: (("", "省", "自治区"), ("", "sheng", "province", "autonomousregion")),
    ABOLISHED: (("", "市", "地区"), ("", "city")),
}

REGIONS = {"东部": "East", "中部": "Central", "西部": "West", "东北": "Northeast"}
NORTH_SOUTH = {"南方": "South", "北方": "North"}
#: The group of a city that no cluster's plan names.
NO_CLUSTER = ("其他", "Other")


@dataclass(frozen=True)
class Place:
    """A city, or a province with ``kind`` 省级, or a city that was abolished with the cities it went ``into``."""

    code: str
    zh: str
    full: str
    en: str
    kind: str
    province: str
    into: str = ""
    year: str = ""

    @property
    def is_city(self) -> bool:
        """True for a unit of the prefecture level, and for a municipality."""
        return self.kind not in (PROVINCE, ABOLISHED)


@dataclass(frozen=True)
class Province:
    """A province: its names, one of :data:`REGIONS`, one of :data:`NORTH_SOUTH`."""

    code: str
    zh: str
    full: str
    en: str
    region: str
    north_south: str


@dataclass(frozen=True)
class Cluster:
    """A city cluster (城市群) with the codes of its cities; ``partly`` of those that belong in part only."""

    zh: str
    en: str
    source: str
    members: frozenset[str]
    partly: frozenset[str]


@dataclass(frozen=True)
class Match:
    """What a name may mean: every place that bears it, of ``province`` only where that was given."""

    name: str
    places: tuple[Place, ...]
    province: str | None = None
    elsewhere: tuple[Place, ...] = ()

    @property
    def city(self) -> Place | None:
        """The one city that is meant; None if there is none, or if it could be something else."""
        return self.places[0] if len(self.places) == 1 and self.places[0].is_city else None


@lru_cache(maxsize=8192)
def fold(name: str) -> str:
    """Return a name for comparison: half width, simplified, no case, accents, spaces or punctuation.

    Examples
    --------
    >>> fold("Ｘｉ’ａｎ  City"), fold("廣州市"), fold("Lüliang")
    ('xiancity', '广州市', 'luliang')
    """
    text = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", name).casefold())
    return "".join(c for c in text if c.isalnum()).translate(_simplified())


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


@cache
def _simplified() -> dict[int, str]:
    return {ord(r["traditional"]): r["simplified"] for r in _rows("characters.csv")}


@dataclass(frozen=True, eq=False)
class Gazetteer:
    """Places, provinces and clusters with an index of every spelling; made by :func:`load`."""

    places: tuple[Place, ...]
    provinces: dict[str, Province]
    clusters: tuple[Cluster, ...]
    index: dict[str, tuple[Place, ...]]
    province_index: dict[str, str]
    _seen: dict[tuple[str, str | None], Match] = field(default_factory=dict)

    @cached_property
    def _english_twice(self) -> frozenset[str]:
        names = [p.en for p in self.places]
        return frozenset(n for n in names if names.count(n) > 1)

    @cached_property
    def _by_name(self) -> dict[str, Place]:
        return {fold(n): p for p in self.places for n in (p.zh, p.full, p.en) if n}

    @property
    def cities(self) -> tuple[Place, ...]:
        """The places of the prefecture level, municipalities among them."""
        return tuple(p for p in self.places if p.is_city)

    def match(self, name: str, province: str | None = None) -> Match:
        """Return what ``name`` may mean; ``province`` is the short Chinese name, see :meth:`province_of`."""
        if (found := self._seen.get((name, province))) is None:
            every = self.index.get(fold(name), ())
            if province is None:
                found = Match(name, every)
            else:
                # Beside its province's name a place is the city, not the province.
                inside = tuple(p for p in every if p.kind != PROVINCE and p.province == province)
                found = Match(name, inside, province, every)
            if len(self._seen) > 50_000:
                self._seen.clear()
            self._seen[name, province] = found
        return found

    def province_of(self, name: str) -> str | None:
        """Return the short Chinese name of the province called ``name``, None if there is none."""
        return self.province_index.get(fold(name))

    def clusters_of(self, place: Place) -> tuple[Cluster, ...]:
        """Return the clusters a city belongs to, those that the five-year plan names first standing first."""
        return tuple(c for c in self.clusters if place.code in c.members)

    def english(self, place: Place) -> str:
        """Return the English name, told apart where two places share it: ``Suzhou (Jiangsu)``, ``Jilin City``."""
        if place.en not in self._english_twice:
            return place.en
        inside = self.provinces[place.province].en
        if inside == place.en:
            return f"{place.en} {'Province' if place.kind == PROVINCE else 'City'}"
        return f"{place.en} ({inside})"

    def nearest(self, name: str) -> Place | None:
        """Return the place whose name is most like ``name``, None if none is."""
        key = fold(name)
        # One wrong character of two is half of a Chinese name; half the letters of an English one is nothing.
        cutoff = 0.75 if key.isascii() else 0.5
        near = difflib.get_close_matches(key, self._by_name, n=1, cutoff=cutoff) if len(key) > 1 else []
        return self._by_name[near[0]] if near else None

    def shown(self, places: Iterable[Place]) -> str:
        """Return places for a message, in both languages: ``苏州市 Suzhou (Jiangsu), 宿州市 ...``."""
        return ", ".join(f"{p.full} {self.english(p)}".strip() for p in places)

    def problem(self, m: Match, arg: str = "city") -> MfgError:
        """Return why a name is not one city, with what to do."""
        if len(m.places) > 1:
            return MfgError("city_ambiguous", arg, found=m.name, known=self.shown(m.places))
        if m.places and m.places[0].kind == PROVINCE:
            return MfgError("city_is_province", arg, found=m.name)
        if m.places:
            p = m.places[0]
            return MfgError(
                "city_abolished", arg, found=m.name, known=p.into.replace(";", ", "), value=p.year
            )
        if m.elsewhere:
            return MfgError(
                "city_elsewhere", arg, found=m.name, known=self.shown(m.elsewhere), name=m.province
            )
        near = self.nearest(m.name)
        if near is None:
            return MfgError("city_unknown", arg, found=m.name)
        return MfgError("city_unknown_near", arg, found=m.name, known=self.shown([near]))


def _spellings(p: Place, aliases: Sequence[str], province: Province) -> set[str]:
    """Return every folded spelling of a place, alone and beside its province's name."""
    zh_tails, en_tails = _SUFFIXES[p.kind]
    found = {fold(p.full), p.code, *(fold(p.zh) + t for t in zh_tails)}
    for key in filter(None, map(fold, (p.en, *aliases))):
        if key.isdigit():
            found.add(key)
        elif key.isascii():
            found |= {key + t for t in en_tails}
        else:
            tails = zh_tails if key[-1] not in "市州盟区" else ("",)
            found |= {key + t for t in tails}
    if p.kind != PROVINCE:
        # 江苏省苏州市, Suzhou (Jiangsu), Jiangsu Suzhou
        alone = [k for k in found if not k.isdigit()]
        for side in {fold(n) for n in (province.zh, province.full, province.en)}:
            found |= {f for k in alone if k.isascii() == side.isascii() for f in (side + k, k + side)}
    return found


@cache
def load() -> Gazetteer:
    """Read the tables, once."""
    provinces: dict[str, Province] = {}
    by_code: dict[str, Province] = {}
    province_index: dict[str, str] = {}
    index: dict[str, list[Place]] = {}
    places: list[Place] = []
    named: list[tuple[Place, list[str]]] = []
    for r in _rows("provinces.csv"):
        p = Province(r["code"], r["zh"], r["full"], r["en"], r["region"], r["north_south"])
        provinces[p.zh] = by_code[p.code[:2]] = p
        place = Place(p.code, p.zh, p.full, p.en, PROVINCE, p.zh)
        aliases = [a for a in r["aliases"].split(";") if a]
        for k in _spellings(place, aliases, p):
            province_index[k] = p.zh
        if not p.full.endswith("市"):  # a municipality is a city already
            named.append((place, aliases))
    for r in _rows("cities.csv"):
        p = by_code[r["code"][:2]]
        place = Place(r["code"], r["zh"], r["full"], r["en"], r["kind"], p.zh)
        named.append((place, [a for a in r["aliases"].split(";") if a]))
    for r in _rows("abolished.csv"):
        place = Place(r["code"], r["zh"], r["full"], "", ABOLISHED, r["province"], r["into"], r["year"])
        named.append((place, []))
    for place, aliases in named:
        places.append(place)
        for k in _spellings(place, aliases, provinces[place.province]):
            index.setdefault(k, []).append(place)
    full = {p.full: p.code for p in places}
    clusters = []
    for r in _rows("clusters.csv"):
        members = r["members"].split(";")
        clusters.append(
            Cluster(
                r["zh"],
                r["en"],
                r["source"],
                frozenset(full[m.rstrip("*")] for m in members),
                frozenset(full[m.rstrip("*")] for m in members if m.endswith("*")),
            )
        )
    return Gazetteer(
        tuple(places), provinces, tuple(clusters), {k: tuple(v) for k, v in index.items()}, province_index
    )
