# shellcheck shell=bash
# Sourced by the job scripts beside it, which are submitted from the top of the source tree: what they have in common.

# shellcheck disable=SC2034  # who sources this uses both
detente=${DETENTE:-build/release/tools/detente/detente}
# shellcheck disable=SC2034
detente_mpi=${DETENTE_MPI:-build/release/tools/cluster/detente-mpi}
margin=${DETENTE_MARGIN:-60}  # seconds of the job's time that are left to Slurm and the file system

die() {
  printf 'error %s\n' "$1" >&2
  exit 2
}

# Options that make the program stop in time; nothing for a job without a limit. squeue prints the time left as
# [days-][[hours:]minutes:]seconds.
time_limit() {
  local left days=0 fields seconds=0 field
  left=$(squeue --noheader --jobs="$SLURM_JOB_ID" --format=%L)
  [[ "$left" =~ ^[0-9:-]+$ ]] || return 0
  if [[ "$left" == *-* ]]; then
    days=${left%%-*}
    left=${left#*-}
  fi
  IFS=: read -ra fields <<<"$left"
  for field in "${fields[@]}"; do seconds=$((60 * seconds + 10#$field)); done
  seconds=$((86400 * days + seconds - margin))
  ((seconds > 0)) || die "the job's time limit is shorter than the margin of $margin s"
  printf '%s\n' --time-limit "${seconds}s"
}

count_parts() {
  { find "$1/parts" -name 'part-*.h5' 2>/dev/null || true; } | wc -l  # there may be no folder yet
}

# go_on FOLDER COMMAND...: runs a command that goes on with the ensemble in the folder. If it stops at the time limit, or
# because of SIGUSR1 (exit 75), puts the job back into the queue, unless it stored no part at all: then it would never end.
go_on() {
  local folder=$1 before status=0
  shift
  before=$(count_parts "$folder")
  "$@" || status=$?
  if ((status != 75)); then exit "$status"; fi
  if (($(count_parts "$folder") <= before)); then
    die "no part was stored in the time of this job; give it more, more threads, or smaller parts (record.part_runs)"
  fi
  scontrol requeue "$SLURM_JOB_ID"  # the number of this task alone, also in an array
  sleep 600  # Slurm ends this script
}
