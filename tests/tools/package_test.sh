#!/usr/bin/env bash
# The Debian packages of a build: lintian finds nothing in them, and on a clean Debian 12, which is laid out here, they
# are installed with what they depend on, and an experiment is run by a user who is not root. Root, a network; some
# minutes.
#
# usage: tests/tools/package_test.sh BUILD_FOLDER
set -euo pipefail

build=${1:?"usage: tests/tools/package_test.sh BUILD_FOLDER"}
if ! command -v debootstrap > /dev/null || ! command -v lintian > /dev/null || [[ "$(id -u)" != 0 ]]; then
  echo "package_test: wants root, debootstrap and lintian (Debian's packages of these names)" >&2
  exit 77
fi
scratch=$(mktemp -d)
trap 'umount --lazy "$scratch/root/proc" 2> /dev/null || true; rm -rf "$scratch"' EXIT

cmake --build "$build"
# Packed with an unusual umask. Would catch: folders that only those can open who packed them.
(umask 077 && cd "$build" && cpack -B "$scratch/packages")
# Would catch: a command without its manual, a path to libraries of the machine that packed, a package without its licence.
# What may stay is in tools/cmake/debian/*.lintian-overrides, with the reason.
lintian --no-cfg --profile debian --allow-root --fail-on error,warning "$scratch"/packages/*.deb
mirror=$(awk '/^deb /{for (i = 2; i <= NF; ++i) if ($i ~ /^https?:/) {print $i; exit}} /^URIs:/{print $2; exit}' \
  /etc/apt/sources.list /etc/apt/sources.list.d/* 2> /dev/null || true)
mirror=${mirror%%$'\n'*}
debootstrap --variant=minbase bookworm "$scratch/root" ${mirror:+"$mirror"}
for file in /etc/apt/apt.conf.d/*proxy* /etc/apt/apt.conf; do
  [[ ! -f "$file" ]] || cp "$file" "$scratch/root/etc/apt/apt.conf.d/"
done
mount -t proc none "$scratch/root/proc"
install -m 644 "$scratch"/packages/detente_*.deb "$scratch"/packages/python3-detente_*.deb "$scratch/root/tmp"
inside() { chroot "$scratch/root" env -i PATH=/usr/bin:/bin:/usr/sbin:/sbin HOME=/tmp "$@"; }
inside sh -c 'apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends /tmp/*.deb'
# Would catch: a package that Python does not know by its version, or that each user has to compile anew.
inside python3 -c 'import importlib.metadata; print("package for Python:", importlib.metadata.version("detente"))'
inside test -d /usr/lib/python3/dist-packages/detente/__pycache__
inside useradd --create-home user
# Would catch: a library that is not depended on, a kernel or a configuration that is not packed.
inside su user -c 'cd && detente doctor && detente init mine.yaml && detente check mine.yaml &&
  detente run mine.yaml --runs 64 -q && detente report outputs/mine -q && test -s outputs/mine/report.html'
inside su user -c 'cd && python3 -c "
import detente
result = detente.open(\"outputs/mine\")
print(result.mean(\"crisis_cost\").to_dataframe())
print(detente.Simulation(\"/usr/share/detente/configs/western_balkans\").run(\"status_quo\", runs=64).crisis_cost.mean())"'
inside sh -c 'apt-get remove -y -q detente && ! command -v detente && test ! -e /usr/share/detente &&
  test ! -e /usr/lib/python3/dist-packages/detente'  # python3-detente goes with it, and what was compiled of it
echo "package_test: nothing for lintian; installed, ran and removed on a clean Debian 12"
