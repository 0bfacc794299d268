@echo off
rem Starts the oras command with the Java runtime of this folder.
setlocal DisableDelayedExpansion
set "ORAS_HOME=%~dp0.."

set "ORAS_KIND=graph"
for %%C in (version resolve digest tag repo repository manifest discover login logout) do if "%~1"=="%%C" set "ORAS_KIND=short"
for %%C in (push pull attach) do if "%~1"=="%%C" set "ORAS_KIND=files"

set "ORAS_ARCHIVE=-XX:SharedArchiveFile=%ORAS_HOME%\lib\oras.jsa"
if exist "%ORAS_HOME%\lib\oras.aot" set "ORAS_ARCHIVE=-XX:AOTCache=%ORAS_HOME%\lib\oras.aot"

set "ORAS_JAVA=%ORAS_HOME%\runtime\bin\java"
set ORAS_MAIN=-m io.oras.cli/io.oras.cli.Main
rem Built with a JDK that cannot link an image.
if not exist "%ORAS_HOME%\runtime" set "ORAS_JAVA=java"
if not exist "%ORAS_HOME%\runtime" if defined JAVA_HOME set "ORAS_JAVA=%JAVA_HOME%\bin\java"
if not exist "%ORAS_HOME%\runtime" set ORAS_MAIN=-cp "%ORAS_HOME%\lib\jars\*" io.oras.cli.Main

"%ORAS_JAVA%" "@%ORAS_HOME%\lib\%ORAS_KIND%.args" "%ORAS_ARCHIVE%" %ORAS_MAIN% %*
exit /b %ERRORLEVEL%
