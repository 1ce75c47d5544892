Attribute VB_Name = "MfgCells"
Option Explicit
Option Private Module

' What goes back into cells: the #N/A marker, and failures as one short sentence.

Private Const MARKER As String = "#N/A"
Private Const LONGEST As Long = 255

' How many worksheet functions were called; Refresh uses it to prove that it reached them.
Public MfgCalls As Long

' Python cannot return a real #N/A, so it sends the text "#N/A": a cell that is exactly that text
' becomes the error value. Everything else stays as it is. A scalar, a row or a 2-D array.
Public Function MfgToCells(ByVal result As Variant) As Variant
    Dim i As Long, j As Long

    Select Case MfgDimensions(result)
    Case 0
        If MfgIsMarker(result) Then
            MfgToCells = CVErr(xlErrNA)
            Exit Function
        End If
    Case 1
        For i = LBound(result) To UBound(result)
            If MfgIsMarker(result(i)) Then result(i) = CVErr(xlErrNA)
        Next i
    Case 2
        For i = LBound(result, 1) To UBound(result, 1)
            For j = LBound(result, 2) To UBound(result, 2)
                If MfgIsMarker(result(i, j)) Then result(i, j) = CVErr(xlErrNA)
            Next j
        Next i
    End Select
    MfgToCells = result
End Function

Private Function MfgIsMarker(ByRef cell As Variant) As Boolean
    If VarType(cell) = vbString Then MfgIsMarker = (cell = MARKER)
End Function

Public Function MfgDimensions(ByRef value As Variant) As Long
    Dim n As Long, bound As Long

    If Not IsArray(value) Then Exit Function
    On Error GoTo Counted
    For n = 1 To 60
        bound = UBound(value, n)
    Next n
Counted:
    MfgDimensions = n - 1
End Function

' A failure of the connection, or of Python itself, as the text of a cell.
Public Function MfgFailure(ByVal number As Long, ByVal description As String) As String
    Dim detail As String

    detail = MfgOneLine(description)
    If detail = "" Then detail = "VBA " & CStr(number)
    If Left$(detail, 5) <> "#MFG!" Then detail = "#MFG! " & detail
    MfgFailure = Left$(detail, LONGEST)
End Function

' What pywin32 says of a Python exception is the message first and then the calls, innermost first,
' each line of them indented; a traceback that Python printed itself has the message in its last line.
' This returns the message; any other text on one line.
Public Function MfgOneLine(ByVal text As String) As String
    Dim lines() As String, i As Long, joined As String, printed As Boolean, called As Boolean

    printed = InStr(text, "Traceback (most recent call last)") > 0
    called = InStr(text, "  File """) > 0
    lines = Split(Replace(text, vbCr, vbLf), vbLf)
    For i = LBound(lines) To UBound(lines)
        If called And Not printed And Left$(lines(i), 2) = "  " Then Exit For
        If Trim$(lines(i)) <> "" Then
            If printed Or joined = "" Then
                joined = Trim$(lines(i))
            Else
                joined = joined & " " & Trim$(lines(i))
            End If
        End If
    Next i
    If printed Or called Then joined = MfgMessage("python.failed", joined)
    MfgOneLine = joined
End Function
