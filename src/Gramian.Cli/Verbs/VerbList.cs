namespace Gramian.Cli.Verbs;

/// <summary>The verbs, in the order in which help shows them.</summary>
internal static class VerbList
{
    public static IReadOnlyList<Verb> All() =>
    [
        new FitVerb(),
        new PredictVerb(),
        new EvaluateVerb(),
        new CompareVerb(),
        new DensityVerb(),
        new OutliersVerb(),
        new SvmTrainVerb(),
        new SvmPredictVerb(),
        new ImportVerb(),
        new ExportVerb(),
        new CompareDistributionsVerb(),
        new InspectVerb(),
        new VerifyVerb(),
        new CiteVerb(),
        new ReproduceVerb(),
        new BenchVerb(),
    ];
}
