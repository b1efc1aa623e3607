; What the command line decides: /AllUsers or /CurrentUser, /SERVER= /CA= /LANG= /CHANNEL= /LIMIT=. Anything that the
; program would not take is refused before a file is written.
Var Server
Var Authority
Var Spoken
Var Channel
Var Limit
Var Mode
!define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
!define DIGITS "0123456789"

; $R0: a text, $R1: the signs that may stand in it; $R2 is the first that may not, or empty.
Function FindStranger
  StrCpy $R2 ""
  StrCpy $R3 0
  ${Do}
    StrCpy $R4 $R0 1 $R3
    ${If} $R4 == ""
      Return
    ${EndIf}
    StrCpy $R5 0
    ${Do}
      StrCpy $R6 $R1 1 $R5
      ${If} $R6 == ""
        StrCpy $R2 $R4
        Return
      ${EndIf}
      IntOp $R5 $R5 + 1
    ${LoopUntil} $R6 S== $R4
    IntOp $R3 $R3 + 1
  ${Loop}
FunctionEnd

; $R9: what is left of the command line; $R8 is its next word, without its quotes. (GetOptions ends a value at any slash.)
Function NextWord
  StrCpy $R8 ""
  StrCpy $R7 ""
  ${Do}
    StrCpy $R6 $R9 1
    ${If} $R6 == ""
      Return
    ${EndIf}
    StrCpy $R9 $R9 "" 1
    ${If} $R6 == '"'
      ${If} $R7 == ""
        StrCpy $R7 "quoted"
      ${Else}
        StrCpy $R7 ""
      ${EndIf}
    ${ElseIf} $R6 == " "
    ${AndIf} $R7 == ""
      ${If} $R8 != ""
        Return
      ${EndIf}
    ${Else}
      StrCpy $R8 "$R8$R6"
    ${EndIf}
  ${Loop}
FunctionEnd

; Keep what stands behind NAME where the word begins so.
!macro Take NAME KEPT
  StrLen $R0 "${NAME}"
  StrCpy $R1 $R8 $R0
  ${If} $R1 == "${NAME}"
    StrCpy ${KEPT} $R8 "" $R0
    ${Continue}
  ${EndIf}
!macroend

Function ReadSwitches
  ${GetParameters} $R9
  ${Do}
    Call NextWord
    ${If} $R8 == ""
      ${ExitDo}
    ${EndIf}
    !insertmacro Take "/SERVER=" $Server
    !insertmacro Take "/CA=" $Authority
    !insertmacro Take "/LANG=" $Spoken
    !insertmacro Take "/CHANNEL=" $Channel
    !insertmacro Take "/LIMIT=" $Limit
    ${If} $R8 == "/AllUsers"
    ${OrIf} $R8 == "/CurrentUser"
      StrCpy $Mode $R8
    ${ElseIf} $R8 != "/S"
    ${AndIf} $R8 != "/NCRC"
      ${Refuse} "$(Unknown)" ${WRONG_SWITCH}
    ${EndIf}
  ${Loop}
  Call ReadLanguage
  Call ReadMode
  Call ReadServer
  Call ReadAuthority
  Call ReadUpdates
FunctionEnd

Function ReadLanguage
  ${If} $Spoken == "fr"
    StrCpy $LANGUAGE ${LANG_FRENCH}
  ${ElseIf} $Spoken == "en"
    StrCpy $LANGUAGE ${LANG_ENGLISH}
  ${ElseIf} $Spoken != ""
    ${Refuse} "$(Wrong_Language)" ${WRONG_SWITCH}
  ${EndIf}
FunctionEnd

Function ReadMode
  ${If} $Mode == "/CurrentUser"
    Call MultiUser.InstallMode.CurrentUser
  ${ElseIf} $Mode == "/AllUsers"
    ${If} $MultiUser.Privileges != "Admin"
      ${Refuse} "$(Not_Allowed)" ${NOT_ALLOWED}
    ${EndIf}
    Call MultiUser.InstallMode.AllUsers
  ${EndIf}
FunctionEnd

; https://, a name and perhaps a port; nothing that would end the line or the quotes in which it will stand.
Function ReadServer
  ${If} $Server == ""
    Return
  ${EndIf}
  StrCpy $R0 $Server "" -1
  ${If} $R0 == "/"
    StrCpy $Server $Server -1
  ${EndIf}
  StrCpy $R7 $Server 8
  StrCpy $R0 $Server "" 8
  StrCpy $R1 "${LETTERS}${DIGITS}.-:[]"
  Call FindStranger
  ${If} $R7 != "https://"
  ${OrIf} $R0 == ""
  ${OrIf} $R2 != ""
    ${Refuse} "$(Wrong_Server)" ${WRONG_SWITCH}
  ${EndIf}
FunctionEnd

; A file that is there, by its whole path, and holds a certificate: it is copied to where only administrators write.
Function ReadAuthority
  ${If} $Authority == ""
    Return
  ${EndIf}
  StrCpy $R0 $Authority 2 1
  StrCpy $R1 $Authority 2
  ${If} $R0 != ":\"
  ${AndIf} $R1 != "\\"
    ${Refuse} "$(Wrong_Authority)" ${WRONG_SWITCH}
  ${EndIf}
  ClearErrors
  FileOpen $R2 $Authority r
  ${If} ${Errors}
    ${Refuse} "$(Wrong_Authority)" ${WRONG_SWITCH}
  ${EndIf}
  ${Do}
    FileRead $R2 $R3
    StrCpy $R4 $R3 27
    ${If} $R4 == "-----BEGIN CERTIFICATE-----"
      ${ExitDo}
    ${EndIf}
  ${LoopUntil} ${Errors}
  FileClose $R2
  ${If} $R4 != "-----BEGIN CERTIFICATE-----"
    ${Refuse} "$(Wrong_Authority)" ${WRONG_SWITCH}
  ${EndIf}
FunctionEnd

Function ReadUpdates
  ${If} $Channel != ""
  ${AndIf} $Channel != "stable"
  ${AndIf} $Channel != "pilot"
  ${AndIf} $Channel != "off"
    ${Refuse} "$(Wrong_Channel)" ${WRONG_SWITCH}
  ${EndIf}
  StrCpy $R0 $Limit
  StrCpy $R1 "${DIGITS}"
  Call FindStranger
  StrLen $R3 $Limit
  ${If} $Limit == ""
    Return
  ${EndIf}
  ${If} $R2 != ""
  ${OrIf} $R3 > 6
  ${OrIf} $Limit < 1
    ${Refuse} "$(Wrong_Limit)" ${WRONG_SWITCH}
  ${EndIf}
FunctionEnd

; What only a computer can have fixed is not promised to one person.
Function CheckMode
  ${If} $MultiUser.InstallMode == "CurrentUser"
  ${AndIf} "$Channel$Limit" != ""
    ${Refuse} "$(Only_For_All)" ${WRONG_SWITCH}
  ${EndIf}
FunctionEnd

Function KeepAuthority
  ${If} $Authority != ""
  ${AndIf} $Authority != "${AUTHORITY}"
    ClearErrors
    CopyFiles /SILENT "$Authority" "${AUTHORITY}"
    ${If} ${Errors}
      Abort "$(Unplaced)"
    ${EndIf}
  ${EndIf}
FunctionEnd

!macro Fix NAME VALUE
  ${If} "${VALUE}" != ""
    WriteRegStr HKLM "${SETTINGS}" "${NAME}" "${VALUE}"
  ${EndIf}
!macroend

; For everybody: settings of the computer. For one person: that person's preferences, which they may change.
Function KeepSettings
  ${If} $MultiUser.InstallMode == "AllUsers"
    !insertmacro Fix "server" $Server
    !insertmacro Fix "language" $Spoken
    !insertmacro Fix "channel" $Channel
    !insertmacro Fix "limit_kbs" $Limit
    ${If} $Authority != ""
      !insertmacro Fix "ca" "${AUTHORITY}"
    ${EndIf}
    Return
  ${EndIf}
  CreateDirectory "$LOCALAPPDATA\fofal"
  ${If} $Server != ""
    WriteINIStr "$LOCALAPPDATA\fofal\desktop.ini" "General" "server" "$Server"
  ${EndIf}
  ${If} $Spoken != ""
    WriteINIStr "$LOCALAPPDATA\fofal\desktop.ini" "General" "language" "$Spoken"
  ${EndIf}
  ${If} $Authority != ""
    WriteRegStr HKCU "Environment" "FOFAL_CA_FILE" "${AUTHORITY}"
    SendMessage ${HWND_BROADCAST} ${WM_SETTINGCHANGE} 0 "STR:Environment" /TIMEOUT=5000
  ${EndIf}
FunctionEnd
