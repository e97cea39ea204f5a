@echo off
rem Runs a sample program, and builds it first:
rem   samples\run.cmd fetch --help
rem Maven compiles only what has changed. For other systems see the script "run" beside this file.
setlocal
set "samples=%~dp0"
set "module=%samples%"
set "name=samples"
if "%~1"=="" goto usage
if exist "%samples%%~1\pom.xml" set "module=%samples%%~1\" & set "name=samples/%~1"
if not exist "%module%src\main\java\org\coroutines4j\samples\%~1\Main.java" goto usage
call mvn -q -B -f "%samples%..\pom.xml" -pl "%name%" -am process-classes 1>&2 || exit /b 1
rem "set /p" would cut the line after 1023 characters.
for /f "usebackq delims=" %%c in ("%module%target\run.classpath") do set "classpath=%%c"
set "program=%~1"
rem As they were given: "shift" would split them at "=", "," and ";".
set "arguments="
for /f "tokens=1,*" %%a in ("%*") do set "arguments=%%b"
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
"%java%" -cp "%module%target\classes;%classpath%" org.coroutines4j.samples.%program%.Main %arguments%
exit /b %errorlevel%
:usage
echo usage: %~nx0 PROGRAM [ARGUMENT...] 1>&2
echo programs: 1>&2
for /d %%d in ("%samples%src\main\java\org\coroutines4j\samples\*") do if exist "%%d\Main.java" echo   %%~nxd 1>&2
exit /b 2
