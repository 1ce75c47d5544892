Attribute VB_Name = "MfgInsert"
Option Explicit
Option Private Module

' Insert function: writes a call into the active cell and opens Excel's own window for its arguments.

Public Sub MfgInsertFunction(ByVal func As String)
    Dim cell As Object

    If MfgNoBook() Then Exit Sub
    If TypeName(Selection) <> "Range" Then
        MfgShow MfgText("insert.nocell")
        Exit Sub
    End If
    Set cell = ActiveCell
    If Not MfgIsFree(cell) Then
        MfgShow MfgMessage("insert.filled", cell.Address(False, False))
        Exit Sub
    End If
    On Error GoTo Failed
    MfgBusy "insert.busy"
    If Not MfgWriteFormula(cell, "=" & func & "()") Then Err.Raise 1007, , MfgText("insert.refused")
    MfgIdle
    cell.FunctionWizard
    Exit Sub
Failed:
    MfgShowError Err.Number, Err.Description
End Sub

' A cell without a value and without a formula.
Public Function MfgIsFree(ByVal cell As Object) As Boolean
    If cell.HasFormula Then Exit Function
    MfgIsFree = IsEmpty(cell.Value)
End Function
