@echo off
rem Runs the gramian command line of this checkout; builds it first when a source is newer than the built program.
setlocal
set "root=%~dp0"
set "program=%root%artifacts\bin\Gramian.Cli\release\gramian.exe"
set "stamp=%root%artifacts\gramian.stamp"
where dotnet >nul 2>nul || (echo gramian: the .NET 10 SDK is needed, and no dotnet was found on the PATH. 1>&2 & exit /b 1)
if not exist "%program%" goto build
if not exist "%stamp%" goto build
powershell -NoProfile -Command "$t=(Get-Item '%stamp%').LastWriteTimeUtc; Set-Location '%root%.'; if (Get-ChildItem -Recurse src, Directory.Build.props, Directory.Packages.props, global.json | Where-Object LastWriteTimeUtc -gt $t | Select-Object -First 1) { exit 1 }"
if errorlevel 1 goto build
goto run
:build
echo gramian: building this checkout (the first time restores packages too) 1>&2
if not exist "%root%artifacts" mkdir "%root%artifacts"
type nul > "%stamp%.started"
set MSBUILDDISABLENODEREUSE=1
dotnet build "%root%src\Gramian.Cli" -c Release -v q --nologo "-clp:ErrorsOnly;NoSummary" 1>&2
if errorlevel 1 (echo gramian: the build failed 1>&2 & exit /b 70)
move /y "%stamp%.started" "%stamp%" >nul
:run
"%program%" %*
exit /b %errorlevel%
