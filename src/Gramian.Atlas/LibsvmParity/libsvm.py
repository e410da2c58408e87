"""LIBSVM's machines on the sets of libsvm-parity: objectives, support sets and test scores.

    python3 libsvm.py DATA_FOLDER libsvm.json VERSION [set ...]

DATA_FOLDER holds uci-classification/<set>/data.csv.gz, inputs and then 'class' (a column 'split' is left out; rows with
an empty cell too). Every third row is a test row; columns are scaled to [0, 1] by the training rows, or to 0.
Regressions have the class number as their target;
promoters, whose inputs are letters, is left out. Each machine is trained by svm-train at tolerance 1e-6, which gives
the objective, the support set and the test score by svm-predict, and at 1e-3, which gives a second objective. The
support set is one bit for each training row, in the order of the file, the highest bit of a hexadecimal digit first;
of equal rows the first ones count. The label of each test row is one figure, its place among the classes in ascending
order. The decision values of the first ten test rows, a column for each machine of two classes, are made of the model
file here; those of nu-SVC are stored times r, as its programme has them. VERSION is what the package manager says of
the programs.
"""
import csv
import gzip
import json
import math
import os
import re
import subprocess
import sys
import tempfile

MACHINES = {
    "C-SVC, rbf": "-s 0 -t 2 -c 10", "C-SVC, linear": "-s 0 -t 0 -c 1", "C-SVC, polynomial": "-s 0 -t 1 -d 2 -r 1 -c 1",
    "nu-SVC, rbf": "-s 1 -t 2 -n 0.2", "one-class, rbf": "-s 2 -t 2 -n 0.1",
    "epsilon-SVR, rbf": "-s 3 -t 2 -c 1 -p 0.1",
    "nu-SVR, rbf": "-s 4 -t 2 -c 1 -n 0.5",
}
TWO_CLASSES_ONLY = {"nu-SVC, rbf", "epsilon-SVR, rbf", "nu-SVR, rbf"}


def read(path):
    with gzip.open(path, "rt") as stream:
        table = list(csv.reader(stream))
    header = table[0]
    inputs = [k for k, name in enumerate(header) if name not in ("class", "split")]
    target = header.index("class")
    rows = [line for line in table[1:] if all(line[k] != "" for k in inputs)]
    x = [[float(line[k]) for k in inputs] for line in rows]
    y = [int(line[target]) for line in rows]
    train = [i for i in range(len(x)) if i % 3 != 2]
    test = [i for i in range(len(x)) if i % 3 == 2]
    low = [min(x[i][k] for i in train) for k in range(len(inputs))]
    high = [max(x[i][k] for i in train) for k in range(len(inputs))]

    def scaled(i):
        return [0.0 if high[k] == low[k] else (x[i][k] - low[k]) / (high[k] - low[k]) for k in range(len(inputs))]

    return [(y[i], scaled(i)) for i in train], [(y[i], scaled(i)) for i in test]


def write(path, rows):
    # Every column is named in every row, so that gamma's default is one over their number.
    with open(path, "w") as stream:
        for label, values in rows:
            stream.write("%d " % label + " ".join("%d:%.17g" % (k + 1, v) for k, v in enumerate(values)) + "\n")



def supports(model, train):
    """Which training rows are support vectors: those of a class come in the order of the file."""
    lines = open(model).read().split("\n")
    head = {line.split()[0]: line.split()[1:] for line in lines[:lines.index("SV")]}
    vectors = [line.split() for line in lines[lines.index("SV") + 1:] if line]
    if head["svm_type"][0] in ("c_svc", "nu_svc"):
        classes, columns = [int(word) for word in head["label"]], int(head["nr_class"][0]) - 1
        groups = [[i for i, row in enumerate(train) if row[0] == label] for label in classes]
        sizes = [int(word) for word in head["nr_sv"]]
    else:
        columns, groups, sizes = 1, [list(range(len(train)))], [len(vectors)]
    found, start = [0] * len(train), 0
    for group, size in zip(groups, sizes):
        waiting = iter(group)
        for words in vectors[start:start + size]:
            wanted = [(w.split(":")[0], w.split(":")[1]) for w in words[columns:] if float(w.split(":")[1]) != 0]
            for i in waiting:
                own = [(str(k + 1), "%.8g" % v) for k, v in enumerate(train[i][1]) if v != 0]
                if own == wanted:
                    found[i] = 1
                    break
            else:
                raise SystemExit("a support vector of %s is no training row" % model)
        start += size
    bits = "".join(map(str, found))
    bits += "0" * (-len(bits) % 4)
    return "".join("%x" % int(bits[k:k + 4], 2) for k in range(0, len(bits), 4))


def decisions(model, letters, queries):
    """The values of each machine at some rows, from the model file alone."""
    lines = open(model).read().split("\n")
    head = {line.split()[0]: line.split()[1:] for line in lines[:lines.index("SV")]}
    gamma, rho = 1.0 / len(queries[0][1]), [float(word) for word in head["rho"]]
    count = int(head["nr_class"][0]) if "nr_sv" in head else 2
    parts, kernel = [], letters.split()[3]
    for words in [line.split() for line in lines[lines.index("SV") + 1:] if line]:
        vector = {int(word.split(":")[0]) - 1: float(word.split(":")[1]) for word in words[count - 1:]}
        parts.append(([float(word) for word in words[:count - 1]], vector))
    groups = [i for i, size in enumerate(head.get("nr_sv", [])) for _ in range(int(size))] or [0] * len(parts)
    answer = []
    for _, x in queries:
        if kernel == "2":
            values = [math.exp(-gamma * sum((x[k] - v.get(k, 0.0)) ** 2 for k in range(len(x)))) for _, v in parts]
        else:
            values = [sum(x[k] * v for k, v in vector.items()) for _, vector in parts]
            values = values if kernel == "0" else [(gamma * value + 1) ** 2 for value in values]
        line = []
        for i in range(count):
            for j in range(i + 1, count):
                total = -rho[len(line)]
                for (weights, _), value, group in zip(parts, values, groups):
                    total += value * (weights[j - 1] if group == i else weights[i] if group == j else 0.0)
                line.append(total)
        answer.append(line)
    return answer


def run(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def main():
    folder, out, version = sys.argv[1:4]
    root = os.path.join(folder, "uci-classification")
    names = sys.argv[4:] or sorted(
        n for n in os.listdir(root) if os.path.isdir(os.path.join(root, n)) and n != "promoters")
    work = tempfile.mkdtemp()
    data, held, model, answer = (os.path.join(work, name) for name in ("data", "test", "model", "answer"))
    sets = {}
    for name in names:
        train, test = read(os.path.join(root, name, "data.csv.gz"))
        write(data, train)
        write(held, test)
        machines = {}
        for machine, letters in MACHINES.items():
            if machine in TWO_CLASSES_ONLY and len({label for label, _ in train}) > 2:
                continue
            loose = run("svm-train", *letters.split(), "-e", "1e-3", data, model)
            text = run("svm-train", *letters.split(), "-e", "1e-6", data, model)
            score = run("svm-predict", held, model, answer)
            hits = re.search(r"\((\d+)/(\d+)\) \(classification\)", score)
            shares = [1 / float(v) for v in re.findall(r"^C = (\S+)", text, re.M)] if machine == "nu-SVC, rbf" else []
            values = [[v * r for v, r in zip(line, shares or [1.0] * len(line))]
                      for line in decisions(model, letters, test[:10])]
            places = {label: k for k, label in enumerate(
                [-1, 1] if machine.startswith("one") else sorted({label for label, _ in train}))}
            machines[machine] = {
                "objectives": [float(v) for v in re.findall(r"obj = (-?[\d.]+)", text)],
                "objectives_loose": [float(v) for v in re.findall(r"obj = (-?[\d.]+)", loose)],
                "supports": supports(model, train),
                "values": [[float("%.9g" % v) for v in line] for line in values],
                **({"hits": int(hits.group(1)),
                    "labels": "".join(str(places[int(float(line))]) for line in open(answer))} if hits else
                   {"mean_squared_error": float(re.search(r"Mean squared error = (\S+)", score).group(1))}),
            }
        sets[name] = {"train": len(train), "test": len(test), "columns": len(train[0][1]), "machines": machines}
        print(name, len(train), {k: v["objectives"][:2] for k, v in machines.items()}, flush=True)
    with open(out, "w") as stream:
        stream.write(re.sub(r"\[[^\[\]{}]*\]", lambda list: " ".join(list.group().split()), json.dumps(
            {"versions": {"libsvm-tools": version}, "sets": sets}, indent=1)))
        stream.write("\n")


main()
