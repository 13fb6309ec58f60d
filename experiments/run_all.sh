#!/bin/sh
# Runs every experiment and writes its figures into the READMEs. Needs CREDSCORE_DATA and the extra credscore[mlflow].
#   experiments/run_all.sh [options of `credscore train`, for example --limit 300]
# Those that the encoder reads for need annotations of annotators that have not seen the passages: ANNOTATIONS names the
# file that `python experiments/annotator/readings.py --folds` made. Without it they are passed over. OPAQUE names what
# `python experiments/scorer/opaque.py` kept of dev; without it the opaque reference is passed over.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
for name in base_rates tfidf_ridge rules_linear rules_additive rules_splines rules_wording; do
  echo "$name" >&2
  credscore train "$here/$name" "$@"
done
if [ -n "${ANNOTATIONS:-}" ]; then
  echo encoder_wording >&2
  credscore train "$here/encoder_wording" --annotations "$ANNOTATIONS" "$@"
  python "$here/scorer/run.py" --annotations "$ANNOTATIONS" ${OPAQUE:+--opaque "$OPAQUE"} "$@"
  python "$here/scorer/table.py"
fi
python "$here/table.py" --store
