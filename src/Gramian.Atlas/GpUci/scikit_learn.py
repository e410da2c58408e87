"""scikit-learn's exact Gaussian process on the five sets and ten splits of gp-uci.

    OPENBLAS_NUM_THREADS=1 python3 scikit_learn.py DATA_FOLDER scikit_learn.json [set ...]

DATA_FOLDER holds concrete/, energy/, yacht/, housing/ and wine/, each with data.csv.gz and test_mask.csv.gz.
The model: ConstantKernel * RBF(one length scale per input) + WhiteKernel, default bounds, three restarts,
random_state 0, inputs and y standardised with the mean and the standard deviation (ddof 0) of the training rows.
Each split is written as soon as it is done; splits that the file already holds are not run again.
"""
import gzip
import json
import os
import platform
import sys
import time
import warnings

import numpy as np
import scipy
import sklearn
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import RBF, ConstantKernel, WhiteKernel

SETS = ["yacht", "housing", "energy", "concrete", "wine"]
SPLITS = 10
NORMAL_975 = 1.959963984540054


def read(folder, name):
    def table(file):
        with gzip.open(os.path.join(folder, name, file), "rt") as stream:
            return np.loadtxt(stream, delimiter=",")
    data, masks = table("data.csv.gz"), table("test_mask.csv.gz").astype(bool)
    return data[:, :-1], data[:, -1], masks


def run(inputs, targets, test):
    train = ~test
    centre, scale = inputs[train].mean(0), inputs[train].std(0)
    x, queries = (inputs[train] - centre) / scale, (inputs[test] - centre) / scale
    mean, deviation = targets[train].mean(), targets[train].std()
    y, truth = (targets[train] - mean) / deviation, (targets[test] - mean) / deviation
    kernel = ConstantKernel() * RBF(np.ones(x.shape[1])) + WhiteKernel()
    model = GaussianProcessRegressor(kernel, n_restarts_optimizer=3, random_state=0)
    start = time.perf_counter()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        model.fit(x, y)
    fitted = time.perf_counter()
    predicted, sd = model.predict(queries, return_std=True)
    error = truth - predicted
    rmse = float(np.sqrt(np.mean(error ** 2)))
    nlpd = float(np.mean(0.5 * np.log(2 * np.pi * sd ** 2) + 0.5 * (error / sd) ** 2))
    return {
        "rows_train": int(train.sum()), "rows_test": int(test.sum()),
        "rmse": rmse, "nlpd": nlpd,
        "rmse_raw": rmse * float(deviation), "nlpd_raw": nlpd + float(np.log(deviation)),
        "covered95": int(np.sum(np.abs(error) <= NORMAL_975 * sd)),
        "log_marginal_likelihood": float(model.log_marginal_likelihood_value_),
        "kernel": str(model.kernel_), "warnings": sorted({str(w.message).split("\n")[0] for w in caught}),
        "seconds_fit": round(fitted - start, 2),
    }


def main():
    folder, output = sys.argv[1], sys.argv[2]
    result = {"model": "ConstantKernel * RBF(ARD) + WhiteKernel, n_restarts_optimizer=3, random_state=0",
              "versions": {"scikit-learn": sklearn.__version__, "numpy": np.__version__,
                           "scipy": scipy.__version__, "python": platform.python_version()},
              "script": "scikit_learn.py", "sets": {}}
    if os.path.exists(output):
        with open(output) as stream:
            result["sets"] = json.load(stream)["sets"]
    for name in sys.argv[3:] or SETS:
        inputs, targets, masks = read(folder, name)
        done = result["sets"].setdefault(name, {})
        for split in range(SPLITS):
            if str(split) in done:
                continue
            done[str(split)] = run(inputs, targets, masks[:, split])
            with open(output + ".partial", "w") as stream:
                json.dump(result, stream, indent=1)
                stream.write("\n")
            os.replace(output + ".partial", output)
            print(name, split, done[str(split)]["rmse"], done[str(split)]["nlpd"],
                  done[str(split)]["seconds_fit"], flush=True)


if __name__ == "__main__":
    main()
