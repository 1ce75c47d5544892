Attribute VB_Name = "MfgCommands"
Option Explicit
Option Private Module

' Calls the commands of udfs.excel.commands. Each returns a text; an empty one says nothing.

Private Const COMMANDS As String = "udfs.excel.commands"

' Calls a command with the active workbook as an xlwings Book, and shows what it returns.
Public Sub MfgRunOnBook(ByVal command As String, Optional ByVal word As Variant)
    Dim text As String

    If MfgNoBook() Then Exit Sub
    On Error GoTo Failed
    MfgBusy "python.busy"
    text = MfgCommand(command, True, word)
    MfgIdle
    If text <> "" Then MfgShow text
    Exit Sub
Failed:
    MfgShowError Err.Number, Err.Description
End Sub

' Calls a command; a server that is gone is started again, once.
Public Function MfgCommand(ByVal command As String, Optional ByVal withBook As Boolean, _
        Optional ByVal word As Variant) As String
    Dim tries As Long, said As String

    On Error GoTo Failed
    MfgForgive
    MfgCommand = MfgCalled(XLPy, command, withBook, word)
    If MfgCommand = "None" Then MfgCommand = ""
    Exit Function
Failed:
    said = MfgFailed(Err.Number, Err.Description, tries)
    If tries = 1 Then Resume
    Err.Raise 1000, "MFG", said
End Function

' Late-bound calls pass variables by reference, which xlwings' own code avoids; so only expressions
' are passed here.
Private Function MfgCalled(ByVal py As Object, ByVal command As String, ByVal withBook As Boolean, _
        Optional ByVal word As Variant) As String
    MfgCalled = py.Str(py.Call(py.Module(COMMANDS), "" & command, MfgArguments(py, withBook, word)))
End Function

Private Function MfgArguments(ByVal py As Object, ByVal withBook As Boolean, _
        Optional ByVal word As Variant) As Object
    If withBook Then
        ' xlwings' own way of handing a workbook over; Book.caller() then returns it as a Book.
        py.SetAttr py.Module("xlwings._xlwindows"), "BOOK_CALLER", ActiveWorkbook
        If IsMissing(word) Then
            Set MfgArguments = py.Tuple(py.Call(py.GetAttr(py.Module("xlwings"), "Book"), "caller"))
        Else
            Set MfgArguments = py.Tuple(py.Call(py.GetAttr(py.Module("xlwings"), "Book"), "caller"), "" & word)
        End If
    ElseIf IsMissing(word) Then
        Set MfgArguments = py.Tuple()
    Else
        Set MfgArguments = py.Tuple("" & word)
    End If
End Function

' The template of a model is opened as a new, unsaved workbook, so that it cannot be overwritten.
Public Sub MfgOpenModel(ByVal model As String)
    Dim template As String

    On Error GoTo Failed
    MfgBusy "new.busy"
    template = MfgCommand("new_book", False, model)
    If Left$(template, 5) = "#MFG!" Then
        MfgIdle
        MfgShow template
        Exit Sub
    End If
    Application.Workbooks.Add template
    MfgIdle
    Exit Sub
Failed:
    MfgShowError Err.Number, Err.Description
End Sub

' Versions from Python; where it does not answer, what the add-in knows, and why.
Public Sub MfgAbout()
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

' The report of "mfg doctor" in a new workbook. Where Python does not answer Excel, the same in a
' console window, which also shows why Python itself does not start.
Public Sub MfgDoctor()
    Dim text As String

    On Error GoTo Failed
    MfgBusy "doctor.busy"
    text = MfgCommand("doctor_report")
    MfgIdle
    MfgShowReport text
    Exit Sub
Failed:
    MfgShowError Err.Number, Err.Description
    On Error GoTo Nothing_
    WScript.Run MfgDoctorLine(GetConfig("INTERPRETER_WIN")), 1, False
    Exit Sub
Nothing_:
    MfgShowError Err.Number, Err.Description
End Sub

Public Function MfgDoctorLine(ByVal interpreter As String) As String
    MfgDoctorLine = "cmd.exe /K " & Chr(34) & Chr(34) & interpreter & Chr(34) & " -P -m mfg doctor" & Chr(34)
End Function

' Where udfs.excel.log keeps it; opened without Python, which may be what failed.
Public Function MfgLogPath(ByVal folder As String) As String
    MfgLogPath = folder & "\mfg-index\Logs\mfg.log"
End Function

Public Sub MfgOpenLog()
    Dim path As String

    path = MfgLogPath(Environ("LOCALAPPDATA"))
    If Not FileExists(path) Then
        MfgShow MfgMessage("log.none", path)
        Exit Sub
    End If
    On Error GoTo Failed
    WScript.Run "notepad.exe " & Chr(34) & path & Chr(34), 1, False
    Exit Sub
Failed:
    MfgShowError Err.Number, Err.Description
End Sub
