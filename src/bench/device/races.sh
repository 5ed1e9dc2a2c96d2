#!/usr/bin/env bash
# Looks for data races in every kernel that the OpenCL engine launches, with oclgrind (Debian: apt install oclgrind), which runs
# kernels on a simulated device: a few minutes. It says what it found; the exit code is 1 if that is anything, and 3 if it cannot be tried.
#
#   mvn -B -ntp -Dquick -DskipTests package
#   src/bench/device/races.sh [try]
set -euo pipefail

home=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)

die() {
  printf 'races.sh: error: %s\n' "$*" >&2
  exit 3
}

driver=/usr/lib/oclgrind/liboclgrind-rt-icd.so
[[ -e $driver ]] || die "there is no $driver: install oclgrind (Debian: apt install oclgrind)"
[[ -r $home/target/test-classes/optbench/engine/opencl/EveryKernel.class && -d $home/target/lib ]] ||
  die "there is no build in $home/target: run mvn -B -ntp -Dquick -DskipTests package"
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
printf '%s\n' "$driver" >"$work/oclgrind.icd"

OCL_ICD_VENDORS=$work/ OCLGRIND_DATA_RACES=1 OCLGRIND_LOG=$work/log "$java" -XX:+UseSerialGC "-Dorg.bytedeco.javacpp.cachedir=$work/native" \
  -Doptbench.gpu=0 -cp "$home/target/classes:$home/target/test-classes:$home/target/lib/*" optbench.engine.opencl.EveryKernel "$@"
if [[ -s $work/log ]]; then
  cat "$work/log"
  exit 1
fi
printf 'No data races\n'
