"""The ribbon XML, its callbacks and its texts."""

from __future__ import annotations

import re
from types import ModuleType

import pytest
from lxml import etree

from addin.build import RIBBON, vba_modules
from addin.ribbon.texts import TEXTS

NS = "{http://schemas.microsoft.com/office/2009/07/customui}"
TREE = etree.fromstring(RIBBON.read_bytes())
ELEMENTS = [e for e in TREE.iter() if isinstance(e.tag, str)]
TEXTED = [e for e in ELEMENTS if any(str(a).startswith("get") for a in e.attrib)]

# Callback -> its parameters, by Microsoft's table of callback signatures for VBA.
ACTION = "control As IRibbonControl"
GETTER = "control As IRibbonControl, ByRef returnedVal"
KEYS = {"getLabel": "label", "getScreentip": "tip", "getSupertip": "help"}


def callbacks() -> list[tuple[str, str, str]]:
    """(control, attribute, name of the procedure)"""
    return [
        (str(e.get("id", e.tag)), str(attribute), str(value))
        for e in ELEMENTS
        for attribute, value in e.attrib.items()
        if str(attribute).startswith(("get", "on"))
    ]


def test_every_callback_exists_with_the_right_parameters(tools: ModuleType) -> None:
    subs = {p.name: p for p in tools.procedures(vba_modules()["MfgRibbon"]) if p.public}
    assert callbacks()
    for control, attribute, name in callbacks():
        assert name in subs, f"{control}: {attribute} names {name}, which MfgRibbon does not have"
        assert subs[name].kind == "Sub"
        assert subs[name].parameters == (ACTION if attribute == "onAction" else GETTER)


def test_every_callback_sub_is_used(tools: ModuleType) -> None:
    named = {name for _control, _attribute, name in callbacks()}
    subs = tools.procedures(vba_modules()["MfgRibbon"])
    assert {p.name for p in subs if "IRibbonControl" in p.parameters} == named


def test_ids_are_unique_and_ours() -> None:
    ids = [e.get("id") for e in ELEMENTS if e.get("id")]
    assert len(ids) == len(set(ids))
    assert all(i is not None and i.startswith("mfg") for i in ids)


def test_keytips_are_unique_where_they_meet() -> None:
    """Those of a menu are shown when the menu is open, the others together."""
    for parent in (TREE, *TREE.iter(f"{NS}menu")):
        keytips = [
            e.get("keytip")
            for e in parent.iter()
            if e.get("keytip")
            and (parent is not TREE or not any(a.tag == f"{NS}menu" for a in e.iterancestors()))
            and e.tag != f"{NS}tab"
        ]
        assert len(keytips) == len(set(keytips))
        assert all(k is not None and re.fullmatch(r"[A-Z0-9]{1,3}", k) for k in keytips)


def test_the_buttons_of_the_tab() -> None:
    tab = TREE.find(f".//{NS}tab")
    assert tab is not None
    assert tab.get("label") == "MFG 指数"
    actions = [e.get("onAction") for e in tab.iter(f"{NS}button")]
    assert actions == [
        "MfgOnRefreshWorkbook",
        "MfgOnRefreshWorkbook",
        "MfgOnRefreshSheet",
        "MfgOnRefreshSelection",
        "MfgOnCheck",
        "MfgOnNewWorkbook",
        "MfgOnFunctions",
        "MfgOnAbout",
    ]
    split = tab.find(f".//{NS}splitButton")
    assert split is not None
    assert [e.tag for e in split] == [f"{NS}button", f"{NS}menu"]
    assert all(e.get("imageMso") for e in tab.iter(f"{NS}button"))


@pytest.mark.parametrize("element", TEXTED, ids=lambda e: str(e.get("id")))
def test_every_text_of_the_ribbon_exists_in_both_languages(element: etree._Element) -> None:
    for attribute, suffix in KEYS.items():
        if element.get(attribute):
            zh, en = TEXTS[f"{element.get('id')}.{suffix}"]
            assert 0 < len(zh) <= 1024
            assert 0 < len(en) <= 1024


def test_no_text_is_left_over() -> None:
    ids = {e.get("id") for e in TEXTED}
    code = "\n".join(vba_modules()[m] for m in ("xlwings", "MfgCells", "MfgRefresh", "MfgRibbon"))
    asked = set(re.findall(r'"([a-z]+\.[a-z]+)"', code))
    for key in TEXTS:
        name, _, suffix = key.partition(".")
        used = (name in ids and suffix in KEYS.values()) if name.startswith("mfg") else key in asked
        assert used, key


def test_every_text_asked_for_exists() -> None:
    for source in vba_modules().values():
        for key in re.findall(r'Mfg(?:Text|Message|Busy)\(? ?"([^"]+)"', source):
            assert key in TEXTS


@pytest.mark.parametrize("key", TEXTS)
def test_both_languages_have_the_same_gaps(key: str) -> None:
    zh, en = TEXTS[key]
    assert set(re.findall(r"\{\d\}", zh)) == set(re.findall(r"\{\d\}", en))
    assert en.isascii()
