#!/usr/bin/env python3
"""Makes the figures of LibsvmObjectiveTests.cs with svm-train of LIBSVM (3.24 when they were stored).

Rows: element (r, c) of the inputs is N(5, 3 r + c); s = sin 2x0 + x1 x2 + 0.3 N(6, r); the labels are the sign of s,
or 1, 2, 3 by s > 0.5, s < -0.5 and otherwise, or s itself. N(seed, i) is the generator of WorkloadRandom.
Usage: python3 libsvm_figures.py
"""
import math, os, re, subprocess, tempfile

MASK = (1 << 64) - 1


def mix(z):
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


def uniform(seed, i):
    return (mix((mix(seed) + (i + 1) * 0x9E3779B97F4A7C15) & MASK) >> 11) * 2.0 ** -53


def normal(seed, i):
    return math.sqrt(-2 * math.log(1 - uniform(seed, 2 * i))) * math.cos(2 * math.pi * uniform(seed, 2 * i + 1))


def rows(kind, count=240):
    for r in range(count):
        x = [normal(5, 3 * r + c) for c in range(3)]
        s = math.sin(2 * x[0]) + x[1] * x[2] + 0.3 * normal(6, r)
        y = s if kind == "values" else (1 if s > 0 else -1) if kind == "two" else 2 if s < -0.5 else 1 if s > 0.5 else 3
        yield "%.17g " % y + " ".join("%d:%.17g" % (k + 1, v) for k, v in enumerate(x))


CASES = [
    ("two", "-s 0 -t 2 -g 0.5 -c 1"), ("two", "-s 0 -t 2 -g 0.5 -c 30"), ("two", "-s 0 -t 0 -c 0.05 -w1 0.8"),
    ("two", "-s 0 -t 1 -d 2 -g 0.5 -r 1 -c 1"), ("classes", "-s 0 -t 2 -g 0.5 -c 2"),
    ("two", "-s 1 -t 2 -g 0.5 -n 0.3"), ("two", "-s 2 -t 2 -g 0.5 -n 0.2"), ("values", "-s 3 -t 2 -g 0.5 -c 1 -p 0.1"),
    ("values", "-s 4 -t 2 -g 0.5 -c 3 -n 0.3"),
]
folder = tempfile.mkdtemp()
for kind, letters in CASES:
    data, model = os.path.join(folder, kind), os.path.join(folder, "model")
    with open(data, "w") as f:
        f.write("\n".join(rows(kind)) + "\n")
    for tolerance in ("0.001", "0.000001"):
        out = subprocess.run(["svm-train", *letters.split(), "-e", tolerance, data, model],
                             capture_output=True, text=True, check=True).stdout
        print(kind, "|", letters, "|", tolerance, "|", re.findall(r"obj = (-?[\d.]+)", out))
