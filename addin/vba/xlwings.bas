Attribute VB_Name = "xlwings"
'MFG: begin
Option Private Module
'This is MFG Index's copy of xlwings_custom_addin.bas of xlwings 0.37.8. What is not inside a
'"MFG: begin ... MFG: end" block is xlwings' own text, unchanged and in its order. What was changed:
' - Option Private Module: these helpers do not show up as worksheet functions.
' - PROJECT_NAME is "mfg": the settings are read from %USERPROFILE%\.mfg\mfg.conf.
' - Settings are read from that file ONLY, never from a sheet or from a file beside the open
'   workbook: one Python process serves all workbooks, and a workbook that came by mail cannot name
'   the program that is started.
' - The command line that starts Python is made once and kept. It names no workbook, needs none to
'   be open, and is checked against the buffer of the DLL. Python starts with -P, so the current
'   folder of Excel is not searched for Python modules. Changed settings need a restart of Excel.
' - Python is started ahead, without waiting for it (MfgWarmUp); the first call takes that process.
'   Where it does not come, the DLL starts one as xlwings does.
' - A server that died is not found again by the DLL under the same command line: it asks Windows
'   for the class that the dead process had registered. MfgDropServer changes the line by a counter.
' - A start that failed is not tried again for each cell: the sentence is repeated for a while.
' - The DLL is loaded once, from beside the interpreter of the settings or from the folder above;
'   its handle is a LongPtr. The messages are in the reader's language and one line long.
' - cmd.exe closes with Python (/C), unless the console is shown: with /K the DLL would wait a minute
'   for a Python that has stopped.
' - Left out because nothing here uses it: RunPython, ImportPythonUDFs, conda and frozen
'   executables, licence keys, Mac, Word, Access and PowerPoint, settings in sheets, the writing of
'   settings, the DLL's NDims and version. KillPy is MfgDropServer.
'MFG: end
'Version: 0.37.8

'xlwings is distributed under a BSD 3-clause license.
'
'Copyright (C) 2014-present, Zoomer Analytics LLC.
'All rights reserved.
'
'Redistribution and use in source and binary forms, with or without modification,
'are permitted provided that the following conditions are met:
'
'* Redistributions of source code must retain the above copyright notice, this
'  list of conditions and the following disclaimer.
'
'* Redistributions in binary form must reproduce the above copyright notice, this
'  list of conditions and the following disclaimer in the documentation and/or
'  other materials provided with the distribution.
'
'* Neither the name of the copyright holder nor the names of its
'  contributors may be used to endorse or promote products derived from
'  this software without specific prior written permission.
'
'THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND
'ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED
'WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
'DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE FOR
'ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES
'(INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES;
'LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON
'ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT
'(INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE OF THIS
'SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.

'MFG: begin - only what is called is declared, and nothing of it is visible outside this module
#If VBA7 Then
    #If Win64 Then
        Private Const XLPyDLLName As String = "xlwings64-0.37.8.dll"
        Private Declare PtrSafe Function XLPyDLLActivateAuto Lib "xlwings64-0.37.8.dll" (ByRef Result As Variant, Optional ByVal Config As String = "", Optional ByVal mode As Long = 1) As Long
    #Else
        Private Const XLPyDLLName As String = "xlwings32-0.37.8.dll"
        Private Declare PtrSafe Function XLPyDLLActivateAuto Lib "xlwings32-0.37.8.dll" (ByRef Result As Variant, Optional ByVal Config As String = "", Optional ByVal mode As Long = 1) As Long
    #End If
    Private Declare PtrSafe Function LoadLibrary Lib "KERNEL32" Alias "LoadLibraryA" (ByVal lpLibFileName As String) As LongPtr
    Private Declare PtrSafe Function GetCurrentProcessId Lib "KERNEL32" () As Long
    Private Declare PtrSafe Sub Sleep Lib "KERNEL32" (ByVal dwMilliseconds As Long)
#Else
    Private Const XLPyDLLName As String = "xlwings32-0.37.8.dll"
    Private Declare Function XLPyDLLActivateAuto Lib "xlwings32-0.37.8.dll" (ByRef Result As Variant, Optional ByVal Config As String = "", Optional ByVal mode As Long = 1) As Long
    Private Declare Function LoadLibrary Lib "KERNEL32" Alias "LoadLibraryA" (ByVal lpLibFileName As String) As Long
    Private Declare Function GetCurrentProcessId Lib "KERNEL32" () As Long
    Private Declare Sub Sleep Lib "KERNEL32" (ByVal dwMilliseconds As Long)
#End If
'MFG: end

Public Const XLWINGS_VERSION As String = "0.37.8"
'MFG: begin - our project name, and what is kept between calls
Public Const PROJECT_NAME As String = "mfg"
Private Const COMMAND_BUFFER As Long = 2048   ' ANSI bytes in the DLL, closing zero included
Private Const CLSID_GROWTH As Long = 30       ' "$(CLSID)" becomes a GUID of 38 characters
Private Const WARM_SECONDS As Long = 30       ' how long a call waits for the process started ahead
Private Const RETRY_SECONDS As Long = 30      ' how long a failed start is not tried again
Private mCommand As String
Private mLoaded As Boolean
Private mStarts As Long        ' how often the server was dropped; part of the command line
Private mWarm As String        ' the class of the process started ahead; empty: there is none
Private mWarmAt As Double      ' Timer when it was started
Private mWarmUp As Boolean     ' it has answered
Private mServed As Boolean     ' a server was asked for, so none is started ahead any more
Private mFailure As String     ' why the last start failed
Private mFailedAt As Double
'MFG: end

'MFG: begin - made once and kept; names no workbook, no conda, no licence key
Function XLPyCommand() As String
    If mCommand = "" Then
        mCommand = MfgCommandLine(MfgInterpreter(), GetConfig("PYTHONPATH"), _
            MfgSwitchedOn("SHOW CONSOLE"), MfgSwitchedOn("DEBUG UDFS"), mStarts, MfgLanguageCode())
        MfgCheckCommand mCommand
    End If
    XLPyCommand = mCommand
End Function

Private Function MfgSwitchedOn(ByVal configKey As String) As Boolean
    MfgSwitchedOn = (LCase$(GetConfig(configKey)) = "true")
End Function

' What the DLL starts. Start and Language are left out of the line where they are not given.
Public Function MfgCommandLine(ByVal PYTHON_WIN As String, ByVal PYTHONPATH As String, _
        ByVal ShowConsole As Boolean, ByVal Debugging As Boolean, _
        Optional ByVal Start As Long, Optional ByVal Language As String) As String
    Dim head As String, python As String

    If Debugging Then
        MfgCommandLine = "{506e67c3-55b5-48c3-a035-eed5deea7d6d}"
        Exit Function
    End If
    ' Spaces in path of python.exe require quote around path AND quotes around whole command, see:
    ' https://stackoverflow.com/questions/6376113/how-do-i-use-spaces-in-the-command-prompt
    If ShowConsole Then head = "cmd.exe /showconsole /K " Else head = "cmd.exe  /C "
    python = MfgPythonLine(PYTHON_WIN, Start, Language, _
        Replace(MfgSysPath(PYTHONPATH), "&", "^&") & "import xlwings; xlwings.serve('$(CLSID)')")
    MfgCommandLine = head & Chr(34) & python & Chr(34)
End Function

' What is started ahead, under a class of our own; it ends by itself when Excel does.
Public Function MfgWarmLine(ByVal PYTHON_WIN As String, ByVal PYTHONPATH As String, _
        ByVal Language As String, ByVal ClassId As String, ByVal Process As Long) As String
    MfgWarmLine = MfgPythonLine(PYTHON_WIN, 0, Language, MfgSysPath(PYTHONPATH) & _
        "from udfs.excel.serve import serve; serve('" & ClassId & "', " & CStr(Process) & ")")
End Function

' A class that no other running Excel has: a process identifier is given out once at a time.
Public Function MfgWarmClass(ByVal Process As Long) As String
    MfgWarmClass = "{4D464749-0001-4000-8000-" & Right$("00000000000" & Hex$(Process), 12) & "}"
End Function

Private Function MfgPythonLine(ByVal PYTHON_WIN As String, ByVal Start As Long, ByVal Language As String, _
        ByVal Program As String) As String
    Dim switches As String

    switches = " -B -P"
    If Start > 0 Then switches = switches & " -X mfg=" & CStr(Start)   ' only to be another line
    If Language <> "" Then Program = "import os;os.environ['MFG_LANG']='" & Language & "';" & Program
    MfgPythonLine = Chr(34) & PYTHON_WIN & Chr(34) & switches & " -c " & Chr(34) & Program & Chr(34)
End Function

Private Function MfgSysPath(ByVal PYTHONPATH As String) As String
    If PYTHONPATH = "" Then Exit Function
    ' The first six fields are xlwings' own (ADD_WORKBOOK_TO_PYTHONPATH and what goes with it).
    PYTHONPATH = Replace(Replace("false;;;;;;" & PYTHONPATH, "\", "\\"), "'", "\'")
    MfgSysPath = "import xlwings.utils;xlwings.utils.prepare_sys_path(\""" & PYTHONPATH & "\"");"
End Function

Public Sub MfgCheckCommand(ByVal CommandLine As String)
    Dim ansi As String
    ansi = StrConv(CommandLine, vbFromUnicode)
    If StrConv(ansi, vbUnicode) <> CommandLine Then
        mCommand = ""
        Err.Raise 1002, Description:=MfgMessage("conf.ansi", MfgInterpreter())
    ElseIf LenB(ansi) + CLSID_GROWTH + 1 > COMMAND_BUFFER Then
        mCommand = ""
        Err.Raise 1003, Description:=MfgMessage("conf.long", CStr(LenB(ansi)))
    End If
End Sub

Private Function MfgInterpreter() As String
    MfgInterpreter = GetConfig("INTERPRETER_WIN")
    If MfgInterpreter = "" Then Err.Raise 1004, Description:=MfgMessage("conf.none", GetConfigFilePath())
    If Not FileExists(MfgInterpreter) Then Err.Raise 1005, Description:=MfgMessage("conf.python", MfgInterpreter)
End Function
'MFG: end

Private Sub XLPyLoadDLL()
'MFG: begin - once; the interpreter comes from the settings only
    Dim PYTHON_WIN As String
    If mLoaded Then Exit Sub
    PYTHON_WIN = MfgInterpreter()
'MFG: end
        If LoadLibrary(ParentFolder(PYTHON_WIN) + "\" + XLPyDLLName) = 0 Then  ' Standard installation
            If LoadLibrary(ParentFolder(ParentFolder(PYTHON_WIN)) + "\" + XLPyDLLName) = 0 Then  ' Virtualenv
'MFG: begin - one line, in the reader's language
                Err.Raise 1006, Description:=MfgMessage("conf.dll", XLPyDLLName, ParentFolder(PYTHON_WIN))
'MFG: end
            End If
        End If
'MFG: begin
    mLoaded = True
'MFG: end
End Sub

'MFG: begin - first the process started ahead; a start that failed is not repeated for every cell
Function XLPy()
    Dim server As Variant

    XLPyLoadDLL
    If Not MfgWarmServer(server) Then
        If mFailure <> "" Then
            If MfgElapsed(mFailedAt, Timer) < RETRY_SECONDS Then Err.Raise 1000, Description:=mFailure
            mFailure = ""
        End If
        mServed = True
        If 0 <> XLPyDLLActivateAuto(server, XLPyCommand, 1) Then
            mFailure = server
            mFailedAt = Timer
            Err.Raise 1000, Description:=mFailure
        End If
    End If
    Set XLPy = server
End Function

' Starts Python without waiting for it, so that Excel stays free and the first formula finds it there.
Public Sub MfgWarmUp()
    Dim process As Long

    If mServed Or mWarm <> "" Then Exit Sub
    If MfgSwitchedOn("DEBUG UDFS") Or MfgSwitchedOn("SHOW CONSOLE") Then Exit Sub
    If LCase$(GetConfig("WARM START", "True")) <> "true" Then Exit Sub
    process = GetCurrentProcessId()
    WScript.Run MfgWarmLine(MfgInterpreter(), GetConfig("PYTHONPATH"), MfgLanguageCode(), _
        MfgWarmClass(process), process), 0, False
    mWarmAt = Timer
    mWarm = MfgWarmClass(process)
End Sub

' The process started ahead, waited for while it starts; False: there is none, or it is gone.
Private Function MfgWarmServer(ByRef server As Variant) As Boolean
    If mWarm = "" Then Exit Function
    Do
        ' For a bare class the DLL starts nothing: it finds the process or answers at once.
        If XLPyDLLActivateAuto(server, mWarm, 1) = 0 Then
            mWarmUp = True
            mServed = True
            MfgWarmServer = True
            Exit Function
        End If
        If mWarmUp Or MfgElapsed(mWarmAt, Timer) > WARM_SECONDS Then Exit Do
        Sleep 100
    Loop
    mWarm = ""
    server = Empty
End Function

' Lets go of the server, dead or alive: the next call starts another one, under another command line.
Public Sub MfgDropServer()
    Dim unused As Variant, code As Long

    On Error Resume Next
    If mWarm <> "" Then code = XLPyDLLActivateAuto(unused, mWarm, -1)
    If mCommand <> "" Then code = XLPyDLLActivateAuto(unused, mCommand, -1)
    mWarm = ""
    mCommand = ""
    mServed = True
    mStarts = mStarts + 1
    MfgTryAgain
End Sub

' Runs a statement in the server, if one is there; starts none.
Public Sub MfgTellPython(ByVal statement As String)
    If mServed Or mWarm <> "" Then XLPy.Exec "" & statement
End Sub

' Forgets that a start failed, so that the next call tries again.
Public Sub MfgTryAgain()
    mFailure = ""
End Sub
'MFG: end

'MFG: begin - Windows only
Function GetConfigFilePath() As String
        GetConfigFilePath = Environ("USERPROFILE") & "\." & PROJECT_NAME & "\" & PROJECT_NAME & ".conf"
End Function
'MFG: end

'MFG: begin - the user's file or the default; no sheet and no folder of a workbook
Function GetConfig(configKey As String, Optional default As String = "") As Variant
    Dim configValue As String
    If FileExists(GetConfigFilePath()) = True Then
        If GetConfigFromFile(GetConfigFilePath(), configKey, configValue) Then
            GetConfig = configValue
            GetConfig = ExpandEnvironmentStrings(GetConfig)
            Exit Function
        End If
    End If
    GetConfig = default
End Function
'MFG: end

Function GetConfigFromFile(sFile As String, sName As String, Optional sValue As String) As Boolean
'Based on http://peltiertech.com/save-retrieve-information-text-files/

  Dim iFileNum As Long, lErrLast As Long
  Dim sVarName As String, sVarValue As String


  ' assume false unless variable is found
  GetConfigFromFile = False

  ' open text file to read settings
  If FileExists(sFile) Then
    iFileNum = FreeFile
    Open sFile For Input As iFileNum
      Do While Not EOF(iFileNum)
        Input #iFileNum, sVarName, sVarValue
        If LCase(sVarName) = LCase(sName) Then
          sValue = sVarValue
          GetConfigFromFile = True
          Exit Do
        End If
      Loop
    Close #iFileNum
  End If

End Function

Function WScript(Optional CreateNew As Boolean) As Object
  Static Value As Object
  If CreateNew Or Value Is Nothing Then Set Value = CreateObject("WScript.Shell")
  Set WScript = Value
End Function

'MFG: begin - Windows only
Function FileExists(ByVal FileSpec As String) As Boolean
        FileExists = FileExistsOnWindows(FileSpec)
End Function
'MFG: end

Function FileExistsOnWindows(ByVal FileSpec As String) As Boolean
   ' by Karl Peterson MS MVP VB
   Dim Attr As Long
   ' Guard against bad FileSpec by ignoring errors
   ' retrieving its attributes.
   On Error Resume Next
   Attr = GetAttr(FileSpec)
   If Err.Number = 0 Then
      ' No error, so something was found.
      ' If Directory attribute set, then not a file.
      FileExistsOnWindows = Not ((Attr And vbDirectory) = vbDirectory)
   End If
End Function

'MFG: begin - Windows only
Function ParentFolder(ByVal Folder)
      ParentFolder = Left$(Folder, InStrRev(Folder, "\") - 1)
End Function

Function ExpandEnvironmentStrings(ByVal s As String)
        ExpandEnvironmentStrings = WScript.ExpandEnvironmentStrings(s)
End Function
'MFG: end
