using System.Runtime.CompilerServices;
using Gramian.Kernels;
using Gramian.Numerics;
using Gramian.Numerics.Random;
using Gramian.Solvers;
using Xunit;
using Xunit.Sdk;

namespace Gramian.Testing.Models;

/// <summary>Proves the laws of everything that is fitted to rows, whatever it answers.</summary>
/// <remarks>
/// A law that does not hold for an instance is named in <see cref="ExpectedFailure"/> with its reason; once it holds,
/// the suite fails until the reason is taken away.
/// </remarks>
/// <typeparam name="TRecipe">The type of the recipe.</typeparam>
public abstract class FitConformance<TRecipe>
{
    /// <summary>The number of columns of the problems.</summary>
    protected const int Dimension = 3;

    /// <summary>The recipes to prove, with fixed hyperparameters or a search that ends alike on equal data.</summary>
    protected abstract IEnumerable<TRecipe> Instances { get; }

    /// <summary>The number of rows of the usual problem.</summary>
    protected virtual int RowCount => 30;

    /// <summary>How far apart, relative to 1 + the value, answers may be that mathematics makes equal.</summary>
    /// <remarks>By default what reordered sums do to well-conditioned systems of thirty rows.</remarks>
    protected virtual double Tolerance => 1e-9;

    /// <summary>Why a law does not hold for an instance, as a sentence; null where it must hold.</summary>
    /// <param name="recipe">The instance.</param>
    /// <param name="law">The name of the law's method.</param>
    protected virtual string? ExpectedFailure(TRecipe recipe, string law) => null;

    /// <summary>A problem of given size, the same at every call.</summary>
    /// <param name="rows">The number of rows.</param>
    /// <param name="dimension">The number of columns.</param>
    protected abstract ModelRows Problem(int rows, int dimension);

    /// <summary>Fits a recipe.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="rows">What it is fitted to.</param>
    /// <param name="options">Threads, progress, cancellation.</param>
    protected abstract ModelAnswers Fit(TRecipe recipe, ModelRows rows, ComputeOptions? options = null);

    /// <summary>The recipe for some of the rows; it differs only when the recipe speaks of single rows.</summary>
    /// <param name="recipe">The recipe for all rows.</param>
    /// <param name="rows">The rows that remain, in order.</param>
    protected virtual TRecipe ForRows(TRecipe recipe, int[] rows) => recipe;

    /// <summary>Requires that answers are such at all: finite by default.</summary>
    /// <param name="answers">The answers, [m, c].</param>
    protected virtual void AssertSound(Matrix<double> answers) =>
        Assert.All(ModelRows.Bits(answers), value => Assert.True(double.IsFinite(value), $"An answer is {value}."));

    /// <summary>Whether an exception is one by which a fit may refuse what it is given.</summary>
    /// <param name="exception">The exception.</param>
    protected virtual bool IsRefusal(Exception exception) => exception is ArgumentException or SolverException;

    /// <summary>The order of the rows does not matter.</summary>
    [Fact]
    public void Permuting_the_rows_changes_nothing() => Prove(recipe =>
    {
        ModelRows rows = Problem(RowCount, Dimension);
        int[] order = new RandomStream(9).Permutation(RowCount);
        AssertClose(Answer(recipe, rows), Answer(ForRows(recipe, order), rows.Select(order)), Tolerance);
    });

    /// <summary>The order of the columns does not matter.</summary>
    [Fact]
    public void Permuting_the_columns_changes_nothing() => Prove(recipe =>
    {
        ModelRows rows = Problem(RowCount, Dimension);
        Points queries = Queries(Dimension);
        AssertClose(
            Answer(recipe, rows, queries),
            Answer(
                recipe, rows with { Inputs = rows.Inputs.SelectColumns([2, 0, 1]) }, queries.SelectColumns([2, 0, 1])),
            Tolerance);
    });

    /// <summary>A column without content has no influence.</summary>
    [Fact]
    public void Padding_with_a_column_of_zeros_changes_nothing() => Prove(recipe =>
    {
        ModelRows rows = Problem(RowCount, Dimension);
        Points queries = Queries(Dimension);
        AssertClose(
            Answer(recipe, rows, queries),
            Answer(recipe, rows with { Inputs = ModelRows.Pad(rows.Inputs) }, ModelRows.Pad(queries)), Tolerance);
    });

    /// <summary>One column is enough.</summary>
    [Fact]
    public void A_single_column_is_fitted() =>
        Prove(recipe => AssertSound(Answer(recipe, Problem(RowCount, 1), Queries(1))));

    /// <summary>Rows may stand twice.</summary>
    [Fact]
    public void Repeated_rows_are_fitted() => Prove(recipe =>
    {
        int[] twice = [.. Enumerable.Range(0, RowCount), .. Enumerable.Range(0, RowCount)];
        AssertSound(Answer(ForRows(recipe, twice), Problem(RowCount, Dimension).Select(twice)));
    });

    /// <summary>What is too little is refused with a sentence.</summary>
    [Fact]
    public void Few_rows_are_fitted_or_refused_with_a_sentence() => Prove(recipe =>
    {
        for (int n = 1; n <= 3; n++)
        {
            int[] first = [.. Enumerable.Range(0, n)];
            AnswerOrRefuse(ForRows(recipe, first), Problem(RowCount, Dimension).Select(first));
        }
    });

    /// <summary>What does not vary is answered or refused with a sentence.</summary>
    [Fact]
    public void Constant_columns_are_fitted_or_refused_with_a_sentence() => Prove(recipe =>
    {
        ModelRows rows = Problem(RowCount, Dimension);
        AnswerOrRefuse(recipe, rows.MapInputs((_, j, x) => j == 1 ? 3 : x));
        AnswerOrRefuse(recipe, rows.MapInputs((_, _, _) => 3));
    });

    /// <summary>Numbers near the ends of their range do not become NaN.</summary>
    /// <param name="inputFactor">What every input is multiplied by.</param>
    /// <param name="targetFactor">What every target is multiplied by.</param>
    [Theory]
    [InlineData(1e-200, 1)]
    [InlineData(1e-20, 1)]
    [InlineData(1e20, 1)]
    [InlineData(1e200, 1)]
    [InlineData(1, 1e-100)]
    [InlineData(1, 1e100)]
    public void Huge_and_tiny_numbers_are_fitted_or_refused_with_a_sentence(
        double inputFactor, double targetFactor) => Prove(recipe =>
    {
        ModelRows rows = Problem(RowCount, Dimension)
            .MapInputs((_, _, x) => inputFactor * x).MapTargets((_, _, y) => targetFactor * y);
        AnswerOrRefuse(recipe, rows, ModelRows.Map(Queries(Dimension), (_, _, x) => inputFactor * x));
    });

    /// <summary>One row far away does not spoil the others.</summary>
    [Fact]
    public void A_row_far_away_is_fitted_or_refused_with_a_sentence() => Prove(recipe =>
        AnswerOrRefuse(recipe, Problem(RowCount, Dimension).MapInputs((i, _, x) => i == 4 ? 1e12 : x)));

    /// <summary>What is borrowed is not written.</summary>
    [Fact]
    public void What_is_borrowed_is_left_unchanged() => Prove(recipe =>
    {
        ModelRows rows = Problem(RowCount, Dimension);
        Points queries = Queries(Dimension);
        (double[] before, double[] asked) = (rows.Bits(), ModelRows.Bits(queries.Values));
        Answer(recipe, rows, queries);
        Assert.Equal(before, rows.Bits());
        Assert.Equal(asked, ModelRows.Bits(queries.Values));
    });

    /// <summary>A recipe remembers nothing, and two fits to the same rows are the same to the bit.</summary>
    [Fact]
    public void A_second_fit_is_the_first_again() => Prove(recipe =>
    {
        ModelRows rows = Problem(RowCount, Dimension);
        double[] expected = ModelRows.Bits(Answer(recipe, rows));
        Answer(recipe, Problem(RowCount, 1), Queries(1));
        Assert.Equal(expected, ModelRows.Bits(Answer(recipe, rows)));
    });

    /// <summary>Threads change the time and nothing else.</summary>
    [Fact]
    public void Any_number_of_threads_gives_the_same_bits() => Prove(recipe =>
    {
        ModelRows rows = Problem(150, Dimension);
        double[] expected = Fitted(1);
        foreach (int threads in new[] { 2, 3, 7 })
        {
            Assert.Equal(expected, Fitted(threads));
        }

        double[] Fitted(int threads) => ModelRows.Bits(
            Answer(recipe, rows, Queries(Dimension), new ComputeOptions { Threads = threads }));
    });

    /// <summary>Cancellation is an exception of its own.</summary>
    [Fact]
    public void Stops_when_it_is_cancelled() => Prove(recipe =>
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        var options = new ComputeOptions { CancellationToken = source.Token };
        Assert.ThrowsAny<OperationCanceledException>(() => Fit(recipe, Problem(RowCount, Dimension), options));
    });

    /// <summary>A report says what is done and which share of it; who watches can stop what he sees.</summary>
    [Fact]
    public void Progress_is_a_share_of_a_stage_and_a_place_to_stop() => Prove(recipe =>
    {
        using var source = new CancellationTokenSource();
        var seen = new Watcher(_ => { });
        Answer(recipe, Problem(RowCount, Dimension), options: new ComputeOptions { Progress = seen });
        Assert.All(seen.Reports, report =>
        {
            Assert.NotEmpty(report.Stage);
            Assert.True(
                double.IsNaN(report.Fraction) || report.Fraction is >= 0 and <= 1, $"The share is {report.Fraction}.");
        });
        if (seen.Reports.Exists(IsEarly))
        {
            var stopper = new Watcher(report => { if (IsEarly(report)) { source.Cancel(); } });
            var options = new ComputeOptions { Progress = stopper, CancellationToken = source.Token };
            Assert.ThrowsAny<OperationCanceledException>(() => Fit(recipe, Problem(RowCount, Dimension), options));
        }

        static bool IsEarly(ComputeProgress report) => !(report.Fraction >= 0.5);
    });

    /// <summary>Nothing cannot be learnt from.</summary>
    [Fact]
    public void Refuses_no_row() => Prove(recipe => Assert.ThrowsAny<ArgumentException>(() =>
        Fit(ForRows(recipe, []), Problem(RowCount, Dimension).Select([]))));

    /// <summary>Rows and targets come in pairs.</summary>
    [Fact]
    public void Refuses_other_numbers_of_targets() => Prove(recipe =>
    {
        ModelRows rows = Problem(RowCount, Dimension);
        ModelRows fewer = rows with { Inputs = rows.Inputs.Select([0, 1]) };
        if (rows.Targets is not null)
        {
            Assert.ThrowsAny<ArgumentException>(() => Fit(recipe, fewer));
        }
    });

    /// <summary>A target that is not finite is refused with its row.</summary>
    /// <param name="bad">The target.</param>
    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Refuses_a_target_that_is_not_finite(double bad) => Prove(recipe =>
    {
        ModelRows rows = Problem(RowCount, Dimension);
        if (rows.Targets is not null)
        {
            ArgumentException refusal = Assert.ThrowsAny<ArgumentException>(
                () => Fit(recipe, rows.MapTargets((i, _, y) => i == 7 ? bad : y)));
            Assert.Contains("7", refusal.Message, StringComparison.Ordinal);
        }
    });

    /// <summary>Holds a law to every instance.</summary>
    /// <param name="law">The law.</param>
    /// <param name="name">Its name.</param>
    protected void Prove(Action<TRecipe> law, [CallerMemberName] string name = "")
    {
        ArgumentNullException.ThrowIfNull(law);
        TRecipe[] instances = [.. Instances];
        string?[] reasons = [.. instances.Select(recipe => ExpectedFailure(recipe, name))];
        Assert.Multiple([.. instances.Zip(reasons, (recipe, reason) => (Action)(() => Hold(recipe, reason)))]);
        Assert.SkipWhen(
            Array.TrueForAll(reasons, reason => reason is not null), string.Join(" ", reasons.Distinct()));

        void Hold(TRecipe recipe, string? reason)
        {
            try
            {
                law(recipe);
            }
            catch (Exception failure) when (failure is XunitException or ArgumentException or SolverException)
            {
                if (reason is null)
                {
                    throw new XunitException($"{recipe}: {failure.Message}", failure);
                }

                return;
            }

            Assert.True(reason is null, $"{recipe} obeys {name}; the expected failure, \"{reason}\", must go.");
        }
    }

    /// <summary>Fits and answers.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="rows">What it is fitted to.</param>
    /// <param name="queries">What it is asked; null for the usual queries.</param>
    /// <param name="options">Threads, progress, cancellation.</param>
    protected Matrix<double> Answer(
        TRecipe recipe, ModelRows rows, Points? queries = null, ComputeOptions? options = null) =>
        Fit(recipe, rows, options)(queries ?? Queries(Dimension), options);

    /// <summary>Queries near the rows, the same at every call.</summary>
    /// <param name="dimension">The number of columns.</param>
    protected virtual Points Queries(int dimension) => Cloud(new RandomStream(21), 7, dimension);

    /// <summary>Requires answers that agree.</summary>
    /// <param name="expected">The answers, [m, c].</param>
    /// <param name="actual">The other answers, [m, c].</param>
    /// <param name="tolerance">How far apart they may be, relative to 1 + the value.</param>
    protected static void AssertClose(Matrix<double> expected, Matrix<double> actual, double tolerance)
    {
        Assert.Equal((expected.Rows, expected.Columns), (actual.Rows, actual.Columns));
        foreach ((double one, double other) in ModelRows.Bits(expected).Zip(ModelRows.Bits(actual)))
        {
            Assert.True(
                one.Equals(other) || Math.Abs(one - other) <= tolerance * (1 + Math.Abs(one)),
                $"{one} became {other}, beyond {tolerance}.");
        }
    }

    /// <summary>Draws standard normal points.</summary>
    /// <param name="random">The randomness; its state moves on.</param>
    /// <param name="count">The number of points.</param>
    /// <param name="dimension">The number of columns.</param>
    protected static Points Cloud(RandomStream random, int count, int dimension)
    {
        ArgumentNullException.ThrowIfNull(random);
        var values = new Matrix<double>(count, dimension);
        for (int i = 0; i < count; i++)
        {
            random.FillNormal(values.Row(i));
        }

        return new Points(values);
    }

    // A refusal has a message that is a sentence.
    private void AnswerOrRefuse(TRecipe recipe, ModelRows rows, Points? queries = null)
    {
        try
        {
            AssertSound(Answer(recipe, rows, queries));
        }
        catch (Exception refusal) when (IsRefusal(refusal))
        {
            Assert.True(refusal.Message.Split(' ').Length > 4 && refusal.Message.Contains('.'), refusal.Message);
        }
    }

    private sealed class Watcher(Action<ComputeProgress> react) : IProgress<ComputeProgress>
    {
        public List<ComputeProgress> Reports { get; } = [];

        public void Report(ComputeProgress value)
        {
            lock (Reports)
            {
                Reports.Add(value);
            }

            react(value);
        }
    }
}
