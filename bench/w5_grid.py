"""W5-grid and W5-predict beside scikit-learn and svm-predict, on the rows of `gramian bench W5 --only grid,predict`.

    PEERS=<folder with common.py> python3 bench/w5_grid.py [--only grid] [--only predict]

Grid: GridSearchCV(SVC) in one process, gamma = scale * 0.01 ... 100, C = 0.1 ... 1000, 5 stratified folds in order,
tolerance 1e-3, cache 200 MB. Predict: svm-predict with its time for reading 50 000 rows subtracted, which a model of
one support vector tells.
"""
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.environ.get("PEERS", "."))
from common import ARGS, N, U, emit, want  # noqa: E402

import numpy as np  # noqa: E402
import time  # noqa: E402


def synth(n):
    m = n + 5000
    x = N(21, m, 20)
    s = np.sin(x[:, 0]) + x[:, 1] * x[:, 2] / 2 + 0.5 * x[:, 3] ** 2 - 0.5 + 0.5 * x[:, 4] + 0.3 * N(22, m)
    labels = np.where(s > 0, 1.0, -1.0)
    flipped = U(23, m) < 0.05
    labels[flipped] = -labels[flipped]
    return x[:n], labels[:n], s[:n]


def grid():
    from sklearn.model_selection import GridSearchCV, StratifiedKFold
    from sklearn.svm import SVC
    x, y, _ = synth(3000)
    scale = 1.0 / (x.shape[1] * x.var())
    steps = [0.01, 0.1, 1, 10, 100]
    search = GridSearchCV(
        SVC(tol=1e-3, cache_size=200), {"gamma": [k * scale for k in steps], "C": [10 * k for k in steps]},
        cv=StratifiedKFold(5), refit=False)
    times = []
    for _ in range(int(os.environ.get("REPEATS", "1"))):
        start = time.perf_counter()
        search.fit(x, y)
        times.append(time.perf_counter() - start)
    found = search.cv_results_
    table = {(p["gamma"], p["C"]): mean for p, mean in zip(found["params"], found["mean_test_score"])}
    emit("W5-grid", "sklearn", times, 3000, 20, "f64", {
        "accuracies": [[table[k * scale, 10 * c] for c in steps] for k in steps]}, None, threads=1)


def write(path, x, y):
    with open(path, "w") as stream:
        for row, target in zip(x, y):
            stream.write("%.17g " % target + " ".join("%d:%.17g" % (k + 1, v) for k, v in enumerate(row)) + "\n")


def predict():
    folder = tempfile.mkdtemp()
    train, queries, model, one, out = (os.path.join(folder, k) for k in ("train", "queries", "model", "one", "out"))
    x, _, s = synth(10000)
    write(train, x, s)
    write(queries, N(24, 50000, 20), np.zeros(50000))
    gamma = repr(float(1.0 / (x.shape[1] * x.var())))
    subprocess.run(["svm-train", "-s", "3", "-q", "-g", gamma, "-m", "1000", train, model], check=True)
    lines = open(model).read().split("\n")
    place = lines.index("SV")
    text = [line if not line.startswith("total_sv") else "total_sv 1" for line in lines[:place + 2]]
    open(one, "w").write("\n".join(text) + "\n")
    times, reading = [], []
    for name, found in ((model, times), (one, reading)):
        for _ in range(1 if name == model else 3):
            start = time.perf_counter()
            subprocess.run(["svm-predict", queries, name, out], check=True, stdout=subprocess.DEVNULL)
            found.append(time.perf_counter() - start)
        if name == model:
            total = float(np.loadtxt(out).sum())
    emit("W5-predict", "svm-predict", [t - min(reading) for t in times], 50000, 20, "f64", {
        "n_sv": len(lines) - place - 2, "sum": total, "reading_s": min(reading)}, None, threads=1)


if want("grid-n3000"):
    grid()
if want("predict-n50000"):
    predict()
