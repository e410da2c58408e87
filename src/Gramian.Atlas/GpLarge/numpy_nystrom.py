"""NumPy's Nystroem ridge regression on split 0 of the six sets of gp-large.

    OPENBLAS_NUM_THREADS=2 OPENBLAS_CORETYPE=SkylakeX python3 numpy_nystrom.py DATA_FOLDER numpy_nystrom.json [set ...]

DATA_FOLDER holds kin40k/, protein/, elevators/, bike/, pol/ and keggdirected/, each with data.csv.gz and
test_mask.csv.gz. The model: RBF exp(-|x-y|^2 / (2 l^2)), the first 3000 training rows as centres, the normal equations
K'K + 1e-7 n R solved by a Cholesky factor, inputs and y standardised with the mean and the standard deviation (ddof 0)
of the training rows. The lengthscale is 1.5 for kin40k and 1.0 for protein, and the square root of the number of inputs
for the others; no test row was seen when they were chosen. Each set is written as soon as it is done.
"""
import gzip
import json
import os
import platform
import sys
import time

import numpy as np
import scipy
import scipy.linalg

SETS = ["pol", "elevators", "bike", "kin40k", "protein", "keggdirected"]
LENGTHSCALES = {"kin40k": 1.5, "protein": 1.0}
CENTRES, RIDGE, BLOCK = 3000, 1e-7, 5000


def read(folder, name):
    def table(file):
        with gzip.open(os.path.join(folder, name, file), "rt") as stream:
            return np.loadtxt(stream, delimiter=",")
    data, masks = table("data.csv.gz"), table("test_mask.csv.gz").astype(bool)
    return data[:, :-1], data[:, -1], masks[:, 0]


def run(name, inputs, targets, test):
    train = ~test
    centre, scale = inputs[train].mean(0), inputs[train].std(0)
    scale[scale == 0] = 1
    x, queries = (inputs[train] - centre) / scale, (inputs[test] - centre) / scale
    mean, deviation = targets[train].mean(), targets[train].std()
    y, truth = (targets[train] - mean) / deviation, (targets[test] - mean) / deviation
    n, d = x.shape
    lengthscale = LENGTHSCALES.get(name, float(np.sqrt(d)))
    centres = x[:CENTRES]
    squares = (centres * centres).sum(1)

    def kernel(rows):
        distances = rows @ centres.T
        distances *= 2
        distances -= squares[None]
        distances -= (rows * rows).sum(1)[:, None]
        np.minimum(distances, 0, out=distances)
        distances *= 0.5 / lengthscale ** 2
        return np.exp(distances, out=distances)

    start = time.perf_counter()
    normal, right = np.zeros((CENTRES, CENTRES)), np.zeros(CENTRES)
    for i in range(0, n, BLOCK):
        block = kernel(x[i:i + BLOCK])
        normal += block.T @ block
        right += block.T @ y[i:i + BLOCK]
    normal += RIDGE * n * kernel(centres)
    normal[np.diag_indices(CENTRES)] += 1e-12 * np.trace(normal)
    weights = scipy.linalg.solve(normal, right, assume_a="pos")
    fitted = time.perf_counter()
    predicted = np.concatenate([kernel(queries[i:i + BLOCK]) @ weights for i in range(0, len(queries), BLOCK)])
    return {
        "rows_train": n, "rows_test": len(queries), "inputs": d, "lengthscale": lengthscale,
        "rmse": float(np.sqrt(np.mean((truth - predicted) ** 2))), "target_scale": float(deviation),
        "seconds_fit": round(fitted - start, 2),
    }


def main():
    folder, output = sys.argv[1], sys.argv[2]
    result = {"model": "Nystroem ridge regression, RBF, first 3000 training rows, ridge 1e-7 n, normal equations",
              "versions": {"numpy": np.__version__, "scipy": scipy.__version__, "python": platform.python_version()},
              "script": "numpy_nystrom.py", "sets": {}}
    for name in sys.argv[3:] or SETS:
        result["sets"][name] = run(name, *read(folder, name))
        with open(output, "w") as stream:
            json.dump(result, stream, indent=1)
            stream.write("\n")
        print(name, result["sets"][name], flush=True)


if __name__ == "__main__":
    main()
