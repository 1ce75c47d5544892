Attribute VB_Name = "MfgRefresh"
Option Explicit
Option Private Module

' Refresh recalculates the formulas that call an MFG function, and what depends on them.
'
' =MFG_SCORE() without arguments reads the model of its workbook, which Excel's dependency tracking
' does not see, so F9 alone leaves it. What flags it:
' - a sheet: turning EnableCalculation off and on again flags every formula of the sheet. This also
'   works for sheets that are hidden or not active; Range.Dirty acts only on the active sheet.
' - a selection, which is on the active sheet: Range.Dirty.
' Application.Calculate then recalculates what is flagged, in the order of dependency. Each call of an
' MFG function is counted: if fewer calls came than formulas were found, Application.CalculateFull
' follows. No cell is written, so a formula, a format and the list of undo stay what they were.

Public Const MFG_WORKBOOK As Long = 1
Public Const MFG_SHEET As Long = 2
Public Const MFG_SELECTION As Long = 3

Private Const CALL_PREFIX As String = "MFG_"

' How many formulas were recalculated.
Public Function MfgRecalculate(ByVal scope As Long) As Long
    Dim mode As Long, screen As Boolean, number As Long, description As String
    Dim found As Long, everything As Boolean

    mode = Application.Calculation
    screen = Application.ScreenUpdating
    On Error GoTo Failed
    Application.ScreenUpdating = False
    ' Flag first, calculate once: in automatic mode every flag would start a calculation.
    If mode <> xlCalculationManual Then Application.Calculation = xlCalculationManual
    If scope = MFG_SELECTION Then
        found = MfgFlagSelection()
    ElseIf scope = MFG_SHEET Then
        found = MfgFlagSheet(ActiveSheet)
    Else
        found = MfgFlagBook(ActiveWorkbook)
        everything = MfgNamesCallUs(ActiveWorkbook)
    End If
    MfgCalls = 0
    If found > 0 Then Application.Calculate
    If everything Or MfgCalls < found Then Application.CalculateFull
    MfgRecalculate = found
Finish:
    On Error Resume Next
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

Private Function MfgFlagBook(ByVal book As Workbook) As Long
    Dim sheet As Worksheet

    For Each sheet In book.Worksheets
        MfgFlagBook = MfgFlagBook + MfgFlagSheet(sheet)
    Next sheet
End Function

Private Function MfgFlagSheet(ByVal sheet As Object) As Long
    Dim enabled As Boolean, found As Long

    If TypeName(sheet) <> "Worksheet" Then Exit Function
    found = MfgAnchors(sheet.UsedRange).Count
    If found > 0 Then
        enabled = sheet.EnableCalculation
        sheet.EnableCalculation = False
        sheet.EnableCalculation = True
        If Not enabled Then sheet.EnableCalculation = False
    End If
    MfgFlagSheet = found
End Function

' Any cell of a spill or an array stands for the formula it comes from.
Private Function MfgFlagSelection() As Long
    Dim anchor As Variant, cell As Object

    If TypeName(Selection) <> "Range" Then Exit Function
    For Each anchor In MfgAnchors(ActiveSheet.UsedRange)
        Set cell = ActiveSheet.Range(anchor)
        If Not Application.Intersect(MfgExtent(cell), Selection) Is Nothing Then
            cell.Dirty
            MfgFlagSelection = MfgFlagSelection + 1
        End If
    Next anchor
End Function

' A defined name may hold an MFG formula; which cells use it is not looked for.
Private Function MfgNamesCallUs(ByVal book As Workbook) As Boolean
    Dim item As Object, text As String

    On Error Resume Next
    For Each item In book.Names
        text = ""
        text = item.RefersTo
        If MfgCallsUs(text) Then MfgNamesCallUs = True
    Next item
End Function

' The addresses of the formulas of a block that call an MFG function, each spill or array once.
Public Function MfgAnchors(ByVal block As Object) As Collection
    Dim formulas As Variant, found As Collection, r As Long, c As Long

    Set found = New Collection
    formulas = block.Formula
    If IsArray(formulas) Then
        For r = LBound(formulas, 1) To UBound(formulas, 1)
            For c = LBound(formulas, 2) To UBound(formulas, 2)
                If MfgCallsUs(formulas(r, c)) Then MfgAddAnchor found, block.Cells(r, c)
            Next c
        Next r
    ElseIf MfgCallsUs(formulas) Then
        MfgAddAnchor found, block.Cells(1, 1)
    End If
    Set MfgAnchors = found
End Function

Private Sub MfgAddAnchor(ByVal found As Collection, ByVal cell As Object)
    Dim address As String

    address = MfgExtent(cell).Cells(1, 1).Address(False, False)
    On Error Resume Next   ' an address that is there already
    found.Add address, address
End Sub

' The spill or the array a cell belongs to, or the cell. Excel without spilling has no HasSpill.
Private Function MfgExtent(ByVal cell As Object) As Object
    Dim spill As Variant, matrix As Variant

    Set MfgExtent = cell
    spill = False
    matrix = False
    On Error Resume Next
    spill = cell.HasSpill
    matrix = cell.HasArray
    If spill = True Then
        Set MfgExtent = cell.SpillParent.SpillingToRange
    ElseIf matrix = True Then
        Set MfgExtent = cell.CurrentArray
    End If
End Function

Public Function MfgCallsUs(ByVal formula As Variant) As Boolean
    If VarType(formula) <> vbString Then Exit Function
    If Left$(formula, 1) = "=" Then MfgCallsUs = (InStr(1, formula, CALL_PREFIX, vbTextCompare) > 0)
End Function
