using Gramian.Kernels;
using Gramian.Kernels.Stationary;
using Gramian.Models.FourierProcesses;
using Gramian.Numerics;
using Gramian.Numerics.Random;
using Gramian.Testing.Models;

namespace Gramian.Models.Tests.FourierProcesses;

public sealed class FourierProcessConformanceTests : ModelConformance<FourierProcess>
{
    protected override IEnumerable<FourierProcess> Instances =>
    [
        new(new Rbf(4), 0.1) { Tolerance = 1e-4, PriorBeyond = true },
        new(new Rbf(6, 2), 0.5) { Tolerance = 1e-3, DenseLimit = 0, PriorBeyond = true },
    ];

    protected override string? ExpectedFailure(FourierProcess recipe, string law) => law switch
    {
        nameof(Padding_with_a_column_of_zeros_changes_nothing) =>
            "Equally spaced frequencies serve three columns at the most.",
        _ => null,
    };

    // The error of the frequencies, which stand otherwise for another box.
    protected override double Tolerance => 1e-2;

    // Solves to 1e-8 and transforms that depend on which queries are together.
    protected override double BatchTolerance => 1e-7;

    protected override bool IsRefusal(Exception exception) =>
        base.IsRefusal(exception) || exception is NotSupportedException;

    protected override ModelRows Problem(int rows, int dimension)
    {
        var random = new RandomStream(20);
        Points inputs = Cloud(random, rows, dimension);
        var targets = new Matrix<double>(rows, 1);
        for (int i = 0; i < rows; i++)
        {
            targets[i, 0] = Math.Sin(inputs.Values[i, 0]) + (0.1 * random.NextNormal());
        }

        return new ModelRows(inputs, targets, []);
    }

    protected override ModelAnswers Fit(FourierProcess recipe, ModelRows rows, ComputeOptions? options = null)
    {
        FittedFourierProcess fitted = recipe.Fit(rows.Inputs, rows.Targets!.View, options);
        return (queries, asked) =>
        {
            Prediction prediction = fitted.Predict(queries, asked);
            var answers = new Matrix<double>(queries.Count, 2);
            prediction.Means.View.CopyTo(answers.View.Slice(0, 0, queries.Count, 1));
            prediction.Variances.View.CopyTo(answers.View.Slice(0, 1, queries.Count, 1));
            return answers;
        };
    }
}
