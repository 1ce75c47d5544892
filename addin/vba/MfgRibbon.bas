Attribute VB_Name = "MfgRibbon"
Option Explicit

' The callbacks of the ribbon tab (addin/ribbon/customUI14.xml) and the message boxes.

Private Const COMMANDS As String = "udfs.excel.commands"
Private Const STATUS_SECONDS As Long = 6

#If VBA7 Then
    Private Declare PtrSafe Function MessageBoxW Lib "user32" (ByVal hWnd As LongPtr, ByVal lpText As LongPtr, ByVal lpCaption As LongPtr, ByVal uType As Long) As Long
#Else
    Private Declare Function MessageBoxW Lib "user32" (ByVal hWnd As Long, ByVal lpText As Long, ByVal lpCaption As Long, ByVal uType As Long) As Long
#End If

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

' --- Refresh -------------------------------------------------------------------------------------

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
    found = MfgRecalculate(scope)
    MfgIdle
    If found = 0 Then
        MfgShow MfgText("refresh.none")
    Else
        Application.StatusBar = MfgMessage("refresh.done", CStr(found), Format$(Timer - began, "0.0"))
        Application.OnTime Now + STATUS_SECONDS / 86400#, "'" & ThisWorkbook.Name & "'!MfgClearStatus"
    End If
    Exit Sub
Failed:
    MfgShowError Err.Number, Err.Description
End Sub

Public Sub MfgClearStatus()
    Application.StatusBar = False
End Sub

' --- Python commands -----------------------------------------------------------------------------

Public Sub MfgOnCheck(control As IRibbonControl)
    MfgRunOnBook "check_book"
End Sub

Public Sub MfgOnFunctions(control As IRibbonControl)
    MfgRunOnBook "functions_sheet"
End Sub

' The template is opened as a new, unsaved workbook, so that it cannot be overwritten.
Public Sub MfgOnNewWorkbook(control As IRibbonControl)
    Dim template As String

    On Error GoTo Failed
    MfgBusy "python.busy"
    template = MfgCommand("new_book")
    Application.Workbooks.Add template
    MfgIdle
    Exit Sub
Failed:
    MfgShowError Err.Number, Err.Description
End Sub

Public Sub MfgOnAbout(control As IRibbonControl)
    Dim text As String

    On Error GoTo Failed
    MfgBusy "python.busy"
    text = MfgCommand("about_text")
    MfgIdle
    MfgShow text
    Exit Sub
Failed:
    text = MfgFailure(Err.Number, Err.Description)
    MfgIdle
    MfgShow MfgMessage("about.failed", XLWINGS_VERSION, GetConfigFilePath()) & vbCrLf & vbCrLf & text
End Sub

' Calls a command with the active workbook as an xlwings Book and shows the text it returns, if any.
Private Sub MfgRunOnBook(ByVal command As String)
    Dim text As String

    If MfgNoBook() Then Exit Sub
    On Error GoTo Failed
    MfgBusy "python.busy"
    text = MfgCommand(command, True)
    MfgIdle
    If text <> "" Then MfgShow text
    Exit Sub
Failed:
    MfgShowError Err.Number, Err.Description
End Sub

' Late-bound calls pass variables by reference, which xlwings' own code avoids; so only expressions
' are passed here.
Private Function MfgCommand(ByVal command As String, Optional ByVal withBook As Boolean) As String
    Dim py As Object

    Set py = XLPy
    If withBook Then
        ' xlwings' own way of handing a workbook over; Book.caller() then returns it as a Book.
        py.SetAttr py.Module("xlwings._xlwindows"), "BOOK_CALLER", ActiveWorkbook
        MfgCommand = py.Str(py.Call(py.Module(COMMANDS), "" & command, _
            py.Tuple(py.Call(py.GetAttr(py.Module("xlwings"), "Book"), "caller"))))
    Else
        MfgCommand = py.Str(py.Call(py.Module(COMMANDS), "" & command))
    End If
    If MfgCommand = "None" Then MfgCommand = ""
End Function

' --- the window ----------------------------------------------------------------------------------

Private Function MfgNoBook() As Boolean
    MfgNoBook = (ActiveWorkbook Is Nothing)
    If MfgNoBook Then MfgShow MfgText("book.none")
End Function

Private Sub MfgBusy(ByVal key As String)
    Application.Cursor = xlWait
    Application.StatusBar = MfgText(key)
End Sub

Private Sub MfgIdle()
    Application.Cursor = xlDefault
    Application.StatusBar = False
End Sub

Private Sub MfgShowError(ByVal number As Long, ByVal description As String)
    MfgIdle
    MfgShow MfgFailure(number, description)
End Sub

' MsgBox shows Chinese as question marks where Windows' own language is not Chinese.
Private Sub MfgShow(ByVal text As String)
    Dim title As String

    title = MfgText("app.title")
    On Error GoTo Plain
    MessageBoxW Application.hWnd, StrPtr(text), StrPtr(title), 0
    Exit Sub
Plain:
    MsgBox text, vbOKOnly, title
End Sub
