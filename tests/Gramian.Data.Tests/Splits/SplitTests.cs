using FsCheck;
using FsCheck.Fluent;
using Gramian.Data.Splits;
using Gramian.Numerics.Random;

namespace Gramian.Data.Tests.Splits;

public sealed class SplitTests
{
    [Fact]
    public void Folds_test_every_row_once_and_differ_in_size_by_at_most_one() => Prop.ForAll(
        Gen.Choose(2, 200).SelectMany(n => Gen.Choose(2, n).Select(k => (n, k))).ToArbitrary(),
        pair =>
        {
            Fold[] folds = KFold.Make(pair.n, pair.k, new RandomStream(7));
            AssertPartition(folds, pair.n);
            return folds.Max(f => f.Test.Length) - folds.Min(f => f.Test.Length) <= 1;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Stratified_folds_share_every_class() => Prop.ForAll(
        Gen.Choose(0, 3).ArrayOf(97).ToArbitrary(),
        classes =>
        {
            Fold[] folds = StratifiedKFold.Make(classes, 5, new RandomStream(1));
            AssertPartition(folds, classes.Length);
            for (int c = 0; c <= 3; c++)
            {
                int[] counts = [.. folds.Select(f => f.Test.Count(row => classes[row] == c))];
                Assert.InRange(counts.Max() - counts.Min(), 0, 1);
            }

            return folds.Max(f => f.Test.Length) - folds.Min(f => f.Test.Length) <= 1;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(2, 0.5, 1)]
    [InlineData(100, 0.2, 20)]
    [InlineData(10, 0.0001, 1)]
    [InlineData(10, 0.9999, 9)]
    public void A_split_has_the_share_and_two_parts(int rows, double share, int test)
    {
        Fold fold = TrainTestSplit.Make(rows, share, new RandomStream(3));
        Assert.Equal(test, fold.Test.Length);
        Assert.Equal(Enumerable.Range(0, rows), fold.Train.Concat(fold.Test).Order());
    }

    [Fact]
    public void The_same_seed_gives_the_same_folds_and_another_does_not()
    {
        Assert.Equal(Tests(5), Tests(5));
        Assert.NotEqual(Tests(5), Tests(6));

        static IEnumerable<int> Tests(ulong seed) => KFold.Make(50, 5, new RandomStream(seed)).SelectMany(f => f.Test);
    }

    [Theory]
    [InlineData(10, 1)]
    [InlineData(10, 11)]
    [InlineData(0, 2)]
    public void Rejects_a_number_of_folds_that_cannot_be(int rows, int folds) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => KFold.Make(rows, folds, new RandomStream(0)));

    private static void AssertPartition(Fold[] folds, int rows)
    {
        Assert.Equal(Enumerable.Range(0, rows), folds.SelectMany(f => f.Test).Order());
        foreach (Fold fold in folds)
        {
            Assert.Equal(Enumerable.Range(0, rows), fold.Train.Concat(fold.Test).Order());
        }
    }
}
