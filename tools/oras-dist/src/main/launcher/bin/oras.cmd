@echo off
rem Starts the oras command with the Java runtime of this folder.
setlocal
set "ORAS_HOME=%~dp0.."

set "ORAS_KIND=graph"
for %%C in (version resolve digest tag repo repository manifest discover login logout) do if "%~1"=="%%C" set "ORAS_KIND=short"
for %%C in (push pull attach) do if "%~1"=="%%C" set "ORAS_KIND=files"

set "ORAS_ARCHIVE=-XX:SharedArchiveFile=%ORAS_HOME%\lib\oras.jsa"
if exist "%ORAS_HOME%\lib\oras.aot" set "ORAS_ARCHIVE=-XX:AOTCache=%ORAS_HOME%\lib\oras.aot"

if not exist "%ORAS_HOME%\runtime" goto classpath
"%ORAS_HOME%\runtime\bin\java" "@%ORAS_HOME%\lib\%ORAS_KIND%.args" "%ORAS_ARCHIVE%" -m io.oras.cli/io.oras.cli.Main %*
exit /b %ERRORLEVEL%

:classpath
rem Built with a JDK that cannot link an image.
set "ORAS_JAVA=java"
if defined JAVA_HOME set "ORAS_JAVA=%JAVA_HOME%\bin\java"
"%ORAS_JAVA%" "@%ORAS_HOME%\lib\%ORAS_KIND%.args" "%ORAS_ARCHIVE%" -cp "%ORAS_HOME%\lib\jars\*" io.oras.cli.Main %*
exit /b %ERRORLEVEL%
