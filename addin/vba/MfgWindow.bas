Attribute VB_Name = "MfgWindow"
Option Explicit
Option Private Module

' Message boxes, the status bar, and a text put into a new workbook.

Private Const STATUS_SECONDS As Long = 8

#If VBA7 Then
    Private Declare PtrSafe Function MessageBoxW Lib "user32" (ByVal hWnd As LongPtr, ByVal lpText As LongPtr, ByVal lpCaption As LongPtr, ByVal uType As Long) As Long
#Else
    Private Declare Function MessageBoxW Lib "user32" (ByVal hWnd As Long, ByVal lpText As Long, ByVal lpCaption As Long, ByVal uType As Long) As Long
#End If

' True, with a message, where no workbook is open; a file in Protected View does not count.
Public Function MfgNoBook() As Boolean
    MfgNoBook = (ActiveWorkbook Is Nothing)
    If MfgNoBook Then MfgShow MfgText("book.none")
End Function

Public Sub MfgBusy(ByVal key As String)
    Application.Cursor = xlWait
    Application.StatusBar = MfgText(key)
End Sub

Public Sub MfgIdle()
    Application.Cursor = xlDefault
    Application.StatusBar = False
End Sub

' A sentence in the status bar, for a few seconds.
Public Sub MfgSay(ByVal text As String)
    Application.StatusBar = text
    Application.OnTime Now + STATUS_SECONDS / 86400#, "'" & ThisWorkbook.Name & "'!MfgClearStatus"
End Sub

Public Sub MfgShowError(ByVal number As Long, ByVal description As String)
    MfgIdle
    MfgShow MfgFailure(number, description)
End Sub

' MsgBox shows Chinese as question marks where Windows' own language is not Chinese.
Public Sub MfgShow(ByVal text As String)
    Dim title As String

    title = MfgText("app.title")
    On Error GoTo Plain
    MessageBoxW Application.hWnd, StrPtr(text), StrPtr(title), 0
    Exit Sub
Plain:
    MsgBox text, vbOKOnly, title
End Sub

' A long text in a new workbook, one line a row, as plain text: a line is never a formula.
Public Sub MfgShowReport(ByVal text As String)
    Dim sheet As Object, lines() As String, rows() As Variant, i As Long

    lines = Split(Replace(text, vbCr, ""), vbLf)
    If UBound(lines) < 0 Then Exit Sub
    ReDim rows(0 To UBound(lines), 0 To 0)
    For i = 0 To UBound(lines)
        rows(i, 0) = lines(i)
    Next i
    Set sheet = Application.Workbooks.Add(xlWBATWorksheet).Worksheets(1)
    With sheet.Range("A1").Resize(UBound(lines) + 1, 1)
        .NumberFormat = "@"
        .Value = rows
        .ColumnWidth = 120
        .WrapText = True
    End With
    sheet.Parent.Saved = True
End Sub
