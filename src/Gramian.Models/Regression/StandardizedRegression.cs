using Gramian.Kernels;
using Gramian.Numerics;
using Gramian.Solvers;

namespace Gramian.Models.Regression;

/// <summary>
/// Represents a recipe that sees standardised inputs and targets, and predicts in the original units.
/// </summary>
/// <remarks>
/// Each column is centred and divided by its standard deviation (divisor n) on the training rows; a constant column is
/// only centred. So hyperparameters, bounds and priors of the inner recipe are in units of standard deviations.
/// </remarks>
/// <param name="Inner">The recipe that is fitted to the standardised data.</param>
[HouseExemption("paper", "Standardisation is arithmetic, not the subject of a paper.")]
public sealed record StandardizedRegression(IRegressionRecipe Inner) : IRegressionRecipe
{
    /// <inheritdoc/>
    public string Name => Inner.Name;

    /// <inheritdoc/>
    public IRegressor Fit(Points inputs, MatrixView<double> targets, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        RegressionData.CheckTargets(inputs, targets);
        ColumnScaling inputScaling = ColumnScaling.Fit(inputs.Values);
        ColumnScaling targetScaling = ColumnScaling.Fit(targets);
        IRegressor inner = Inner.Fit(
            new Points(inputScaling.Apply(inputs.Values)), targetScaling.Apply(targets), options);
        return new Fitted(inner, inputScaling, targetScaling);
    }

    /// <inheritdoc/>
    public IRegressionRecipe ForRows(ReadOnlySpan<int> rows) => this with { Inner = Inner.ForRows(rows) };

    private sealed class Fitted(IRegressor inner, ColumnScaling inputs, ColumnScaling targets) : IRegressor
    {
        public int InputDimension => inner.InputDimension;

        public int TargetCount => inner.TargetCount;

        public Certificate Certificate => inner.Certificate;

        public Prediction Predict(Points queries, ComputeOptions? options)
        {
            ArgumentNullException.ThrowIfNull(queries);
            Guard.Length(queries.Dimension, InputDimension, nameof(queries));
            return inner.Predict(new Points(inputs.Apply(queries.Values)), options)
                .Rescale(targets.Scales, targets.Centres);
        }
    }
}
