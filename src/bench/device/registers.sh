#!/usr/bin/env bash
# Prints how many registers the kernels of the mlp and of Adam take on NVIDIA's devices, and what they spill, without such a device:
# clang makes PTX of their OpenCL C, NVIDIA's own compiler, which JCuda brings, code of that. NVIDIA's driver has a compiler of its own for
# OpenCL C, so that its numbers may differ a little. exp and log stand for their fast forms.
#
#   apt install clang-15 libclang-common-15-dev
#   mvn -B -ntp -Dquick -DskipTests package
#   src/bench/device/registers.sh [sm_70 sm_89 sm_90]
#
# The first run downloads 10 MB from Maven Central.
set -euo pipefail

jcuda=12.6.0
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
home=$(cd "$here/../../.." && pwd)
sources=$home/src/main/resources/optbench/engine/opencl
devices=("$@")
[[ ${#devices[@]} -gt 0 ]] || devices=(sm_70 sm_89 sm_90)
clang=${CLANG:-clang-15}
command -v "$clang" >/dev/null || {
  printf 'registers.sh: error: there is no %s: install clang-15 and libclang-common-15-dev, or name another in CLANG\n' "$clang" >&2
  exit 3
}

[[ -e $home/target/test-classes/optbench/engine/opencl/FusedSource.class && -d $home/target/lib ]] || {
  printf 'registers.sh: error: there is no build in %s: run mvn -B -ntp -Dquick -DskipTests package\n' "$home/target" >&2
  exit 3
}

jars=
for artifact in jcuda:$jcuda jcuda-natives:$jcuda:jar:linux-x86_64; do
  read -r name classifier <<<"$(printf '%s\n' "$artifact" | awk -F: '{ print $1, ($4 == "" ? "" : "-" $4) }')"
  jar=${MAVEN_REPOSITORY:-$HOME/.m2/repository}/org/jcuda/$name/$jcuda/$name-$jcuda$classifier.jar
  [[ -e $jar ]] || mvn -B -ntp -q org.apache.maven.plugins:maven-dependency-plugin:3.11.0:get "-Dartifact=org.jcuda:$artifact" -Dtransitive=false
  jars+=$jar:
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat >"$work/device.h" <<'H'
#include <opencl-c-base.h>
#define OWN static inline __attribute__((overloadable, always_inline))
#define PLACE(x, of) (x == 0 ? __nvvm_read_ptx_sreg_##of##_x() : x == 1 ? __nvvm_read_ptx_sreg_##of##_y() : __nvvm_read_ptx_sreg_##of##_z())
OWN size_t get_local_id(uint i) { return PLACE(i, tid); }
OWN size_t get_group_id(uint i) { return PLACE(i, ctaid); }
OWN size_t get_local_size(uint i) { return PLACE(i, ntid); }
OWN size_t get_global_id(uint i) { return (size_t) PLACE(i, ctaid) * PLACE(i, ntid) + PLACE(i, tid); }
#define barrier(fence) __syncthreads()
OWN float fma(float a, float b, float c) { return __builtin_fmaf(a, b, c); }
OWN float4 fma(float4 a, float4 b, float4 c) { return (float4) (fma(a.x, b.x, c.x), fma(a.y, b.y, c.y), fma(a.z, b.z, c.z), fma(a.w, b.w, c.w)); }
OWN float4 vload4(size_t i, const local float* p) { return ((const local float4*) p)[i]; }
OWN void vstore4(float4 v, size_t i, float* p) { p += 4 * i; p[0] = v.x; p[1] = v.y; p[2] = v.z; p[3] = v.w; }
OWN float exp(float x) { return __nvvm_ex2_approx_f(x * 1.44269504f); }
OWN float log(float x) { return __nvvm_lg2_approx_f(x) * 0.693147181f; }
OWN float sqrt(float x) { return __nvvm_sqrt_rn_f(x); }
OWN float tanh(float x) { return 1 - 2 / (exp(2 * x) + 1); }
OWN float fabs(float x) { return __builtin_fabsf(x); }
OWN int isnan(float x) { return x != x; }
OWN int isfinite(float x) { return fabs(x) < INFINITY; }
OWN int min(int a, int b) { return a < b ? a : b; }
H

# Prints what a program, given on standard input with the compiler's options, takes.
measure() {
  printf '%s\n' "$1"
  cat >"$work/program.cl"
  "$clang" -x cl -cl-std=CL1.2 -target nvptx64-nvidia-cuda -Xclang -target-cpu -Xclang sm_70 -O3 -w -S -include "$work/device.h" "${@:2}" \
    "$work/program.cl" -o "$work/program.ptx"
  java -cp "$jars" "$here/Registers.java" "$work/program.ptx" "${devices[@]}"
}

group=(-DCAPACITY=128 -DSTRIDE=101770)
measure 'group.cl' "${group[@]}" -DFEATURES=784 -DCLASSES=10 -DOF_BYTES=1 <"$sources/group.cl"
dense() { cat "$sources"/{product,activation,dense}.cl; }
dense | measure 'dense.cl, 784 to 128' "${group[@]}" '-DOWNER(k)=seeds[k]' -DWEIGHTS=0 -DBIAS=100352 -DCHANNELS=128 -DAREA=1 -DRELU=1 -DINPUTS=784 -DUNITS=128
dense | measure 'dense.cl, 128 to 10' "${group[@]}" '-DOWNER(k)=k' -DWEIGHTS=100480 -DBIAS=101760 -DCHANNELS=10 -DAREA=1 -DLINEAR=1 -DINPUTS=128 -DUNITS=10
"$home/optbench" show adam --kernel | measure 'adam'
# The same update in the layer with the most weights.
{
  "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "$home/target/classes:$home/target/test-classes:$home/target/lib/*" optbench.engine.opencl.FusedSource adam
  dense
} | measure 'dense.cl, 784 to 128, with adam' "${group[@]}" '-DOWNER(k)=seeds[k]' -DWEIGHTS=0 -DBIAS=100352 -DCHANNELS=128 -DAREA=1 -DRELU=1 -DINPUTS=784 \
  -DUNITS=128 -DFUSED=1
