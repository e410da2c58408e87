using System.CommandLine;
using System.Globalization;
using Gramian.Cli.Arguments;
using Gramian.Cli.Output;
using Gramian.Cli.Shell;
using Gramian.Data;
using Gramian.Models.SupportVectors.Libsvm;
using Gramian.Numerics;

namespace Gramian.Cli.Verbs;

/// <summary>Predicts an svmlight file by a LIBSVM model file, with LIBSVM's output.</summary>
internal sealed class SvmPredictVerb : Verb
{
    private readonly Argument<string> data;
    private readonly Argument<string> model;
    private readonly Argument<string> output;
    private readonly Option<int?> probabilities;
    private readonly Option<bool> quiet;

    public SvmPredictVerb()
        : base("svm-predict", "Predict an svmlight file by a LIBSVM model file.")
    {
        data = Takes(Flags.Path("DATA", "The file to predict."));
        model = Takes(Flags.Path("MODEL", "The model file."));
        output = Takes(Flags.Path("OUTPUT", "Where the predictions go, one on each line."));
        probabilities = Takes(Flags.Whole<int>("--probabilities", 0, 1,
            "1 to predict by probabilities and write them, 0 not to. Default: 0."));
        probabilities.Aliases.Add("-b");
        quiet = Takes(Flags.Switch("--quiet", "Print no score."));
        quiet.Aliases.Add("-q");
    }

    protected override int Run(Session session)
    {
        var file = new OutputFile(session.Value(output), SvmText.IsPredictions);
        file.Check();
        string modelPath = session.Value(model);
        ModelSource.CheckThere(modelPath);
        LibsvmModel loaded = LibsvmReader.Load(modelPath);
        bool withProbabilities = session.Value(probabilities) == 1;
        if (withProbabilities && loaded.Scalings is null && loaded.NoiseScale is null)
        {
            throw RefusedException.Request(
                "the model has no probabilities; train it with -b 1, or predict without -b", modelPath);
        }

        SparseTable rows = SvmlightData.ReadTable(session, session.Value(data));
        using Matrix<double> decisions = session.Watch(
            "predicting", compute => loaded.DecisionValues(loaded.Queries(rows), compute));
        Matrix<double>? shares = withProbabilities ? loaded.Probabilities(decisions) : null;
        double[] predicted = shares is null ? loaded.Decide(decisions) : MostProbable(loaded, shares);
        file.WriteText(writer => Write(writer, loaded, predicted, shares));
        bool isSilent = session.Value(quiet) || session.Json;
        if (!isSilent && !withProbabilities && (loaded.Scalings is not null || loaded.NoiseScale is not null))
        {
            session.Output.Write("Model supports probability estimates, but disabled in prediction.\n");
        }

        if (!isSilent && withProbabilities && loaded.NoiseScale is double noise)
        {
            session.Output.Write(string.Create(CultureInfo.InvariantCulture,
                $"Prob. model for test data: target value = predicted value + z,\n"
                + $"z: Laplace distribution e^(-|z|/sigma)/(2sigma),sigma={SvmText.G(noise)}\n"));
        }

        if (!session.Value(quiet) || session.Json)
        {
            SvmText.Score([.. rows.Labels], predicted, loaded.Kind is not (
                LibsvmKind.WidthRegression or LibsvmKind.ShareRegression)).PrintPrediction(session);
        }

        return ExitCode.Ok;
    }

    private static double[] MostProbable(LibsvmModel model, Matrix<double> shares) =>
        [.. Enumerable.Range(0, shares.Rows).Select(row =>
        {
            double[] line = shares.Row(row).ToArray();
            return model.Labels[Array.IndexOf(line, line.Max())];
        })];

    private static void Write(TextWriter writer, LibsvmModel model, double[] predicted, Matrix<double>? shares)
    {
        if (shares is not null)
        {
            writer.Write("labels");
            foreach (double label in model.Labels)
            {
                writer.Write(' ');
                writer.Write(SvmText.G(label));
            }

            writer.Write('\n');
        }

        for (int i = 0; i < predicted.Length; i++)
        {
            writer.Write(SvmText.G17(predicted[i]));
            for (int k = 0; k < (shares?.Columns ?? 0); k++)
            {
                writer.Write(' ');
                writer.Write(SvmText.G(shares![i, k]));
            }

            writer.Write('\n');
        }
    }
}
