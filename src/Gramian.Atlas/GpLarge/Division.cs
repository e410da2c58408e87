using Gramian.Atlas.GpUci;
using Gramian.Kernels;
using Gramian.Models.Tables;
using Gramian.Numerics.Random;

namespace Gramian.Atlas.GpLarge;

/// <summary>
/// Split 0 of one set, inputs and target standardised on its training rows, of which some are held out for the choice
/// of the model.
/// </summary>
/// <param name="Name">The name of the set.</param>
/// <param name="Train">The training rows.</param>
/// <param name="Targets">Their targets.</param>
/// <param name="Test">The test rows, which nothing but the last score sees.</param>
/// <param name="Truth">Their targets.</param>
/// <param name="TargetScale">The standard deviation of the training targets, in their own unit.</param>
internal sealed record Division(
    string Name, Points Train, double[] Targets, Points Test, double[] Truth, double TargetScale)
{
    private const int MostHeld = 2000;
    private const int HeldShare = 10;
    private const ulong HeldTask = 31;

    /// <summary>Reads a set.</summary>
    public static Division Read(DataFolders folders, string name)
    {
        UciSet set = UciSet.Read(folders, name);
        bool[] test = set.TestRows[0];
        int[] rows = [.. Enumerable.Range(0, test.Length)];
        var train = set.Table.SelectRows([.. rows.Where(row => !test[row])]);
        var held = set.Table.SelectRows([.. rows.Where(row => test[row])]);
        FittedTablePipeline pipeline = new TablePipeline(UciSet.Target).Fit(train);
        return new Division(
            name, pipeline.Encode(train, out _), pipeline.Targets(train), pipeline.Encode(held, out _),
            pipeline.Targets(held), pipeline.TargetScaling.Scale);
    }

    /// <summary>The training rows in two parts, drawn with a seed: those to fit and those to choose by.</summary>
    public (int[] Kept, int[] Held) Part(ulong seed)
    {
        int[] order = new RandomStream(seed, HeldTask).Permutation(Train.Count);
        int count = Math.Min(MostHeld, Train.Count / HeldShare);
        return ([.. order[count..].Order()], [.. order[..count].Order()]);
    }

    /// <summary>The targets of some training rows.</summary>
    public double[] TargetsOf(int[] rows) => Array.ConvertAll(rows, row => Targets[row]);
}
