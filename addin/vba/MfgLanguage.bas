Attribute VB_Name = "MfgLanguage"
Option Explicit
Option Private Module

' The language of labels, messages and function help. The texts are in MfgTexts and MfgHelp, which
' are generated: this source is ASCII, so Chinese is written there as \u and four hexadecimal digits.

Private Const UI_LANGUAGE As Long = 2         ' msoLanguageIDUI
Private Const PRIMARY_LANGUAGE As Long = &H3FF
Private Const CHINESE As Long = 4

' LANGUAGE in the settings ("zh" or "en"); else the language of Excel's own menus.
Public Function MfgIsChinese() As Boolean
    Dim setting As String

    On Error Resume Next
    setting = LCase$(Left$(GetConfig("LANGUAGE"), 2))
    If setting = "zh" Then
        MfgIsChinese = True
    ElseIf setting <> "en" Then
        MfgIsChinese = MfgIsChineseId(Application.LanguageSettings.LanguageID(UI_LANGUAGE))
    End If
End Function

' Any Chinese: 2052 (PRC), 1028 (Taiwan), 3076 (Hong Kong), 4100 (Singapore), 5124 (Macao).
Public Function MfgIsChineseId(ByVal id As Long) As Boolean
    MfgIsChineseId = ((id And PRIMARY_LANGUAGE) = CHINESE)
End Function

Public Function MfgLanguageCode() As String
    If MfgIsChinese() Then MfgLanguageCode = "zh" Else MfgLanguageCode = "en"
End Function

' Keeps a language in the settings and uses it from now on: labels, messages, function help, and
' what Python says in a workbook that sets no language of its own.
Public Sub MfgSetLanguage(ByVal language As String)
    If Not FileExists(GetConfigFilePath()) Then
        Err.Raise 1004, Description:=MfgMessage("conf.none", GetConfigFilePath())
    End If
    MfgWriteAll GetConfigFilePath(), MfgWithSetting(MfgReadAll(GetConfigFilePath()), "LANGUAGE", language)
    On Error Resume Next
    MfgRegisterHelpAgain
    MfgTellPython "import os;os.environ['MFG_LANG']='" & language & "'"
End Sub

' Chooses the present language in a workbook that has a cell for it, and recalculates: its labels are plain
' formulas, and what MFG functions write follows with them. False where there is no such cell, or where it
' cannot be changed.
Public Function MfgSwitchBook(ByVal book As Object) As Boolean
    Dim cell As Object

    If book Is Nothing Then Exit Function
    On Error GoTo NotThere
    Set cell = book.Names("MFG_Language").RefersToRange
    cell.Value = MfgText("language.value")
    If MfgRecalculate(MFG_WORKBOOK) = 0 Then Application.Calculate
    MfgSwitchBook = True
NotThere:
End Function

' The lines of a settings file with one setting changed, or added where it is not there.
Public Function MfgWithSetting(ByVal lines As String, ByVal key As String, ByVal value As String) As String
    Dim parts() As String, i As Long, head As String, done As Boolean

    head = Chr(34) & key & Chr(34) & ","
    parts = Split(lines, vbCrLf)
    For i = LBound(parts) To UBound(parts)
        If StrComp(Left$(Trim$(parts(i)), Len(head)), head, vbTextCompare) = 0 Then
            parts(i) = head & Chr(34) & value & Chr(34)
            done = True
        End If
    Next i
    MfgWithSetting = Join(parts, vbCrLf)
    If done Then Exit Function
    If MfgWithSetting <> "" And Right$(MfgWithSetting, 2) <> vbCrLf Then MfgWithSetting = MfgWithSetting & vbCrLf
    MfgWithSetting = MfgWithSetting & head & Chr(34) & value & Chr(34) & vbCrLf
End Function

Private Function MfgReadAll(ByVal path As String) As String
    Dim file As Integer, text As String

    file = FreeFile
    Open path For Input As #file
    Do While Not EOF(file)
        Line Input #file, text
        MfgReadAll = MfgReadAll & text & vbCrLf
    Loop
    Close #file
End Function

Private Sub MfgWriteAll(ByVal path As String, ByVal text As String)
    Dim file As Integer

    file = FreeFile
    Open path For Output As #file
    Print #file, text;
    Close #file
End Sub

Public Function MfgUnescape(ByVal text As String) As String
    Dim parts() As String, i As Long, plain As String

    parts = Split(text, "\u")
    If UBound(parts) < 0 Then Exit Function
    plain = parts(0)
    For i = 1 To UBound(parts)
        plain = plain & ChrW(CLng("&H" & Left$(parts(i), 4))) & Mid$(parts(i), 5)
    Next i
    MfgUnescape = plain
End Function

' The text of a key with {0} and {1} filled in.
Public Function MfgMessage(ByVal key As String, Optional ByVal first As String, _
        Optional ByVal second As String) As String
    MfgMessage = Replace(Replace(MfgText(key), "{0}", first), "{1}", second)
End Function
