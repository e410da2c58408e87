using System.Diagnostics;
using System.Globalization;
using Gramian.Numerics.Random;

namespace Gramian.Cli.Tests.Verbs;

/// <summary>LIBSVM's model files at the door: in, out, and the same predictions on both sides.</summary>
public sealed class ImportVerbTests : IDisposable
{
    private const string TheirPredict = "/usr/bin/svm-predict";
    private const string TheirScale = "/usr/bin/svm-scale";
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("-s 0 -g 0.3 -c 2", "classes", "svm")]
    [InlineData("-s 0 -g 0.3 -c 2 -b 1", "classes", "svm")]
    [InlineData("-s 1 -n 0.7 -t 0", "two", "svm")]
    [InlineData("-s 1 -n 0.3 -g 0.3", "classes", "svm")]
    [InlineData("-s 1 -n 0.3 -t 1 -d 2 -g 0.5 -r 1 -b 1", "two", "svm")]
    [InlineData("-s 0 -t 3 -g 0.01 -r -0.5", "two", "svm")]
    [InlineData("-s 2 -n 0.2 -g 0.3", "two", "ocsvm")]
    [InlineData("-s 3 -p 0.05 -g 0.3", "values", "svr")]
    [InlineData("-s 3 -p 0.05 -g 0.3 -b 1", "values", "svr")]
    [InlineData("-s 4 -n 0.4 -c 3 -t 1 -d 3 -g 0.2", "values", "svr")]
    public void Every_kind_predicts_as_its_LIBSVM_model_does_and_goes_back(string letters, string data, string kind)
    {
        string train = Data(data, 1, 120), test = Data(data, 2, 60);
        Good("svm-train", "-q", letters, train, folder["a.model"]);
        RunResult imported = Good("import", folder["a.model"], folder["a.gram"]);
        Assert.Matches($@"model +{kind}\n", imported.Output);
        Assert.Contains("not known: the model was imported", imported.Output);
        Good("verify", folder["a.gram"]);
        bool isProbable = letters.Contains("-b 1", StringComparison.Ordinal) && data != "values";
        AssertPredicts("a.gram", test, "a.model", test, isProbable);

        // Out again, by way of a file: the same numbers to rounding, and so the same predictions.
        Good("export", folder["a.gram"], folder["b.model"]);
        Assert.False(File.Exists(folder["b.model.range"]));
        AssertPredicts("a.gram", test, "b.model", test, isProbable);
        Good("export", test, folder["rows.svm"], "--model", folder["a.gram"], "--format", "svmlight");
        AssertPredicts("a.gram", test, "b.model", folder["rows.svm"], isProbable);
    }

    // Below a least share, which grows with what cannot be told apart, the optimum of a nu machine is zero.
    [Fact]
    public void Too_small_a_nu_leaves_no_margin_and_a_larger_one_has_it()
    {
        string train = Data("two", 1, 120);
        string[] linear = ["svm-train", "-q", "-s", "1", "-t", "0", "-n"];
        InProcess.Run([.. linear, "0.1", train, folder["m"]]).AssertRefused(3, "take a larger nu");
        InProcess.Run([.. linear, "0.3", train, folder["m"]]).AssertRefused(3, "take a larger nu");
        Good([.. linear, "0.7", train, folder["m"]]);
    }

    [Fact]
    public void A_fitted_table_predicts_the_same_over_there_by_scaled_rows_and_by_exact_ones()
    {
        Good("fit", Samples.Iris, "--target", "species", "--model", "svm", "--no-report", "-o", folder["iris.gram"]);
        RunResult told = Good("export", folder["iris.gram"], folder["iris.model"]);
        Assert.Contains("1 = setosa, 2 = versicolor, 3 = virginica", told.Error);
        Assert.Contains("svm-scale -r", told.Error);
        Good("export", Samples.Iris, folder["rows.svmlight"], "--model", folder["iris.gram"]);
        Good("import", folder["iris.model"], folder["back.gram"], "--scaling", folder["iris.model.range"],
            "--columns", "sepal_length,sepal_width,petal_length,petal_width", "--target", "species", "--classes",
            "1=setosa,2=versicolor,3=virginica");
        AssertPredicts("iris.gram", Samples.Iris, "iris.model", folder["rows.svmlight"], isProbable: true);
        Assert.Equal(
            Good("predict", folder["iris.gram"], Samples.Iris).Output.Split('\n').Select(line => line.Split(',')[0]),
            Good("predict", folder["back.gram"], Samples.Iris).Output.Split('\n').Select(line => line.Split(',')[0]));

        Assert.SkipUnless(File.Exists(TheirScale), "svm-scale is not installed");
        Good("export", Samples.Iris, folder["raw.svmlight"], "--target", "species");
        File.WriteAllText(folder["scaled"], Run(
            TheirScale, ["-r", folder["iris.model.range"], folder["raw.svmlight"]]));

        // svm-scale writes six digits.
        AssertPredicts("iris.gram", Samples.Iris, "iris.model", folder["scaled"], isProbable: true, 2e-5);
    }

    [Theory]
    [InlineData("linear", true)]
    [InlineData("rbf(lengthscale=[1.5, 3])", false)]
    public void A_standardisation_is_folded_into_the_model_where_the_kernel_allows_it(string kernel, bool isFolded)
    {
        File.WriteAllLines(folder["t.csv"], ["a,b,label", .. Enumerable.Range(0, 80).Select(i =>
        {
            double a = 50 + (3 * WorkloadRandom.Normal(7, (ulong)(2 * i)));
            double b = WorkloadRandom.Normal(7, (ulong)((2 * i) + 1)) / 100;
            return FormattableString.Invariant($"{a},{b},{(a - 50 + (200 * b) > 0 ? 1 : -1)}");
        })]);
        Good("fit", folder["t.csv"], "--target", "label", "--model", "svm", "--kernel", kernel,
            "--no-report", "-o", folder["t.gram"]);
        RunResult told = Good("export", folder["t.gram"], folder["t.model"], "--json");
        Assert.Contains($"\"takes_columns\":{(isFolded ? "true" : "false")}", told.Output);
        Assert.Equal(!isFolded, File.Exists(folder["t.model.range"]));
        Good("export", folder["t.csv"], folder["rows.svm"], "--model", folder["t.gram"]);
        AssertPredicts("t.gram", folder["t.csv"], "t.model", folder["rows.svm"], isProbable: true);
        if (isFolded)
        {
            Good("export", folder["t.csv"], folder["raw.svm"], "--target", "label");
            AssertPredicts("t.gram", folder["t.csv"], "t.model", folder["raw.svm"], isProbable: true);
        }
    }

    [Fact]
    public void Categories_and_missing_cells_go_over_as_encoded_rows()
    {
        string[] kinds = ["low", "mid", "top"];
        File.WriteAllLines(folder["t.csv"], ["a,colour,b,kind", .. Enumerable.Range(0, 90).Select(i =>
        {
            double a = WorkloadRandom.Normal(9, (ulong)i);
            string b = i % 7 == 3 ? "" : FormattableString.Invariant($"{WorkloadRandom.Normal(10, (ulong)i)}");
            return FormattableString.Invariant(
                $"{a},{(i % 2 == 0 ? "red" : "blue")},{b},{kinds[a > 0.5 ? 2 : a > -0.5 ? i % 2 : 0]}");
        })]);
        Good("fit", folder["t.csv"], "--target", "kind", "--model", "svm", "--no-report", "-o", folder["t.gram"]);
        RunResult told = Good("export", folder["t.gram"], folder["t.model"]);
        Assert.Contains("reads encoded columns", told.Error);
        Good("export", folder["t.csv"], folder["rows.svm"], "--model", folder["t.gram"]);
        AssertPredicts("t.gram", folder["t.csv"], "t.model", folder["rows.svm"], isProbable: true);
    }

    [Fact]
    public void A_model_that_does_not_fit_a_table_is_refused_in_one_sentence()
    {
        Good("svm-train", "-q", "-g 0.3", Data("two", 1, 40), folder["m"]);
        File.WriteAllText(folder["wide"], File.ReadAllText(folder["m"]).TrimEnd() + " 70000:1 \n");
        File.WriteAllText(folder["range"], "x\n-1 1\n1 0 1\n2 0 1\n4 0 1\n");
        File.WriteAllText(folder["cut"], "x\n-1 1\n1 0\n");
        Refused("import m m.gram --columns a,b", 1, "uses 4 columns, but 2 names");
        Refused("import m m.gram --columns a,b,c,label", 1, "none that of the target");
        Refused("import m m.gram --scaling range", 1, "column 3, which the scaling does not have");
        Refused("import m m.gram --scaling cut", 1, "3 finite numbers");
        Refused("import m m.gram --scaling m", 1, "a line 'x'");
        Refused("import m m.gram --classes 1=yes", 1, "class -1 has no name");
        Refused("import m m.gram --classes 1=yes,-1=no,7=odd", 1, "no class '7'");
        Refused("import wide m.gram", 1, "too many for a table");
        Refused("import m m.txt", 2, ".gram");
        Refused("import absent m.gram", 1, "no such file");
        Refused("import range m.gram", 1, "not a line of a LIBSVM model");
        Good("svm-train", "-q", "-s 3", "-p 100", Data("values", 1, 40), folder["flat"]);
        Refused("import flat m.gram", 1, "no support vector");
        Good("import", folder["m"], folder["m.gram"], "--classes", "1=yes,-1=no");
        Refused("export m.gram m.csv", 2, ".model");
        Refused("export m.gram m2.model --target label", 2, "are for tables");
        Refused("export m.gram range.model", 0, "");
        Good("fit", Samples.Energy, "--target", "heating_load", "--model", "krr", "--no-report", "-o",
            folder["krr.gram"]);
        Refused("export krr.gram k.model", 1, "but the model is 'krr'");
        Good("fit", Samples.Iris, "--target", "species", "--model", "svm", "--kernel", "matern52", "--no-report", "-o",
            folder["mat.gram"]);
        Refused("export mat.gram k.model", 1, "LIBSVM has no kernel 'matern52");
    }

    // The same labels and probabilities from predict, from svm-predict here, and from theirs.
    private void AssertPredicts(
        string gram, string table, string model, string rows, bool isProbable, double tolerance = 2e-6)
    {
        string[] format = table.EndsWith(".csv", StringComparison.Ordinal) ? [] : ["--format", "svmlight"];
        string[][] expected = [.. Good(["predict", folder[gram], table, .. format]).Output
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(','))];
        string[] letters = isProbable ? ["-b", "1"] : [];
        Good(["svm-predict", .. letters, rows, folder[model], folder["ours"]]);
        AssertSame(expected, File.ReadAllLines(folder["ours"]), isProbable, tolerance);
        if (File.Exists(TheirPredict))
        {
            Run(TheirPredict, [.. letters, rows, folder[model], folder["theirs"]]);
            AssertSame(expected, File.ReadAllLines(folder["theirs"]), isProbable, tolerance);
        }
    }

    private static void AssertSame(string[][] expected, string[] lines, bool isProbable, double tolerance)
    {
        lines = isProbable ? lines[1..] : lines;
        Assert.Equal(expected.Length, lines.Length);
        var meaning = new Dictionary<string, string>();
        for (int i = 0; i < lines.Length; i++)
        {
            string[] words = lines[i].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            double theirs = Number(words[0]);
            if (double.TryParse(expected[i][0], NumberStyles.Float, CultureInfo.InvariantCulture, out double ours))
            {
                // Six digits are printed over there.
                Assert.Equal(ours, theirs, 1e-5 * Math.Abs(ours));
            }
            else
            {
                // A label of theirs means one class, and a class one label of theirs.
                meaning.TryAdd(words[0], expected[i][0]);
                meaning.TryAdd(expected[i][0], words[0]);
                Assert.Equal((expected[i][0], words[0]), (meaning[words[0]], meaning[expected[i][0]]));
            }

            if (isProbable)
            {
                for (int k = 1; k < words.Length; k++)
                {
                    Assert.Equal(Number(expected[i][k]), Number(words[k]), tolerance);
                }
            }
        }
    }

    private void Refused(string words, int code, string reason)
    {
        string[] parts = [.. words.Split(' ').Select((word, i) =>
            i is 1 or 2 || (i == 4 && words.Contains("--scaling", StringComparison.Ordinal)) ? folder[word] : word)];
        RunResult result = InProcess.Run(parts);
        Assert.True(code == result.ExitCode, words + ": " + result.Error);
        Assert.Contains(reason, result.Error);
    }

    private static RunResult Good(params string[] words)
    {
        RunResult result = InProcess.Run([.. words.SelectMany(word =>
            word.Length > 2 && word[0] == '-' && word[2] == ' ' ? word.Split(' ') : [word])]);
        Assert.True(result.ExitCode == 0, string.Join(' ', words) + ": " + result.Error);
        return result;
    }

    private static double Number(string word) => double.Parse(word, CultureInfo.InvariantCulture);

    private static string Run(string program, string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output;
    }

    // Sparse rows of four columns, the last of which the second file never names.
    private string Data(string kind, ulong seed, int rows)
    {
        string path = folder[FormattableString.Invariant($"{kind}{seed}-{rows}")];
        File.WriteAllLines(path, Enumerable.Range(0, rows).Select(i =>
        {
            double[] x = [.. Enumerable.Range(0, seed == 2 ? 3 : 4).Select(k => Math.Round(
                WorkloadRandom.Normal(seed, (ulong)((4 * i) + k)), 6))];
            x[i % x.Length] = 0;
            double s = Math.Sin(x[0]) + (x[1] * x[2]) + (x.Length > 3 ? 0.5 * x[3] : 0);
            double label = kind switch
            {
                "values" => Math.Round(s, 6),
                "two" => s > 0 ? 1 : -1,
                _ => s > 0.4 ? 2 : s > -0.4 ? 3 : 1,
            };
            return FormattableString.Invariant($"{label}")
                + string.Concat(x.Index().Where(entry => entry.Item != 0).Select(entry =>
                    FormattableString.Invariant($" {entry.Index + 1}:{entry.Item}")));
        }));
        return path;
    }
}
