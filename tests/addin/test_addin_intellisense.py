"""The help for Excel-DNA IntelliSense: the documented schema, every function, inside a valid add-in."""

from __future__ import annotations

import io
import zipfile

import pytest
from lxml import etree

from addin.build import ADDIN
from addin.intellisense import ITEM, NAMESPACE, PROPERTIES, with_intellisense, xml
from udfs.excel.catalogue import FUNCTIONS

# The format as the wiki of Excel-DNA/IntelliSense documents it ("Usage Instructions", function
# descriptions in an external file), written as a schema: element and attribute names, no others.
SCHEMA = f"""
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="{NAMESPACE}" elementFormDefault="qualified">
  <xs:element name="IntelliSense"><xs:complexType><xs:sequence>
    <xs:element name="FunctionInfo"><xs:complexType><xs:sequence>
      <xs:element name="Function" minOccurs="0" maxOccurs="unbounded"><xs:complexType><xs:sequence>
        <xs:element name="Argument" minOccurs="0" maxOccurs="unbounded"><xs:complexType>
          <xs:attribute name="Name" type="xs:string" use="required"/>
          <xs:attribute name="Description" type="xs:string"/>
          <xs:attribute name="HelpTopic" type="xs:string"/>
        </xs:complexType></xs:element></xs:sequence>
        <xs:attribute name="Name" type="xs:string" use="required"/>
        <xs:attribute name="Description" type="xs:string"/>
        <xs:attribute name="HelpTopic" type="xs:string"/>
      </xs:complexType></xs:element></xs:sequence>
    </xs:complexType></xs:element></xs:sequence>
  </xs:complexType></xs:element>
</xs:schema>"""


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {n: file.read(n) for n in file.namelist()}


def test_the_schema_refuses_what_is_wrong() -> None:
    schema = etree.XMLSchema(etree.fromstring(SCHEMA))
    wrong = f'<IntelliSense xmlns="{NAMESPACE}"><FunctionInfo><Function/></FunctionInfo></IntelliSense>'
    assert not schema.validate(etree.fromstring(wrong))
    assert not schema.validate(etree.fromstring("<IntelliSense><FunctionInfo/></IntelliSense>"))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_function_and_argument_is_described(lang) -> None:
    root = etree.fromstring(xml(lang))
    etree.XMLSchema(etree.fromstring(SCHEMA)).assertValid(root)
    found = {
        f.get("Name"): (f.get("Description"), [(a.get("Name").strip("[]"), a.get("Description")) for a in f])
        for f in root.iter(f"{{{NAMESPACE}}}Function")
    }
    assert found == {f.name: (f.help(lang), [(a.name, a.help(lang)) for a in f.args]) for f in FUNCTIONS}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_add_in_stays_valid_and_otherwise_as_it_was(tools, tmp_path, lang) -> None:
    old = ADDIN.read_bytes()
    new = with_intellisense(old, lang)
    assert new == with_intellisense(old, lang)
    before, after = members(old), members(new)
    assert after[ITEM] == xml(lang)
    assert {n for n in before if before[n] != after[n]} == {
        "[Content_Types].xml",
        "xl/_rels/workbook.xml.rels",
    }
    for name in (
        PROPERTIES,
        "customXml/_rels/item1.xml.rels",
        "[Content_Types].xml",
        "xl/_rels/workbook.xml.rels",
    ):
        etree.fromstring(after[name])
    file = tmp_path / "MFG.xlam"
    file.write_bytes(new)
    assert "Found 0 errors" in tools.ooxml_validate(file)
    with pytest.raises(ValueError, match="already has"):
        with_intellisense(new, lang)
