; The Windows installer, compiled by `python -m installer.bundle.nsis`, which gives VERSION, DIST, OUT and what it has of
; ICON and SIGN. For the whole computer or for one person; every switch and exit code is told in docs/admin/windows.md.
Unicode true
SetCompressor /SOLID lzma
ManifestDPIAware true
ManifestSupportedOS all

!define PROGRAM "fofal-desktop.exe"
!define SETTINGS "Software\FOFAL\Desktop"
!define LISTED "Software\Microsoft\Windows\CurrentVersion\Uninstall\FOFAL"
!define LINKS "Software\Classes\fofal"
; Exit codes, as Windows names them: what rolls programs out understands some of them (1618 is tried again later).
!define BUSY 1618
!define FAILED 1603
!define WRONG_SWITCH 1639
!define NOT_HERE 1633
!define NOT_ALLOWED 1925

!define MULTIUSER_EXECUTIONLEVEL Highest
!define MULTIUSER_MUI
!define MULTIUSER_USE_PROGRAMFILES64
!define MULTIUSER_INSTALLMODE_INSTDIR "FOFAL"
!define MULTIUSER_INSTALLMODE_DEFAULT_REGISTRY_KEY "${LISTED}"
!define MULTIUSER_INSTALLMODE_DEFAULT_REGISTRY_VALUENAME "UninstallString"
!include MultiUser.nsh
!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include WinMessages.nsh
!include WinVer.nsh
!include x64.nsh

Name "FOFAL"
OutFile "${OUT}"
BrandingText "FOFAL ${VERSION}"
VIProductVersion "${VERSION}.0"
VIAddVersionKey ProductName "FOFAL"
VIAddVersionKey ProductVersion "${VERSION}"
VIAddVersionKey FileVersion "${VERSION}"
VIAddVersionKey FileDescription "FOFAL"
VIAddVersionKey CompanyName "FOFAL"
VIAddVersionKey LegalCopyright "FOFAL"
AllowSkipFiles off
!ifdef ICON
  !define MUI_ICON "${ICON}"
  !define MUI_UNICON "${ICON}"
!endif
!ifdef SIGN
  !finalize '${SIGN} "%1"' = 0
  !uninstfinalize '${SIGN} "%1"' = 0
!endif

!define MUI_ABORTWARNING
!insertmacro MULTIUSER_PAGE_INSTALLMODE
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_NOAUTOCLOSE
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "French"
!insertmacro MUI_LANGUAGE "English"
!include "words.nsh"

; Told to whoever looks, and to what started this as a number; nothing has been changed yet.
!macro Refuse WORDS CODE
  SetErrorLevel ${CODE}
  MessageBox MB_OK|MB_ICONSTOP "${WORDS}" /SD IDOK
  Quit
!macroend
!define Refuse "!insertmacro Refuse"

; Where it is installed: the program in a folder that is ours alone, so that it can be replaced and removed as a whole.
!define HOME "$INSTDIR\app"
!define INCOMING "$INSTDIR\incoming"
!define FORMER "$INSTDIR\former"
!define AUTHORITY "$INSTDIR\autorite.pem"

!include "switches.nsh"

; A program that runs cannot be opened for writing.
!macro WaitUntilClosed
  ${Do}
    ${IfNot} ${FileExists} "${HOME}\${PROGRAM}"
      ${ExitDo}
    ${EndIf}
    ClearErrors
    FileOpen $0 "${HOME}\${PROGRAM}" a
    ${IfNot} ${Errors}
      FileClose $0
      ${ExitDo}
    ${EndIf}
    SetErrorLevel ${BUSY}
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(Running)" /SD IDCANCEL IDRETRY +2
    Quit
  ${Loop}
!macroend

Function .onInit
  SetRegView 64
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastWin10}
    ${Refuse} "$(Too_Old)" ${NOT_HERE}
  ${EndIf}
  !insertmacro MULTIUSER_INIT
  Call ReadSwitches
FunctionEnd

Function .onInstFailed
  SetErrorLevel ${FAILED}
FunctionEnd

Section "FOFAL"
  Call CheckMode
  !insertmacro WaitUntilClosed
  RMDir /r "${INCOMING}"
  SetOutPath "${INCOMING}"
  File /r "${DIST}/*"
  SetOutPath "$INSTDIR"
  Call KeepAuthority
  RMDir /r "${FORMER}"
  ClearErrors
  ${If} ${FileExists} "${HOME}\*.*"
    Rename "${HOME}" "${FORMER}"
  ${EndIf}
  ${IfNot} ${Errors}
    Rename "${INCOMING}" "${HOME}"
    ${If} ${Errors}
      Rename "${FORMER}" "${HOME}"
      Abort "$(Unplaced)"
    ${EndIf}
  ${Else}
    RMDir /r "${INCOMING}"
    ${Refuse} "$(Running)" ${BUSY}
  ${EndIf}
  RMDir /r "${FORMER}"
  Call KeepSettings
  CreateShortcut "$SMPROGRAMS\FOFAL.lnk" "${HOME}\${PROGRAM}"
  WriteUninstaller "$INSTDIR\uninstall.exe"
SectionEnd

Section "-listed"
  WriteRegStr SHCTX "${LINKS}" "" "URL:FOFAL"
  WriteRegStr SHCTX "${LINKS}" "URL Protocol" ""
  WriteRegStr SHCTX "${LINKS}\DefaultIcon" "" "${HOME}\${PROGRAM},0"
  ; After -- a link is a link, whatever whoever made it has put into it.
  WriteRegStr SHCTX "${LINKS}\shell\open\command" "" '"${HOME}\${PROGRAM}" -- "%1"'
  WriteRegStr SHCTX "${LISTED}" "DisplayName" "FOFAL"
  WriteRegStr SHCTX "${LISTED}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${LISTED}" "Publisher" "FOFAL"
  WriteRegStr SHCTX "${LISTED}" "DisplayIcon" "${HOME}\${PROGRAM}"
  WriteRegStr SHCTX "${LISTED}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${LISTED}" "UninstallString" '"$INSTDIR\uninstall.exe" /$MultiUser.InstallMode'
  WriteRegStr SHCTX "${LISTED}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /$MultiUser.InstallMode /S'
  ${GetSize} "${HOME}" "/S=0K" $0 $1 $2
  WriteRegDWORD SHCTX "${LISTED}" "EstimatedSize" $0
  WriteRegDWORD SHCTX "${LISTED}" "NoModify" 1
  WriteRegDWORD SHCTX "${LISTED}" "NoRepair" 1
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd

!include "removing.nsh"
