@echo off
rem Starts an unpacked release. Needs Java, 17 or later.
setlocal
set "HOME_OF_OPTBENCH=%~dp0"
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java.exe"
"%JAVA%" -version >nul 2>&1
if errorlevel 1 (
  echo optbench: error: no Java found: install Java, 17 or later, for example with: winget install EclipseAdoptium.Temurin.17.JRE 1>&2
  exit /b 3
)
rem For networks this small one thread a trial is faster than two.
if not defined OMP_NUM_THREADS set "OMP_NUM_THREADS=1"
set "COMMIT=unknown"
if exist "%HOME_OF_OPTBENCH%lib\commit" set /p COMMIT=<"%HOME_OF_OPTBENCH%lib\commit"
"%JAVA%" -XX:+IgnoreUnrecognizedVMOptions --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow ^
  -XX:+UseSerialGC -XX:SurvivorRatio=2 -Djava.awt.headless=true -Dfile.encoding=UTF-8 ^
  -Dorg.nd4j.log.initialization=false -Dorg.bytedeco.javacpp.maxphysicalbytes=0 -Dorg.bytedeco.javacpp.maxbytes=0 ^
  -Dorg.eclipse.deeplearning4j.helpers.disable=false ^
  "-Dorg.bytedeco.javacpp.platform.extension=%OPTBENCH_NATIVE%" ^
  "-Doptbench.home=%HOME_OF_OPTBENCH%." "-Doptbench.commit=%COMMIT%" ^
  %OPTBENCH_JAVA_OPTS% -cp "%HOME_OF_OPTBENCH%lib\*" optbench.Main %*
exit /b %errorlevel%
