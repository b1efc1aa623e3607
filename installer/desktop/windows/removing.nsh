; Removing: the program and what it wrote down goes; what people typed stays, unless a person says otherwise for their own.
!define OWN "$LOCALAPPDATA\fofal"

Function un.onInit
  SetRegView 64
  !insertmacro MULTIUSER_UNINIT
  ${un.GetParameters} $R9
  ClearErrors
  ${un.GetOptions} $R9 "/CurrentUser" $R0
  ${IfNot} ${Errors}
    Call un.MultiUser.InstallMode.CurrentUser
  ${EndIf}
  ClearErrors
  ${un.GetOptions} $R9 "/AllUsers" $R0
  ${IfNot} ${Errors}
    ${If} $MultiUser.Privileges != "Admin"
      ${Refuse} "$(Not_Allowed)" ${NOT_ALLOWED}
    ${EndIf}
    Call un.MultiUser.InstallMode.AllUsers
  ${EndIf}
FunctionEnd

Section "Uninstall"
  !insertmacro WaitUntilClosed
  Delete "$SMPROGRAMS\FOFAL.lnk"
  RMDir /r "${HOME}"
  RMDir /r "${INCOMING}"
  RMDir /r "${FORMER}"
  Delete "${AUTHORITY}"
  Delete "$INSTDIR\uninstall.exe"
  SetOutPath "$TEMP" ; a folder somebody stands in does not go
  RMDir "$INSTDIR"
  DeleteRegKey SHCTX "${LINKS}"
  DeleteRegKey SHCTX "${LISTED}"
  ${If} $MultiUser.InstallMode == "AllUsers"
    DeleteRegKey HKLM "${SETTINGS}"
    DeleteRegKey /ifempty HKLM "Software\FOFAL"
  ${Else}
    ReadRegStr $0 HKCU "Environment" "FOFAL_CA_FILE"
    ${If} $0 == "${AUTHORITY}"
      DeleteRegValue HKCU "Environment" "FOFAL_CA_FILE"
    ${EndIf}
    Call un.RemoveOwn
  ${EndIf}
SectionEnd

; Drafts, entries that wait to be sent, preferences, versions fetched: only the person whose they are can let them go. For
; everybody it is not offered: whoever runs this then has rights that must not follow what lies in a person's folder.
Function un.RemoveOwn
  RMDir /r "${OWN}\versions"
  ${un.GetParameters} $R9
  ClearErrors
  ${un.GetOptions} $R9 "/REMOVEDATA" $R0
  ${If} ${Errors}
    MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "$(Remove_Own)" /SD IDNO IDYES +2
    Return
  ${EndIf}
  RMDir /r "${OWN}"
FunctionEnd
