#!/bin/sh
# Process 1 of a container without an engine, inside "unshare --pid --fork --mount":
#   enter.sh ROOT UID GID WORKDIR [SOURCE TARGET ro|rw]... -- COMMAND...
# ROOT becomes a read-only /; only the system's libraries, /proc and the mounts are laid into it.
set -eu
root=$1 uid=$2 gid=$3 workdir=$4
shift 4

lay() {
  mount --bind "$1" "$root$2"
  if [ "$3" = ro ]; then mount -o remount,bind,ro "$root$2"; fi
}

mount --bind "$root" "$root"
for libraries in /usr/lib /lib /lib64; do
  if [ -d "$libraries" ]; then lay "$libraries" "$libraries" ro; fi
done
mount -t proc proc "$root/proc"
while [ "$1" != -- ]; do
  lay "$1" "$2" "$3"
  shift 3
done
shift
mount -o remount,bind,ro "$root"
exec unshare --root="$root" --wd="$workdir" --setgid="$gid" --setuid="$uid" -- "$@"
