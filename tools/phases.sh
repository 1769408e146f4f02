# shellcheck shell=bash
# Sourced by tools/quickstart and tools/test: runs the steps of a script quietly, one line and its seconds each, with
# everything they print in one log.

# start_log FILE: begins the log that the phases write to.
start_log() {
  phase_log=$1
  mkdir -p "$(dirname "$phase_log")"
  : >"$phase_log"
}

# phase NAME COMMAND [ARGUMENT...]: runs the command; prints the name, the seconds and the last line it printed. Standard
# output goes to the file $phase_stdout instead, if that is set. When the command fails: the end of the log, where the
# log is, and the end of the script with the command's exit code.
phase() {
  local name=$1 started=$SECONDS status=0 shown
  shift
  printf '\n== %s: %s\n' "$name" "$*" >>"$phase_log"
  printf '  %-10s' "$name"
  if [[ -n "${phase_stdout:-}" ]]; then
    "$@" >"$phase_stdout" 2>>"$phase_log" || status=$?
  else
    "$@" >>"$phase_log" 2>&1 || status=$?
  fi
  if ((status != 0)); then
    printf '%5d s  failed with exit code %d; the end of %s:\n\n' "$((SECONDS - started))" "$status" "$phase_log"
    tail -n 30 "$phase_log"
    printf '\nThe whole log: %s\n' "$phase_log"
    exit "$status"
  fi
  shown=$(tail -n 1 "$phase_log")
  printf '%5d s  %s\n' "$((SECONDS - started))" "${shown:0:100}"
}

