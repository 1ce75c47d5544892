Attribute VB_Name = "MfgServer"
Option Explicit
Option Private Module

' What happens when Python does not answer. A call that finds the server gone drops it, starts
' another one and is made once more; the user sees a sentence only if that fails too.

' What VBA and COM report of a server that is gone: 91 and 424 (no object), 462, and the results
' RPC_S_SERVER_UNAVAILABLE, RPC_S_CALL_FAILED, RPC_E_DISCONNECTED, RPC_E_SERVER_DIED, _DNE,
' RPC_E_SYS_CALL_FAILED and CO_E_OBJNOTCONNECTED.
Private Const GONE As String = _
    " 91 424 462 -2147023174 -2147023170 -2147417848 -2147418105 -2147418094 -2147417856 -2147220995 "
Private Const FROM_DLL As Long = 1000
Private Const DLL_RESULT As String = "hr = "

' A Python that ends in every call is not started again for each cell of a workbook.
Private Const RESTART_SECONDS As Double = 10
Private mRestarted As Boolean
Private mRestartedAt As Double

' The text of a failed call. tries becomes 1 where the call should be made once more, else 2.
Public Function MfgFailed(ByVal number As Long, ByVal description As String, ByRef tries As Long) As String
    If tries = 0 And MfgIsGone(number, description) Then
        If MfgRestart() Then
            tries = 1
            Exit Function
        End If
    End If
    tries = 2
    If MfgIsGone(number, description) Then description = MfgText("python.gone")
    MfgFailed = MfgFailure(number, description)
End Function

Public Function MfgIsGone(ByVal number As Long, ByVal description As String) As Boolean
    Dim at As Long

    If number = FROM_DLL Then
        at = InStr(description, DLL_RESULT)
        If at = 0 Then Exit Function
        number = Val(Mid$(description, at + Len(DLL_RESULT)))
    End If
    MfgIsGone = InStr(GONE, " " & CStr(number) & " ") > 0
End Function

Private Function MfgRestart() As Boolean
    If mRestarted Then
        If MfgElapsed(mRestartedAt, Timer) < RESTART_SECONDS Then Exit Function
    End If
    mRestarted = True
    mRestartedAt = Timer
    MfgDropServer
    MfgRestart = True
End Function

' A person asked for something: whatever failed before is tried again.
Public Sub MfgForgive()
    mRestarted = False
    MfgTryAgain
End Sub

' Seconds between two values of Timer, which begins again at midnight.
Public Function MfgElapsed(ByVal since As Double, ByVal now_ As Double) As Double
    MfgElapsed = now_ - since
    If MfgElapsed < 0 Then MfgElapsed = MfgElapsed + 86400#
End Function
