#!/bin/sh
# Runs every experiment and writes its figures into the READMEs. Needs CREDSCORE_DATA and the extra credscore[mlflow].
#   experiments/run_all.sh [options of `credscore train`, for example --limit 300]
# Those that the encoder reads for need annotations of annotators that have not seen the passages: ANNOTATIONS names the
# file that `python experiments/annotator/readings.py --folds` made. Without it they are passed over.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
for name in base_rates tfidf_ridge rules_linear rules_additive rules_splines rules_wording; do
  echo "$name" >&2
  credscore train "$here/$name" "$@"
done
if [ -n "${ANNOTATIONS:-}" ]; then
  for name in encoder_splines encoder_wording; do
    echo "$name" >&2
    credscore train "$here/$name" --annotations "$ANNOTATIONS" "$@"
  done
fi
python "$here/table.py" --store
