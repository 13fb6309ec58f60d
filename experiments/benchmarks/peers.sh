#!/usr/bin/env bash
# Makes one throw-away environment for each program that credscore is compared with.
# Usage: experiments/benchmarks/peers.sh FOLDER [NAME...]
# What cannot be installed is told and left out; run.py then says so in its table.
set -u

folder=${1:?name a folder for the environments}
shift
python=${PYTHON:-python3}

# The newest releases in November 2026. setuptools < 81, because nela-features' dependencies still import pkg_resources.
declare -A packages=(
  [textdescriptives]="textdescriptives==2.8.4"
  [nela]="nela-features setuptools<81"
  [lftk]="lftk==1.0.9 setuptools<81"
  [proselint]="proselint==0.16.0"
)

names=("$@")
[ $# -gt 0 ] || names=(textdescriptives nela lftk proselint)
for name in "${names[@]}"; do
  echo "== $name: ${packages[$name]:?there is no peer of that name}"
  # shellcheck disable=SC2086 # several requirements, split on purpose
  "$python" -m venv "$folder/$name" && "$folder/$name/bin/pip" install --quiet ${packages[$name]} \
    || echo "   could not be installed"
done
