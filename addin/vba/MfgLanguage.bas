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
