@echo off
rem Reponses de l'installation silencieuse : adaptez, puis lancez comme administrateur (Intune, script de demarrage, SCCM).
rem Codes de sortie : docs/admin/windows.md. 1618 (FOFAL est ouvert) : a essayer de nouveau plus tard.
set VERSION=0.1.0
set SERVER=https://erp.exemple.cm
set CA=%~dp0autorite.pem
set LANG=fr
set CHANNEL=stable
set LIMIT=64
start "" /wait "%~dp0fofal-desktop-%VERSION%-windows-x86_64-setup.exe" /S /AllUsers /SERVER=%SERVER% "/CA=%CA%" /LANG=%LANG% /CHANNEL=%CHANNEL% /LIMIT=%LIMIT%
exit /b %ERRORLEVEL%
