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
' - The DLL is loaded once, from beside the interpreter of the settings or from the folder above;
'   its handle is a LongPtr. The messages are in the reader's language and one line long.
' - Left out because nothing here uses it: RunPython, ImportPythonUDFs, conda and frozen
'   executables, licence keys, Mac, Word, Access and PowerPoint, settings in sheets, the writing of
'   settings, KillPy, the DLL's NDims and version.
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
#Else
    Private Const XLPyDLLName As String = "xlwings32-0.37.8.dll"
    Private Declare Function XLPyDLLActivateAuto Lib "xlwings32-0.37.8.dll" (ByRef Result As Variant, Optional ByVal Config As String = "", Optional ByVal mode As Long = 1) As Long
    Private Declare Function LoadLibrary Lib "KERNEL32" Alias "LoadLibraryA" (ByVal lpLibFileName As String) As Long
#End If
'MFG: end

Public Const XLWINGS_VERSION As String = "0.37.8"
'MFG: begin - our project name, and what is kept between calls
Public Const PROJECT_NAME As String = "mfg"
Private Const COMMAND_BUFFER As Long = 2048   ' ANSI bytes in the DLL, closing zero included
Private Const CLSID_GROWTH As Long = 30       ' "$(CLSID)" becomes a GUID of 38 characters
Private mCommand As String
Private mLoaded As Boolean
'MFG: end

'MFG: begin - made once and kept; names no workbook, no conda, no licence key
Function XLPyCommand() As String
    If mCommand = "" Then
        mCommand = MfgCommandLine(MfgInterpreter(), GetConfig("PYTHONPATH"), _
            LCase$(GetConfig("SHOW CONSOLE")) = "true", LCase$(GetConfig("DEBUG UDFS")) = "true")
        MfgCheckCommand mCommand
    End If
    XLPyCommand = mCommand
End Function

Public Function MfgCommandLine(ByVal PYTHON_WIN As String, ByVal PYTHONPATH As String, _
        ByVal ShowConsole As Boolean, ByVal Debugging As Boolean) As String
    Dim ConsoleSwitch As String, SysPath As String, tail As String

    If Debugging Then
        MfgCommandLine = "{506e67c3-55b5-48c3-a035-eed5deea7d6d}"
        Exit Function
    End If
    If ShowConsole Then ConsoleSwitch = "/showconsole"
    If PYTHONPATH <> "" Then
        ' The first six fields are xlwings' own (ADD_WORKBOOK_TO_PYTHONPATH and what goes with it).
        SysPath = "false;;;;;;" & PYTHONPATH
        SysPath = Replace(SysPath, "\", "\\")
        SysPath = Replace(SysPath, "'", "\'")
        SysPath = Replace(SysPath, "&", "^&")
        SysPath = "import xlwings.utils;xlwings.utils.prepare_sys_path(\""" & SysPath & "\"");"
    End If
    ' Spaces in path of python.exe require quote around path AND quotes around whole command, see:
    ' https://stackoverflow.com/questions/6376113/how-do-i-use-spaces-in-the-command-prompt
    tail = " -B -P -c """ & SysPath & "import xlwings; xlwings.serve('$(CLSID)')"""
    MfgCommandLine = "cmd.exe " & ConsoleSwitch & " /K " & Chr(34) & Chr(34) & PYTHON_WIN & Chr(34) & tail & Chr(34)
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

Function XLPy()
    XLPyLoadDLL
    If 0 <> XLPyDLLActivateAuto(XLPy, XLPyCommand, 1) Then Err.Raise 1000, Description:=XLPy
End Function

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
