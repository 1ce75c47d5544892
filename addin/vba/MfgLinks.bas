Attribute VB_Name = "MfgLinks"
Option Explicit
Option Private Module

' Repairs formulas in which Excel stored where the add-in stood on another computer:
' 'C:\...\MFG.xlam'!MFG_SCORE(A1:C9) and [1]!MFG_SCORE(A1:C9) become MFG_SCORE(A1:C9). Formula2 is
' set, so a formula that spills goes on spilling and none gets an @.

Private Const CALL_PREFIX As String = "MFG_"
Private Const EXCEL_LINKS As Long = 1     ' xlExcelLinks
Private Const NO_SUCH_PROPERTY As Long = 438

' --- the text of a formula -----------------------------------------------------------------------

' A formula without the file in front of its MFG functions; workbook.links.plain in Python does the
' same for files. Texts in quotes, names of sheets and references to tables stay as they are.
Public Function MfgRepaired(ByVal formula As String) As String
    Dim at As Long, past As Long, piece As String, before As String, kept As String

    at = 1
    Do While at <= Len(formula)
        past = MfgPast(formula, at)
        piece = Mid$(formula, at, past - at)
        If MfgCallAt(formula, past) And MfgIsOurFile(piece) And Not MfgContinues(before) Then
            past = past + 1     ' the exclamation mark goes too
        Else
            kept = kept & piece
        End If
        before = Mid$(formula, past - 1, 1)
        at = past
    Loop
    MfgRepaired = kept
End Function

' True where a character may stand inside a name, so that what follows belongs to it: Table1[2].
Private Function MfgContinues(ByVal character As String) As Boolean
    If character <> "" Then MfgContinues = MfgIsWord(character) Or InStr("]\?", character) > 0
End Function

' Where the piece that begins at a place ends: a text, a quoted name, brackets, a word, or one character.
Private Function MfgPast(ByVal formula As String, ByVal at As Long) As Long
    Select Case Mid$(formula, at, 1)
    Case """", "'"
        MfgPast = MfgPastQuotes(formula, at)
    Case "["
        MfgPast = MfgPastBrackets(formula, at)
    Case Else
        MfgPast = at
        Do While MfgIsWord(Mid$(formula, MfgPast, 1))
            MfgPast = MfgPast + 1
        Loop
        If MfgPast = at Then MfgPast = at + 1
    End Select
End Function

' A doubled quote stands for one inside.
Private Function MfgPastQuotes(ByVal formula As String, ByVal at As Long) As Long
    Dim quote As String

    quote = Mid$(formula, at, 1)
    MfgPastQuotes = at + 1
    Do While MfgPastQuotes <= Len(formula)
        If Mid$(formula, MfgPastQuotes, 1) = quote Then
            If Mid$(formula, MfgPastQuotes + 1, 1) <> quote Then Exit Do
            MfgPastQuotes = MfgPastQuotes + 1
        End If
        MfgPastQuotes = MfgPastQuotes + 1
    Loop
    MfgPastQuotes = MfgPastQuotes + 1
    If MfgPastQuotes > Len(formula) + 1 Then MfgPastQuotes = Len(formula) + 1
End Function

' Brackets of a file or of a table; in the name of a column an apostrophe protects the next character.
Private Function MfgPastBrackets(ByVal formula As String, ByVal at As Long) As Long
    Dim depth As Long

    MfgPastBrackets = at
    Do While MfgPastBrackets <= Len(formula)
        Select Case Mid$(formula, MfgPastBrackets, 1)
        Case "["
            depth = depth + 1
        Case "]"
            depth = depth - 1
        Case "'"
            MfgPastBrackets = MfgPastBrackets + 1
        End Select
        MfgPastBrackets = MfgPastBrackets + 1
        If depth = 0 Then Exit Function
    Loop
    MfgPastBrackets = Len(formula) + 1
End Function

' Letters of any script, digits, and what else a name of a file, a sheet or a function may have.
Private Function MfgIsWord(ByVal character As String) As Boolean
    If character = "" Then Exit Function
    MfgIsWord = (character Like "[A-Za-z0-9_.]") Or AscW(character) > 127 Or AscW(character) < 0
End Function

' True where "!MFG_...(" stands at a place.
Private Function MfgCallAt(ByVal formula As String, ByVal at As Long) As Boolean
    Dim past As Long

    If StrComp(Mid$(formula, at, 5), "!" & CALL_PREFIX, vbTextCompare) <> 0 Then Exit Function
    past = MfgPast(formula, at + 1)
    MfgCallAt = past > at + 5 And Mid$(formula, past, 1) = "("
End Function

' MFG.xlam, or a copy such as "MFG (1).xlam", with or without quotes, folder and brackets; or [1], the
' form in the file itself.
Public Function MfgIsOurFile(ByVal piece As String) As Boolean
    Dim name As String, stem As String

    If Left$(piece, 1) = """" Then Exit Function
    name = Replace(piece, "'", "")
    If Left$(name, 1) = "[" And Right$(name, 1) = "]" Then
        MfgIsOurFile = MfgIsNumber(Mid$(name, 2, Len(name) - 2))
        If MfgIsOurFile Then Exit Function
    End If
    name = Mid$(name, InStrRev(Replace(name, "/", "\"), "\") + 1)
    name = LCase$(Replace(Replace(Replace(name, "%20", " "), "[", ""), "]", ""))
    If Right$(name, 5) = ".xlam" Then
        stem = Left$(name, Len(name) - 5)
    ElseIf Right$(name, 4) = ".xla" Then
        stem = Left$(name, Len(name) - 4)
    End If
    MfgIsOurFile = (stem = "mfg") Or (Left$(stem, 3) = "mfg" And InStr(" _.(-", Mid$(stem & "?", 4, 1)) > 0)
End Function

Private Function MfgIsNumber(ByVal text As String) As Boolean
    Dim i As Long

    For i = 1 To Len(text)
        If InStr("0123456789", Mid$(text, i, 1)) = 0 Then Exit Function
    Next i
    MfgIsNumber = Len(text) > 0
End Function

' --- the formulas of a workbook ------------------------------------------------------------------

' How many formulas and names were repaired. Failed counts those that could not be written, as on a
' protected sheet. Nothing is calculated until all is written.
Public Function MfgRepairBook(ByVal book As Object, ByRef failed As Long) As Long
    Dim mode As Long, screen As Boolean, filling As Boolean, sheet As Object
    Dim number As Long, description As String

    mode = Application.Calculation
    screen = Application.ScreenUpdating
    filling = Application.AutoCorrect.AutoFillFormulasInLists
    On Error GoTo Failed
    Application.ScreenUpdating = False
    Application.AutoCorrect.AutoFillFormulasInLists = False   ' one cell of a table is one cell
    If mode <> xlCalculationManual Then Application.Calculation = xlCalculationManual
    For Each sheet In book.Worksheets
        MfgRepairBook = MfgRepairBook + MfgRepairSheet(sheet, failed)
    Next sheet
    MfgRepairBook = MfgRepairBook + MfgRepairNames(book, failed)
Finish:
    On Error Resume Next
    Application.AutoCorrect.AutoFillFormulasInLists = filling
    If Application.Calculation <> mode Then Application.Calculation = mode
    Application.ScreenUpdating = screen
    On Error GoTo 0
    If number <> 0 Then Err.Raise number, "MFG", description
    Exit Function
Failed:
    number = Err.Number
    description = Err.Description
    Resume Finish
End Function

Private Function MfgRepairSheet(ByVal sheet As Object, ByRef failed As Long) As Long
    Dim anchor As Variant, before As String, after As String

    For Each anchor In MfgAnchors(sheet.UsedRange)
        before = MfgFormulaOf(sheet.Range(anchor))
        after = MfgRepaired(before)
        If after <> before Then
            If MfgWriteFormula(sheet.Range(anchor), after) Then
                MfgRepairSheet = MfgRepairSheet + 1
            Else
                failed = failed + 1
            End If
        End If
    Next anchor
End Function

Private Function MfgRepairNames(ByVal book As Object, ByRef failed As Long) As Long
    Dim item As Object, before As String, after As String

    On Error Resume Next
    For Each item In book.Names
        before = ""
        before = item.RefersTo
        after = MfgRepaired(before)
        If after <> before Then
            Err.Clear
            item.RefersTo = after
            If Err.Number = 0 Then MfgRepairNames = MfgRepairNames + 1 Else failed = failed + 1
        End If
    Next item
End Function

' The formula as it spills; Excel without spilling has no Formula2.
Private Function MfgFormulaOf(ByVal cell As Object) As String
    MfgFormulaOf = cell.Formula
    On Error Resume Next
    MfgFormulaOf = cell.Formula2
End Function

' An array of several cells entered with Ctrl+Shift+Enter stays one; every other formula is set by
' Formula2. One cell that shows an error may be a spill that could not be calculated, so it is not
' taken for such an array.
Public Function MfgWriteFormula(ByVal cell As Object, ByVal formula As String) As Boolean
    Dim spill As Variant, matrix As Variant, cells As Long

    spill = False
    matrix = False
    On Error Resume Next
    spill = cell.HasSpill
    matrix = cell.HasArray
    If matrix = True And spill <> True Then cells = cell.CurrentArray.Count
    Err.Clear
    If cells > 1 Then
        cell.CurrentArray.FormulaArray = formula
    Else
        cell.Formula2 = formula
        If Err.Number = NO_SUCH_PROPERTY Then   ' this Excel does not spill
            Err.Clear
            If cells = 1 Then cell.FormulaArray = formula Else cell.Formula = formula
        End If
    End If
    MfgWriteFormula = (Err.Number = 0)
End Function

' --- on opening ----------------------------------------------------------------------------------

' Only a workbook that names our file at another place is read through.
Public Sub MfgRepairOnOpen(ByVal book As Object)
    Dim links As Variant, i As Long, done As Long, failed As Long

    If book.IsAddin Then Exit Sub
    links = book.LinkSources(EXCEL_LINKS)
    If IsEmpty(links) Then Exit Sub
    For i = LBound(links) To UBound(links)
        If MfgIsOurFile(links(i)) And StrComp(links(i), ThisWorkbook.FullName, vbTextCompare) <> 0 Then
            done = MfgRepairBook(book, failed)
            If done + failed > 0 Then MfgSay MfgMessage("repair.done", CStr(done), CStr(failed))
            Exit Sub
        End If
    Next i
End Sub
