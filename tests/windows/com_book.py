"""The small Excel of ``tests/excel/fake_book.py`` served over real COM, as Excel serves its objects.

Runs in a Windows Python. A range is known to xlwings by the identity of its type, so each object
carries type information with the names and identities of Excel's own type library.
"""

from __future__ import annotations

import os
import tempfile
import types
from typing import Any

import fake_book
import pythoncom
import winerror
from win32com.server import policy
from win32com.server.exception import COMException
from win32com.server.util import NewEnum, unwrap
from win32com.server.util import wrap as com_object

#: The identities of Excel's own interfaces; xlwings compares that of Range.
IDENTITIES = {
    "Range": "{00020846-0000-0000-C000-000000000046}",
    "Worksheet": "{000208D8-0000-0000-C000-000000000046}",
    "Workbook": "{000208DA-0000-0000-C000-000000000046}",
}
NAMES = {fake_book.Range: "Range", fake_book.Sheet: "Worksheet", fake_book.Book: "Workbook"}


class Collection:
    """What a list of objects is over COM: ``for each`` walks through it."""

    def __init__(self, items: list[Any]) -> None:
        self.items, self.Count = items, len(items)


SERVED = (
    Collection,
    fake_book.Range,
    fake_book.Sheet,
    fake_book.Book,
    fake_book.Name,
    fake_book.Count,
    types.SimpleNamespace,
)
TKIND_DISPATCH, SYS_WIN64, LIBRARY = 4, 3, "{5F6C1C0B-9A55-4C0E-9B3C-6B2C0F1D7E11}"


def type_information() -> dict[str, Any]:
    """Write a type library with Excel's names and identities and read its types back."""
    path = os.path.join(tempfile.mkdtemp(), "excel.tlb")
    library = pythoncom.CreateTypeLib2(SYS_WIN64, path)
    library.SetName("Excel")
    library.SetGuid(pythoncom.MakeIID(LIBRARY) if hasattr(pythoncom, "MakeIID") else LIBRARY)
    for name, identity in IDENTITIES.items():
        kind = library.CreateTypeInfo(name, TKIND_DISPATCH)
        kind.SetGuid(identity)
        kind.LayOut()
    library.SaveAllChanges()
    read = pythoncom.LoadTypeLib(path)
    return {read.GetDocumentation(i)[0]: read.GetTypeInfo(i) for i in range(read.GetTypeInfoCount())}


TYPES: dict[str, Any] = {}


def outgoing(value: Any) -> Any:
    """Serve objects of the small Excel; hand anything else over as it is."""
    if isinstance(value, list):
        value = Collection(value)
    if isinstance(value, SERVED):
        return com_object(value, usePolicy=Policy)
    return value


def incoming(value: Any) -> Any:
    try:
        return unwrap(value)
    except Exception:  # not one of ours
        return value


class Policy(policy.BasicWrapPolicy):
    """Serves every attribute of an object: a method is called, a property is read."""

    def _wrap_(self, thing: Any) -> None:
        super()._wrap_(thing)
        self._names: list[str] = []

    def _getdispid_(self, name: str, flags: int) -> int:
        found = {n.lower(): n for n in dir(self._obj_) if n[0].isupper()}.get(name.lower())
        if found is None:
            raise COMException(scode=winerror.DISP_E_UNKNOWNNAME)
        if found not in self._names:
            self._names.append(found)
        return 1000 + self._names.index(found)

    def _invokeex_(self, dispid: int, lcid: int, flags: int, args: Any, *_: Any) -> Any:
        if dispid == pythoncom.DISPID_NEWENUM and isinstance(self._obj_, Collection):
            return NewEnum([outgoing(item) for item in self._obj_.items])
        if not 0 <= dispid - 1000 < len(self._names):
            raise COMException(scode=winerror.DISP_E_MEMBERNOTFOUND)
        try:
            value = getattr(self._obj_, self._names[dispid - 1000])
            if not callable(value):
                # pywin32 takes a tuple for a result and what the call changes: hence a tuple of one.
                return (value,) if isinstance(value, tuple) else outgoing(value)
            if not flags & pythoncom.DISPATCH_METHOD:
                # Without a description of the method pywin32 asks for a property first.
                raise COMException(scode=winerror.DISP_E_BADPARAMCOUNT)
            return outgoing(value(*map(incoming, args)))
        except fake_book.ComError:
            raise COMException("no such object", scode=winerror.E_FAIL) from None

    def _GetTypeInfoCount_(self) -> int:
        return int(type(self._obj_) in NAMES)

    def _GetTypeInfo_(self, index: int, lcid: int) -> Any:
        if not TYPES:
            TYPES.update(type_information())
        return 0, TYPES[NAMES[type(self._obj_)]]
