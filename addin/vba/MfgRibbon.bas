Attribute VB_Name = "MfgRibbon"
Option Explicit

' What Excel itself calls: the callbacks of the ribbon tab (addin/ribbon/customUI14.xml) and what OnTime
' runs, so this module is not private.

Private mRibbon As IRibbonUI

Public Sub MfgOnLoad(ribbon As IRibbonUI)
    Set mRibbon = ribbon
End Sub

' --- texts ---------------------------------------------------------------------------------------

Public Sub MfgGetLabel(control As IRibbonControl, ByRef returnedVal)
    returnedVal = MfgText(control.ID & ".label")
End Sub

Public Sub MfgGetScreentip(control As IRibbonControl, ByRef returnedVal)
    returnedVal = MfgText(control.ID & ".tip")
End Sub

Public Sub MfgGetSupertip(control As IRibbonControl, ByRef returnedVal)
    returnedVal = MfgText(control.ID & ".help")
End Sub

' The functions in the menu are known by their tag.
Public Sub MfgGetFunctionLabel(control As IRibbonControl, ByRef returnedVal)
    returnedVal = control.Tag & "  " & MfgFunctionTitle(control.Tag)
End Sub

Public Sub MfgGetFunctionTip(control As IRibbonControl, ByRef returnedVal)
    returnedVal = MfgFunctionSignature(control.Tag)
End Sub

Public Sub MfgGetFunctionHelp(control As IRibbonControl, ByRef returnedVal)
    returnedVal = MfgFunctionAbout(control.Tag)
End Sub

' --- calculate -----------------------------------------------------------------------------------

Public Sub MfgOnRefreshWorkbook(control As IRibbonControl)
    MfgRefreshNow MFG_WORKBOOK
End Sub

Public Sub MfgOnRefreshSheet(control As IRibbonControl)
    MfgRefreshNow MFG_SHEET
End Sub

Public Sub MfgOnRefreshSelection(control As IRibbonControl)
    MfgRefreshNow MFG_SELECTION
End Sub

Private Sub MfgRefreshNow(ByVal scope As Long)
    Dim found As Long, began As Double

    If MfgNoBook() Then Exit Sub
    On Error GoTo Failed
    began = Timer
    MfgBusy "refresh.busy"
    MfgForgive
    found = MfgRecalculate(scope)
    MfgIdle
    If found = 0 Then
        MfgShow MfgText("refresh.none")
    Else
        MfgSay MfgMessage("refresh.done", CStr(found), Format$(MfgElapsed(began, Timer), "0.0"))
    End If
    Exit Sub
Failed:
    MfgShowError Err.Number, Err.Description
End Sub

Public Sub MfgOnCheck(control As IRibbonControl)
    MfgRunOnBook "check_book"
End Sub

' --- the model -----------------------------------------------------------------------------------

Public Sub MfgOnNewModel(control As IRibbonControl)
    MfgOpenModel control.Tag
End Sub

Public Sub MfgOnInsert(control As IRibbonControl)
    MfgInsertFunction control.Tag
End Sub

' The text of the active cell goes along: it may be a city.
Public Sub MfgOnProfile(control As IRibbonControl)
    Dim city As String

    On Error Resume Next
    city = ActiveCell.Text
    On Error GoTo 0
    MfgRunOnBook "city_profile", city
End Sub

Public Sub MfgOnSnapshot(control As IRibbonControl)
    MfgRunOnBook "snapshot_ranking"
End Sub

Public Sub MfgOnRepair(control As IRibbonControl)
    Dim done As Long, failed As Long

    If MfgNoBook() Then Exit Sub
    On Error GoTo Failed
    MfgBusy "repair.busy"
    done = MfgRepairBook(ActiveWorkbook, failed)
    MfgIdle
    If done + failed = 0 Then
        MfgShow MfgText("repair.none")
    Else
        MfgShow MfgMessage("repair.done", CStr(done), CStr(failed))
    End If
    Exit Sub
Failed:
    MfgShowError Err.Number, Err.Description
End Sub

' --- share ---------------------------------------------------------------------------------------

Public Sub MfgOnShareValues(control As IRibbonControl)
    MfgRunOnBook "share_values"
End Sub

Public Sub MfgOnShareCheck(control As IRibbonControl)
    MfgRunOnBook "check_sharing"
End Sub

' --- settings and help ---------------------------------------------------------------------------

Public Sub MfgOnLanguage(control As IRibbonControl)
    On Error GoTo Failed
    MfgSetLanguage control.Tag
    If Not mRibbon Is Nothing Then mRibbon.Invalidate
    If MfgSwitchBook(ActiveWorkbook) Then
        MfgSay MfgText("language.book")
    Else
        MfgSay MfgText("language.done")
    End If
    Exit Sub
Failed:
    MfgShowError Err.Number, Err.Description
End Sub

Public Sub MfgOnFunctions(control As IRibbonControl)
    MfgRunOnBook "functions_sheet"
End Sub

Public Sub MfgOnLog(control As IRibbonControl)
    MfgOpenLog
End Sub

Public Sub MfgOnDoctor(control As IRibbonControl)
    MfgDoctor
End Sub

Public Sub MfgOnAbout(control As IRibbonControl)
    MfgAbout
End Sub

' --- run by OnTime -------------------------------------------------------------------------------

' A moment after Excel has started. What goes wrong here shows when a function is called.
Public Sub MfgStartPython()
    On Error Resume Next
    MfgWarmUp
End Sub

Public Sub MfgClearStatus()
    Application.StatusBar = False
End Sub
