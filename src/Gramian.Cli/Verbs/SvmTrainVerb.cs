using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Gramian.Cli.Arguments;
using Gramian.Cli.Output;
using Gramian.Cli.Shell;
using Gramian.Models.SupportVectors;
using Gramian.Models.SupportVectors.Libsvm;
using Gramian.Numerics;

namespace Gramian.Cli.Verbs;

/// <summary>Trains a support vector machine by LIBSVM's letters, and writes LIBSVM's model file.</summary>
internal sealed class SvmTrainVerb : Verb
{
    private const int NoiseFolds = 5;
    private readonly Argument<string[]> rest;
    private readonly SvmFlags flags = new();

    public SvmTrainVerb()
        : base("svm-train", "Train a support vector machine on an svmlight file by LIBSVM's letters; -wLABEL X "
            + "multiplies C for a class.")
    {
        rest = Takes(new Argument<string[]>("DATA [MODEL]")
        {
            Description = "The training file, and the model file. Default: the data's name with .model, in the "
                + "current folder.",
            Arity = ArgumentArity.OneOrMore,
        });
        TakesAll(flags.All);
    }

    protected override int Run(Session session)
    {
        (List<string> files, ImmutableDictionary<double, double> weights) = SvmFlags.Split(session.Value(rest));
        if (files.Count is 0 or > 2)
        {
            throw RefusedException.Usage(
                $"svm-train takes a training file and at most a model file, but there were {files.Count}");
        }

        string path = files[0];
        var model = new OutputFile(
            files.Count == 2 ? files[1] : Path.GetFileName(path) + ".model", SvmText.IsModel);
        if (flags.Folds(session) is null)
        {
            model.Check();
        }

        SvmlightData data = SvmlightData.Read(session, path);
        SvmChoice choice = flags.Read(session, data.Dimension);
        if (choice.Kind == LibsvmKind.OneClass && choice.WithProbabilities)
        {
            throw RefusedException.Request("one class has no probabilities; leave out -b");
        }

        try
        {
            if (flags.Folds(session) is int folds)
            {
                CrossValidate(session, choice, weights, data, folds);
                return ExitCode.Ok;
            }

            LibsvmModel trained = Train(session, choice, weights, data, out IReadOnlyList<DualMachine> machines);
            model.WriteText(writer => LibsvmWriter.Write(trained, writer));
            return Report(session, choice, trained, machines, model.Path);
        }
        catch (ArgumentException refused)
        {
            throw RefusedException.Request(Failure.WithoutParameter(refused), path);
        }
    }

    private static LibsvmModel Train(
        Session session,
        SvmChoice choice,
        ImmutableDictionary<double, double> weights,
        SvmlightData data,
        out IReadOnlyList<DualMachine> machines)
    {
        switch (choice.Kind)
        {
            case LibsvmKind.OneClass:
                FittedOneClass support = session.Watch("training", compute =>
                    data.Sparse is { } rows
                        ? choice.OneClass().Fit(rows, options: compute)
                        : choice.OneClass().Fit(data.Dense!, options: compute));
                machines = [support.Machine];
                return LibsvmModel.Of(support).WithFeatures(data.Features);
            case LibsvmKind.WidthRegression or LibsvmKind.ShareRegression:
                FittedSupportVectorRegressor values = session.Watch("training", compute =>
                    data.Sparse is { } rows
                        ? choice.Regressor().Fit(rows, data.Labels, options: compute)
                        : choice.Regressor().Fit(data.Dense!, data.Labels, options: compute));
                machines = [values.Machine];
                return LibsvmModel.Of(values).As(choice.Kind).WithFeatures(
                    data.Features, choice.WithProbabilities ? Noise(session, choice, data) : null);
            default:
                FittedSupportVectorClassifier classes = session.Watch("training", compute =>
                    data.Sparse is { } rows
                        ? choice.Classifier(weights).Fit(rows, data.Labels, options: compute)
                        : choice.Classifier(weights).Fit(data.Dense!, data.Labels, options: compute));
                machines = classes.Training.Machines;
                return LibsvmModel.Of(classes).As(choice.Kind).WithFeatures(data.Features);
        }
    }

    private static double Noise(Session session, SvmChoice choice, SvmlightData data)
    {
        double[] predicted = session.Watch("finding the noise", compute => Regress(choice, data, NoiseFolds, compute));
        return SupportVectorFolds.LaplaceScale([.. data.Labels.Zip(predicted, (y, f) => y - f)]);
    }

    private static double[] Classify(
        SupportVectorClassifier recipe, SvmlightData data, int folds, ComputeOptions compute) =>
        data.Sparse is { } rows
            ? SupportVectorFolds.Classify(recipe, rows, data.Labels, folds, options: compute)
            : SupportVectorFolds.Classify(recipe, data.Dense!, data.Labels, folds, options: compute);

    private static double[] Support(
        OneClassSupportVectors recipe, SvmlightData data, int folds, ComputeOptions compute) =>
        data.Sparse is { } rows
            ? SupportVectorFolds.Support(recipe, rows, folds, options: compute)
            : SupportVectorFolds.Support(recipe, data.Dense!, folds, options: compute);

    private static double[] Regress(SvmChoice choice, SvmlightData data, int folds, ComputeOptions compute) =>
        data.Sparse is { } rows
            ? SupportVectorFolds.Regress(choice.Regressor(), rows, data.Labels, folds, options: compute)
            : SupportVectorFolds.Regress(choice.Regressor(), data.Dense!, data.Labels, folds, options: compute);

    private static void CrossValidate(
        Session session, SvmChoice choice, ImmutableDictionary<double, double> weights, SvmlightData data, int folds)
    {
        // As over there, one class is right where its 1 or −1 is the label.
        bool isRegression = choice.Kind is LibsvmKind.WidthRegression or LibsvmKind.ShareRegression;
        double[] predicted = session.Watch("validating", compute => isRegression
            ? Regress(choice, data, folds, compute)
            : choice.Kind == LibsvmKind.OneClass ? Support(choice.OneClass(), data, folds, compute)
            : Classify(choice.Classifier(weights), data, folds, compute));
        SvmText.Score(data.Labels, predicted, !isRegression).PrintValidation(session);
    }

    private int Report(
        Session session, SvmChoice choice, LibsvmModel model, IReadOnlyList<DualMachine> machines, string path)
    {
        DualMachine? missed = machines.FirstOrDefault(machine => !machine.Certificate.Converged);
        if (session.Json)
        {
            Json.Write(session.Output, new JsonObject
            {
                ["model_file"] = path,
                ["support_vectors"] = model.Expansion.Count,
                ["machines"] = new JsonArray([.. machines.Select(machine => (JsonNode)new JsonObject
                {
                    ["iterations"] = machine.Certificate.Iterations,
                    ["objective"] = Json.Number(machine.Objective),
                    ["rho"] = Json.Number(machine.Offset),
                    ["support_vectors"] = machine.SupportCount,
                    ["bounded"] = machine.BoundedCount,
                    ["duality_gap"] = Json.Number(machine.Certificate.DualityGap),
                    ["converged"] = machine.Certificate.Converged,
                })]),
            });
        }
        else if (!flags.IsQuiet(session))
        {
            foreach (DualMachine machine in machines)
            {
                session.Output.Write(SvmText.Training(choice.Kind, machine));
            }

            if (model.IsClassification)
            {
                session.Output.WriteLine(
                    string.Create(CultureInfo.InvariantCulture, $"Total nSV = {model.Expansion.Count}"));
            }
        }

        if (missed is not null)
        {
            session.Note(missed.Certificate.Remedy!);
        }

        return missed is null ? ExitCode.Ok : ExitCode.Numerical;
    }
}
