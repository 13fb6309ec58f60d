#!/bin/sh
# Runs every experiment and writes its figures into the READMEs. Needs CREDSCORE_DATA and the extra credscore[mlflow].
#   experiments/run_all.sh [options of `credscore train`, for example --limit 300]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
for name in base_rates tfidf_ridge rules_linear rules_additive rules_splines rules_wording; do
  echo "$name" >&2
  credscore train "$here/$name" "$@"
done
python "$here/table.py" --store
