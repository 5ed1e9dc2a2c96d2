#!/usr/bin/env bash
# Packs what check.sh needs on a machine that has Linux, a GPU and its driver, and nothing else, into one folder and one archive of it:
# a Java runtime of this machine's architecture, optbench, MNIST from $OPTBENCH_DATA_DIR, and the script that $OPTBENCH_PEER names, if any.
#
#   mvn -B -ntp -Dquick -DskipTests package
#   src/bench/device/pack.sh [FOLDER]
#
# FOLDER is target/device-check if none is named; it is written anew.
set -euo pipefail

most_megabytes=60
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
home=$(cd "$here/../../.." && pwd)
folder=${1:-$home/target/device-check}

die() {
  printf 'pack.sh: error: %s\n' "$*" >&2
  exit 3
}

target=$home/target
bench=optbench/engine/opencl
[[ -r $target/test-classes/$bench/DeviceCheck.class ]] && compgen -G "$target/lib/lwjgl-*.jar" >/dev/null ||
  die "there is no build in $target: run mvn -B -ntp -Dquick -DskipTests package"
mnist=${OPTBENCH_DATA_DIR:-}/mnist
[[ -d $mnist ]] || die 'OPTBENCH_DATA_DIR must name a folder with mnist in it'
peer=${OPTBENCH_PEER:-}
[[ -z $peer || -r $peer ]] || die "OPTBENCH_PEER is $peer, which cannot be read"
[[ ! -e $folder || -e $folder/check.sh ]] || die "$folder is there and was not packed by this script: name another folder"
bin=${JAVA_HOME:+$JAVA_HOME/bin/}
command -v "${bin}jlink" >/dev/null || die 'there is no jlink: install a JDK, 17 or later'

rm -rf "$folder"
mkdir -p "$folder/lib" "$folder/data/mnist"
# lwjgl-opencl and lwjgl need no other module.
"${bin}jlink" --add-modules java.base,jdk.unsupported --strip-debug --no-header-files --no-man-pages --compress=2 --output "$folder/java"
"${bin}jar" --create --file "$folder/lib/optbench.jar" -C "$target/classes" optbench
(cd "$target/test-classes" && "${bin}jar" --update --file "$folder/lib/optbench.jar" $bench/Device{Check,Numerics,Speed}*.class $bench/CheckedWork*.class)
cp "$target"/lib/lwjgl-*.jar "$folder/lib"
cp "$mnist"/*-ubyte* "$folder/data/mnist"
cp "$here/check.sh" "$here/losses.csv" "$folder"
[[ -z $peer ]] || cp "$peer" "$folder/peer.py"
# Machines that have a driver may still lack the small library that finds drivers.
loader=$(ldconfig -p 2>/dev/null | sed -n 's/.*libOpenCL\.so\.1 .*=> //p' | head -n 1)
[[ -z $loader ]] || cp -L "$loader" "$folder/lib/libOpenCL.so.1"

archive=$folder.tar.gz
tar -C "$(dirname "$folder")" -czf "$archive" "$(basename "$folder")"
megabytes=$((($(wc -c <"$archive") + 999999) / 1000000))
[[ $megabytes -lt $most_megabytes ]] || die "$archive has $megabytes MB, and must have less than $most_megabytes"
printf '%s: %s MB\n' "$archive" "$megabytes"
