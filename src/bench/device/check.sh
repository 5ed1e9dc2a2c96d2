#!/usr/bin/env bash
# Tries optbench's OpenCL engine on this machine, from a folder that pack.sh has made, in less than six minutes: what the device is,
# whether it finds the losses that a CPU found, how long a step takes by number of trials, and the same of JAX and PyTorch, where
# Python has them. Writes facts.txt, check.txt, times.csv, table.txt and table.csv.
#
#   ./check.sh [--gpu NUMBER|NAME] [FOLDER]
#
# FOLDER is results beside this script if none is named. The exit code is 0 if all is well, 1 if losses differ, 3 if there is no device.
set -uo pipefail

most_seconds=345
# In an empty environment Bash knows a PATH, and the driver's compiler does not.
export PATH
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
flags=()
if [[ ${1:-} == --gpu ]]; then
  flags=("-Doptbench.gpu=${2:?--gpu must have the number or name of a device}")
  shift 2
fi
out=${1:-$here/results}
mkdir -p "$out" && out=$(cd "$out" && pwd) || exit 3
work=$(mktemp -d) || exit 3
trap 'rm -rf "$work"' EXIT

left() { printf '%s\n' $((most_seconds - SECONDS)); }

library() {
  local name=$1 folder
  ldconfig -p 2>/dev/null | sed -n "s/.*${name//./\\.} .*=> //p" | head -n 1 | grep . && return
  for folder in /usr/lib/x86_64-linux-gnu /usr/lib/aarch64-linux-gnu /usr/lib64 /usr/lib /usr/local/nvidia/lib64 /usr/lib/wsl/lib; do
    [[ ! -e $folder/$name ]] || { printf '%s\n' "$folder/$name" && return; }
  done
}

# What there is of OpenCL here, for whoever has to find out why there is none.
show_opencl() {
  printf 'Libraries (ldconfig -p):\n'
  ldconfig -p 2>/dev/null | grep -i -E 'opencl|pocl' || printf '  none\n'
  printf 'Drivers (ICD files):\n'
  grep -H . "${OCL_ICD_VENDORS:-/etc/OpenCL/vendors}"/*.icd 2>/dev/null || printf '  none\n'
}

# Containers often get NVIDIA's driver without the file that names it.
nvidia=$(library libnvidia-opencl.so.1)
vendors=${OCL_ICD_VENDORS:-/etc/OpenCL/vendors}
if [[ -n $nvidia ]] && ! grep -q -s nvidia "$vendors"/*.icd; then
  printf 'No ICD file names %s: tried with OCL_ICD_VENDORS.\n' "$nvidia"
  mkdir "$work/vendors"
  cp "$vendors"/*.icd "$work/vendors" 2>/dev/null
  printf '%s\n' "$nvidia" >"$work/vendors/nvidia.icd"
  export OCL_ICD_VENDORS=$work/vendors/
fi
if [[ -z $(library libOpenCL.so.1) && -e $here/lib/libOpenCL.so.1 ]]; then
  printf 'No libOpenCL.so.1 here: the one that was packed is taken.\n'
  flags+=("-Dorg.lwjgl.opencl.libname=$here/lib/libOpenCL.so.1")
fi

check() {
  OPTBENCH_DATA_DIR=$here/data timeout -k 5 "$1" "$here/java/bin/java" -XX:+UseSerialGC "-Dorg.bytedeco.javacpp.cachedir=$work/native" \
    ${flags[@]+"${flags[@]}"} -cp "$here/lib/*" optbench.engine.opencl.DeviceCheck "${@:2}"
}

date -u '+%Y-%m-%d %H:%M UTC' >"$out/facts.txt"
uname -srm >>"$out/facts.txt"
nvidia-smi --query-gpu=name,driver_version,memory.total --format=csv,noheader 2>/dev/null >>"$out/facts.txt"
if ! check 60 facts >>"$out/facts.txt" 2>"$work/why"; then
  cat "$out/facts.txt" "$work/why"
  printf 'There is no OpenCL here, so nothing was measured.\n'
  show_opencl
  exit 3
fi
cat "$out/facts.txt"

# Those of Python's two that are there, as words.
peers=
if [[ -r $here/peer.py ]]; then
  for module in jax torch; do
    if timeout 40 python3 -c "import $module" >/dev/null 2>&1; then peers+=" $module"; else printf 'python3 has no %s here.\n' "$module"; fi
  done
fi

# Peers need some seconds each to start.
seconds=$(left)
[[ -z $peers ]] || seconds=$((seconds / 2))
printf 'contender,network,optimizer,trials,microseconds,least,steps\n' >"$out/times.csv"
check "$seconds" run "$here/losses.csv" "$out/times.csv" $((seconds - 20)) 2>&1 | tee "$out/check.txt"
code=${PIPESTATUS[0]}
[[ $code -ne 124 ]] || printf 'Stopped after %s seconds: this device is slow.\n' "$seconds" | tee -a "$out/check.txt"

peer() {
  [[ " $peers " == *" $1 "* && $(left) -gt 15 ]] || return 0
  local said
  if ! said=$(XLA_PYTHON_CLIENT_PREALLOCATE=false timeout $(($(left) < 60 ? $(left) : 60)) python3 "$here/peer.py" "$1" "$2" "$3" "$here/data" 3 2>"$work/peer"); then
    printf '%s, %s at once, %s: %s\n' "$1" "$2" "$3" "$(tail -n 1 "$work/peer" | grep . || printf 'stopped for want of time')"
    return 0
  fi
  printf '%s\n' "$said" | tail -n 1
  # JAX goes on without a word where it finds no GPU.
  [[ $said != *'"device": '*[Cc][Pp][Uu]* ]] || return 0
  printf '%s\n' "$said" | sed -n 's/.*"us_per_step_and_trial": \([0-9.e+-]*\).*/\1/p' |
    while read -r each; do printf '%s,mlp,%s,%s,%s,,\n' "$1" "$3" "$2" "$each"; done >>"$out/times.csv"
}
{
  for trials in 64 1024; do peer jax $trials adam; done
  peer torch 8 adam
  for trials in 1 8 256; do peer jax $trials adam; done
  for trials in 1024 64 1 8 256; do peer jax $trials sgd; done
  peer torch 8 sgd
} | tee -a "$out/check.txt"

# PyTorch trains one after another, so that one number holds for any number of trials.
awk -F, '
  NR == 1 { next }
  { key = $2 "," $3 "," $4 }
  $1 == "torch" { torch[$2 "," $3] = $5; next }
  !(key in seen) { seen[key] = 1; order[++n] = key }
  { us[$1, key] = $5 }
  END {
    print "network,optimizer,trials,optbench,jax,torch,optbench_of_jax,optbench_of_torch"
    for (i = 1; i <= n; i++) {
      split(order[i], k, ",")
      a = us["optbench", order[i]]; b = us["jax", order[i]]; c = torch[k[1] "," k[2]]
      print order[i] "," a "," b "," c "," (a != "" && b != "" ? sprintf("%.3f", a / b) : "") "," (a != "" && c != "" ? sprintf("%.3f", a / c) : "")
    }
  }' "$out/times.csv" >"$out/table.csv"
{
  printf '\nMicroseconds a step and trial\n'
  awk -F, '
    NR == 1 { $7 = "of jax"; $8 = "of torch" }
    { printf "%-12s %-9s %6s %12s %10s %10s %8s %8s\n", $1, $2, $3, $4, $5, $6, $7, $8 }' "$out/table.csv"
} | tee "$out/table.txt"
printf 'Took %s seconds; all of it is in %s\n' "$SECONDS" "$out"
case $code in 0 | 1 | 3) exit "$code" ;; 124) exit 0 ;; *) exit 3 ;; esac
