using System.Globalization;
using Gramian.Numerics;
using Gramian.Operators;

namespace Gramian.Solvers.Krylov;

/// <summary>A prepared operator that is solved by iterations; each solve begins anew.</summary>
internal abstract class IterativeFactorization : IFactorization
{
    private readonly Lock guard = new();
    private readonly Lazy<double> logDeterminant;
    private Certificate certificate;

    protected IterativeFactorization(
        LinearOperator a, double shift, string method, double tolerance, ComputeOptions? options)
    {
        (Source, Shift, Options) = (SymmetryGuard.Require(a), shift, options ?? ComputeOptions.Default);
        certificate = new Certificate { Method = method, Converged = true, RequestedTolerance = tolerance };
        logDeterminant = new Lazy<double>(EstimateLogDeterminant);
    }

    public int Size => Source.Rows;

    public double LogDeterminant => logDeterminant.Value;

    public Certificate Certificate
    {
        get
        {
            lock (guard)
            {
                return certificate;
            }
        }
    }

    protected LinearOperator Source { get; }

    protected double Shift { get; }

    protected ComputeOptions Options { get; }

    public void Solve(ReadOnlySpan<double> rightHandSide, Span<double> solution)
    {
        Guard.Length(rightHandSide.Length, Size, nameof(rightHandSide));
        Guard.Length(solution.Length, Size, nameof(solution));
        using Matrix<double> column = Matrix<double>.FromRowMajor(Size, 1, rightHandSide);
        Solve(column.View, column.View);
        column.View.ColumnToArray(0).CopyTo(solution);
    }

    public void Solve(MatrixView<double> rightHandSides, MatrixView<double> solutions)
    {
        Guard.Length(rightHandSides.Rows, Size, nameof(rightHandSides));
        Guard.Length(solutions.Rows, Size, nameof(solutions));
        Guard.Length(solutions.Columns, rightHandSides.Columns, nameof(solutions));
        Guard.AllFinite(rightHandSides, nameof(rightHandSides));
        SolveReport report = Iterate(rightHandSides, solutions);
        lock (guard)
        {
            double worst = certificate.AchievedResidual;
            bool worse = double.IsNaN(worst) || !(report.Residual <= worst);
            certificate = certificate with
            {
                Iterations = Math.Max(certificate.Iterations, report.Iterations),
                AchievedResidual = worse ? report.Residual : worst,
                Converged = certificate.Converged && report.Remedy is null,
                Remedy = report.Remedy ?? certificate.Remedy,
            };
        }
    }

    /// <summary>Solves for columns that are finite and of the right shape; the two may share memory.</summary>
    protected abstract SolveReport Iterate(MatrixView<double> rightHandSides, MatrixView<double> solutions);

    /// <summary>Estimates ln |det(A + shift · I)|.</summary>
    protected abstract double EstimateLogDeterminant();

    /// <summary>A sentence for a solve that missed its tolerance.</summary>
    protected static string Missed(double residual, double tolerance, int iterations, string remedy) =>
        string.Create(CultureInfo.InvariantCulture,
            $"The relative residual is {residual:G3} after {iterations} iterations, not {tolerance:G3}. {remedy}");
}
