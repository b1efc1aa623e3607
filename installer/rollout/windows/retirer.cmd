@echo off
rem Retire FOFAL ; ce que les personnes ont saisi et n'ont pas envoye reste dans leurs dossiers.
start "" /wait "%ProgramFiles%\FOFAL\uninstall.exe" /AllUsers /S
exit /b %ERRORLEVEL%
