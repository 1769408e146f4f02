#!/usr/bin/env bash
# The Debian packages of a build on a clean Debian 12: a base system is laid out, the packages are installed in it with
# what they depend on, and an experiment is run there by a user who is not root. Root, a network; some minutes.
#
# usage: tests/tools/package_test.sh BUILD_FOLDER
set -euo pipefail

build=${1:?"usage: tests/tools/package_test.sh BUILD_FOLDER"}
if ! command -v debootstrap > /dev/null || [[ "$(id -u)" != 0 ]]; then
  echo "package_test: wants root and debootstrap (Debian's package of this name)" >&2
  exit 77
fi
scratch=$(mktemp -d)
trap 'umount --lazy "$scratch/root/proc" 2> /dev/null || true; rm -rf "$scratch"' EXIT

cmake --build "$build"
(cd "$build" && cpack -B "$scratch/packages")
mirror=$(awk '/^deb /{for (i = 2; i <= NF; ++i) if ($i ~ /^https?:/) {print $i; exit}} /^URIs:/{print $2; exit}' \
  /etc/apt/sources.list /etc/apt/sources.list.d/* 2> /dev/null || true)
mirror=${mirror%%$'\n'*}
debootstrap --variant=minbase bookworm "$scratch/root" ${mirror:+"$mirror"}
for file in /etc/apt/apt.conf.d/*proxy* /etc/apt/apt.conf; do
  [[ ! -f "$file" ]] || cp "$file" "$scratch/root/etc/apt/apt.conf.d/"
done
mount -t proc none "$scratch/root/proc"
cp "$scratch"/packages/detente_*.deb "$scratch"/packages/python3-detente_*.deb "$scratch/root/tmp"
inside() { chroot "$scratch/root" env -i PATH=/usr/bin:/bin:/usr/sbin:/sbin HOME=/tmp "$@"; }
inside sh -c 'apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends /tmp/*.deb'
inside useradd --create-home user
# Would catch: a library that is not depended on, a kernel or a configuration that is not packed.
inside su user -c 'cd && detente doctor && detente init mine.yaml && detente check mine.yaml &&
  detente run mine.yaml --runs 64 -q && detente report outputs/mine -q && test -s outputs/mine/report.html'
inside su user -c 'cd && python3 -c "
import detente
result = detente.open(\"outputs/mine\")
print(result.mean(\"crisis_cost\").to_dataframe())
print(detente.Simulation(\"/usr/share/detente/configs/western_balkans\").run(\"status_quo\", runs=64).crisis_cost.mean())"'
inside sh -c 'apt-get remove -y -q detente && ! command -v detente && test ! -e /usr/share/detente'
echo "package_test: installed, ran and removed on a clean Debian 12"
