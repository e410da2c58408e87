using System.Text.Json;
using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Models.SupportVectors;
using Gramian.Numerics;
using Gramian.Numerics.Dense;
using Gramian.Numerics.Random;

namespace Gramian.Models.Files;

/// <summary>Checks that the arrays of a model file solve the system that its kernel and points make.</summary>
/// <remarks>Takes n² kernel values and no n × n memory, as predicting the training rows does.</remarks>
internal static class SystemCheck
{
    // Rounding of another instruction set stays below 1e-10; jitter and condition leave some room to it.
    private const double Tolerance = 1e-6;
    private const ulong ProbeSeed = 1;
    private const int TriedPoints = 64;

    /// <summary>(K + diagonal · I) α = y to rounding, or to the residual that an iteration left.</summary>
    public static void Weights(
        Kernel kernel, Points points, double diagonal, ReadOnlySpan<double> weights, ReadOnlySpan<double> targets,
        double residual = 0)
    {
        double[] product = new double[points.Count];
        kernel.Gram(points).Apply(weights, product);
        (double error, double size) = (0, 0);
        for (int i = 0; i < product.Length; i++)
        {
            double own = diagonal * weights[i];
            error += Square(product[i] + own - targets[i]);
            size += Square(product[i]) + Square(own) + Square(targets[i]);
        }

        double allowed = Math.Max(Tolerance, residual);
        Require(Small(error, allowed, size), "weights");
    }

    /// <summary>L Lᵀ = K + diagonal · I to rounding, tried on a fixed vector of random signs and sizes.</summary>
    public static void Factor(Kernel kernel, Points points, double diagonal, Matrix<double> factor)
    {
        int n = points.Count;
        double[] probe = new double[n];
        new RandomStream(ProbeSeed).FillNormal(probe);
        double[] expected = new double[n];
        kernel.Gram(points).Apply(probe, expected);
        double[] inner = new double[n];
        for (int i = 0; i < n; i++)
        {
            ReadOnlySpan<double> row = factor.Row(i)[..(i + 1)];
            Require(row[i] > 0, "factor");
            for (int j = 0; j <= i; j++)
            {
                inner[j] += row[j] * probe[i];
            }
        }

        (double error, double size) = (0, 0);
        for (int i = 0; i < n; i++)
        {
            double ours = VectorOps.Dot<double>(factor.Row(i)[..(i + 1)], inner.AsSpan(0, i + 1));
            error += Square(ours - expected[i] - (diagonal * probe[i]));
            size += Square(ours) + Square(expected[i]);
        }

        Require(Small(error, Tolerance, size), "factor");
    }

    /// <summary>A model predicts finite numbers at points that it keeps.</summary>
    public static void Predictions(IKernelRegressor model)
    {
        int count = Math.Min(model.KeptPoints.Count, TriedPoints);
        Prediction prediction = model.Predict(model.KeptPoints.Select([.. Enumerable.Range(0, count)]));
        Require(
            prediction.Mean.All(double.IsFinite) && prediction.StandardDeviation.All(double.IsFinite), "predictions");
    }

    /// <summary>A model gives probabilities at points that it keeps.</summary>
    public static void Probabilities(IKernelClassifier model, Points points)
    {
        int count = Math.Min(points.Count, TriedPoints);
        Matrix<double>? probabilities = model.Probabilities(points.Select([.. Enumerable.Range(0, count)]));
        for (int row = 0; row < count && probabilities is not null; row++)
        {
            double sum = 0;
            foreach (double probability in probabilities.Row(row))
            {
                Require(probability is >= 0 and <= 1, "probabilities");
                sum += probability;
            }

            Require(Math.Abs(sum - 1) < Tolerance, "probabilities");
        }
    }

    /// <summary>The functions of a machine are finite at points that it keeps.</summary>
    public static void Values(SupportVectorExpansion machine)
    {
        int count = Math.Min(machine.Vectors!.Count, TriedPoints);
        using Matrix<double> values = machine.Evaluate(machine.Vectors.Select([.. Enumerable.Range(0, count)]));
        for (int row = 0; row < count; row++)
        {
            Require(double.IsFinite(VectorOps.Dot<double>(values.Row(row), values.Row(row))), "values");
        }
    }

    private static double Square(double value) => value * value;

    // Squares that overflow prove nothing.
    private static bool Small(double error, double tolerance, double size) =>
        double.IsFinite(size) && error <= tolerance * tolerance * size;

    private static void Require(bool holds, string what)
    {
        if (!holds)
        {
            throw new JsonException($"The {what} do not solve the system of the kernel and the points.");
        }
    }
}
