"""The ribbon XML, its callbacks and its texts."""

from __future__ import annotations

import re
from types import ModuleType

import pytest
from lxml import etree

from addin.build import vba_modules
from addin.ribbon.menu import families, menu_texts, ribbon_xml
from addin.ribbon.texts import TEXTS
from udfs.excel.catalogue import FUNCTIONS

NS = "{http://schemas.microsoft.com/office/2009/07/customui}"
TREE = etree.fromstring(ribbon_xml())
ELEMENTS = [e for e in TREE.iter() if isinstance(e.tag, str)]

# Callback -> its parameters, by Microsoft's table of callback signatures for VBA.
ACTION = "control As IRibbonControl"
GETTER = "control As IRibbonControl, ByRef returnedVal"
LOADED = "ribbon As IRibbonUI"
SUFFIX = {"MfgGetLabel": "label", "MfgGetScreentip": "tip", "MfgGetSupertip": "help"}
OF_FUNCTIONS = {"MfgGetFunctionLabel", "MfgGetFunctionTip", "MfgGetFunctionHelp"}

#: Names found in the public list of Office's 8 899 images by Alton Lam (zlib licence), as published in
#: christianjunk/ImageMso, src/Excel.Images/Images.settings. A name that is not there shows no picture.
IMAGES = {
    "About",
    "AccessibilityChecker",
    "ButtonTaskSelfSupport",
    "CalculateNow",
    "CalculateSheet",
    "Camera",
    "ChartRadarChart",
    "ChineseTranslationMenu",
    "ErrorChecking",
    "FileLinksToFiles",
    "FileNew",
    "FileNewBlankDocument",
    "ForwardAsAttachment",
    "FunctionWizard",
    "GroupApplicationLog",
    "Help",
    "RefreshData",
}


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
        wanted = {"onAction": ACTION, "onLoad": LOADED}.get(attribute, GETTER)
        assert subs[name].parameters == wanted, name


def test_every_callback_sub_is_used(tools: ModuleType) -> None:
    named = {name for _control, _attribute, name in callbacks()}
    subs = tools.procedures(vba_modules()["MfgRibbon"])
    assert {p.name for p in subs if "IRibbon" in p.parameters} == named


def test_ids_are_unique_and_ours() -> None:
    ids = [e.get("id") for e in ELEMENTS if e.get("id")]
    assert len(ids) == len(set(ids))
    assert all(i is not None and i.startswith("mfg") for i in ids)


def test_keytips_are_unique_where_they_meet() -> None:
    """Those of a menu are shown when the menu is open, the others together; none begins another."""
    for parent in (TREE.find(f".//{NS}tab"), *TREE.iter(f"{NS}menu")):
        assert parent is not None
        keytips = [
            str(e.get("keytip"))
            for e in parent.iter()
            if e.get("keytip")
            and e is not parent
            and next(a for a in e.iterancestors() if a.tag in (f"{NS}menu", f"{NS}tab")) is parent
        ]
        assert len(keytips) == len(set(keytips))
        assert all(re.fullmatch(r"[A-Z0-9]{1,3}", k) for k in keytips)
        assert not any(a != b and b.startswith(a) for a in keytips for b in keytips)


def test_every_command_can_be_reached_by_keys() -> None:
    """A keytip for every button of the tab and of a menu, except the functions, which have arrow keys."""
    for element in TREE.iter(f"{NS}button", f"{NS}menu"):
        parent = element.getparent()
        assert parent is not None
        of_split = parent.tag == f"{NS}splitButton"
        assert element.get("keytip") or of_split or element.get("onAction") == "MfgOnInsert", element.get(
            "id"
        )


def test_the_buttons_of_the_tab() -> None:
    tab = TREE.find(f".//{NS}tab")
    assert tab is not None
    actions = [(e.get("onAction"), e.get("tag")) for e in tab.iter(f"{NS}button")]
    assert [a for a in actions if a[0] != "MfgOnInsert"] == [
        ("MfgOnRefreshWorkbook", None),
        ("MfgOnRefreshWorkbook", None),
        ("MfgOnRefreshSheet", None),
        ("MfgOnRefreshSelection", None),
        ("MfgOnCheck", None),
        ("MfgOnNewModel", "ccid2022"),
        ("MfgOnNewModel", "caict2025"),
        ("MfgOnNewModel", "blank"),
        ("MfgOnProfile", None),
        ("MfgOnSnapshot", None),
        ("MfgOnRepair", None),
        ("MfgOnShareValues", None),
        ("MfgOnShareCheck", None),
        ("MfgOnFunctions", None),
        ("MfgOnLanguage", "zh"),
        ("MfgOnLanguage", "en"),
        ("MfgOnLog", None),
        ("MfgOnDoctor", None),
        ("MfgOnAbout", None),
    ]
    split = tab.find(f".//{NS}splitButton")
    assert split is not None
    assert [e.tag for e in split] == [f"{NS}button", f"{NS}menu"]


def test_every_function_stands_once_in_the_menu() -> None:
    buttons = [e for e in TREE.iter(f"{NS}button") if e.get("onAction") == "MfgOnInsert"]
    assert sorted(str(e.get("tag")) for e in buttons) == sorted(f.name for f in FUNCTIONS)
    menus = [e for e in TREE.iter(f"{NS}menu") if str(e.get("id")).startswith("mfgFamily")]
    assert [[b.get("tag") for b in m] for m in menus] == [[f.name for f in v] for v in families().values()]
    assert all(len(m) for m in menus)
    headings = list(menu_texts().values())
    assert len(headings) == len(set(headings)) == len(menus)


def test_images_are_known() -> None:
    assert {str(e.get("imageMso")) for e in ELEMENTS if e.get("imageMso")} == IMAGES


def test_what_stands_on_the_tab_has_an_image() -> None:
    for group in TREE.iter(f"{NS}group"):
        for element in group:
            shown = element[0] if element.tag == f"{NS}splitButton" else element
            assert shown.get("imageMso"), shown.get("id")


@pytest.mark.parametrize(("control", "attribute", "name"), [c for c in callbacks() if c[2] in SUFFIX])
def test_every_text_of_the_ribbon_exists_in_both_languages(control: str, attribute: str, name: str) -> None:
    zh, en = (TEXTS | menu_texts())[f"{control}.{SUFFIX[name]}"]
    assert 0 < len(zh) <= 1024
    assert 0 < len(en) <= 1024


def test_only_functions_take_their_texts_from_the_catalogue() -> None:
    for control, attribute, name in callbacks():
        if attribute.startswith("get"):
            assert (name in OF_FUNCTIONS) == control.startswith("mfgInsert_")


def test_no_text_is_left_over() -> None:
    used = {f"{control}.{SUFFIX[name]}" for control, _attribute, name in callbacks() if name in SUFFIX}
    code = "\n".join(source for module, source in vba_modules().items() if module != "MfgTexts")
    asked = set(re.findall(r'"([a-z]+\.[a-z]+)"', code))
    for key in TEXTS:
        assert key in (used if key.startswith("mfg") else asked), key


def test_every_text_asked_for_exists() -> None:
    for source in vba_modules().values():
        for key in re.findall(r'Mfg(?:Text|Message|Busy)\(? ?"([^"]+)"', source):
            assert key in TEXTS


@pytest.mark.parametrize("key", TEXTS)
def test_both_languages_have_the_same_gaps(key: str) -> None:
    zh, en = TEXTS[key]
    assert set(re.findall(r"\{\d\}", zh)) == set(re.findall(r"\{\d\}", en))
    assert en.isascii()
