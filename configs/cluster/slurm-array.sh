#!/usr/bin/env bash
#SBATCH --job-name=optbench
#SBATCH --array=1-8
#SBATCH --cpus-per-task=1
#SBATCH --mem=2G
#SBATCH --time=04:00:00
#SBATCH --requeue
# Trains one part of an experiment in each task of a Slurm job array, into folders that lie beside each other:
#   sbatch configs/cluster/slurm-array.sh my-experiment.yaml results/mine
# and puts them together when all have ended:
#   ./optbench merge results/mine-shard-* --out results/mine
# Run ./optbench once before, on a machine with a network: it is built, and the data are downloaded, for all tasks. A task that was
# killed, and is queued again, goes on where it stopped. The number of parts is the array's; do not change it between two submissions.
set -euo pipefail

part=${SLURM_ARRAY_TASK_ID:-} parts=${SLURM_ARRAY_TASK_COUNT:-}
if [[ $# -lt 2 || -z $part || -z $parts ]]; then
  printf 'usage: sbatch --array=1-8 configs/cluster/slurm-array.sh SPEC OUT [OPTIONS OF run]\n' >&2
  exit 2
fi
spec=$1 out=$2
shift 2
# Slurm runs a copy of this script: the folder is the one that it was submitted from.
cd "${SLURM_SUBMIT_DIR:-.}"
exec ./optbench run "$spec" --shard "$part/$parts" --out "$out-shard-$part-of-$parts" --quiet "$@"
