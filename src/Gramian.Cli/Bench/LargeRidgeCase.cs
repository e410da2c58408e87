using Gramian.Atlas;
using Gramian.Data;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Cli.Bench;

/// <summary>One table of W4: training rows, test rows, and the lengthscale, on standardised targets.</summary>
/// <param name="Name">The name of the case.</param>
/// <param name="Lengthscale">ℓ of the kernel.</param>
/// <param name="Inputs">The training inputs, [n, d].</param>
/// <param name="Targets">The training targets, [n, 1].</param>
/// <param name="Queries">The test inputs.</param>
/// <param name="Observed">The test targets.</param>
internal sealed record LargeRidgeCase(
    string Name,
    double Lengthscale,
    Matrix<double> Inputs,
    Matrix<double> Targets,
    Matrix<double> Queries,
    Matrix<double> Observed)
{
    private const int TestRows = 10_000;
    private const int SyntheticInputs = 10;

    public int Rows => Inputs.Rows;

    public int Dimension => Inputs.Columns;

    /// <summary>y = sin 5x₀ + cos 3x₁x₂ + x₃x₄ + ½ sin 10x₅ + 0.1 N, standardised by the training rows.</summary>
    public static LargeRidgeCase Synthetic(string name, int rows)
    {
        int all = rows + TestRows;
        Matrix<double> inputs = WorkloadRandom.UniformMatrix(51, all, SyntheticInputs);
        var targets = new Matrix<double>(all, 1);
        for (int i = 0; i < all; i++)
        {
            ReadOnlySpan<double> x = inputs.Row(i);
            targets[i, 0] = Math.Sin(5 * x[0]) + Math.Cos(3 * x[1] * x[2]) + (x[3] * x[4])
                + (0.5 * Math.Sin(10 * x[5])) + (0.1 * WorkloadRandom.Normal(52, (ulong)i));
        }

        bool[] isTest = [.. Enumerable.Range(0, all).Select(i => i >= rows)];
        Standardise(targets, 0, isTest);
        return Divide(name, 0.7, inputs, targets, isTest);
    }

    /// <summary>Split 0 of a UCI set, inputs and targets standardised by the training rows; null without the
    /// files.</summary>
    public static LargeRidgeCase? Uci(string name, double lengthscale)
    {
        var folders = DataFolders.FromEnvironment();
        (double[][] columns, double[][] masks) read;
        try
        {
            read = (Columns(folders, name, "data.csv.gz"), Columns(folders, name, "test_mask.csv.gz"));
        }
        catch (DataException)
        {
            return null;
        }

        bool[] isTest = Array.ConvertAll(read.masks[0], value => value != 0);
        var inputs = new Matrix<double>(isTest.Length, read.columns.Length - 1);
        var targets = new Matrix<double>(isTest.Length, 1);
        for (int i = 0; i < isTest.Length; i++)
        {
            for (int k = 0; k < inputs.Columns; k++)
            {
                inputs[i, k] = read.columns[k][i];
            }

            targets[i, 0] = read.columns[^1][i];
        }

        for (int k = 0; k < inputs.Columns; k++)
        {
            Standardise(inputs, k, isTest);
        }

        Standardise(targets, 0, isTest);
        return Divide(name, lengthscale, inputs, targets, isTest);
    }

    private static double[][] Columns(DataFolders folders, string name, string file)
    {
        var table = Table.Read(
            folders.Find($"uci-regression/{name}/{file}"), new TableReadOptions { Header = HeaderRow.Absent });
        return [.. table.Columns.Select(column => ((NumberColumn)column).Values.ToArray())];
    }

    private static LargeRidgeCase Divide(
        string name, double lengthscale, Matrix<double> inputs, Matrix<double> targets, bool[] isTest) => new(
            name, lengthscale, PartOf(inputs, isTest, false), PartOf(targets, isTest, false),
            PartOf(inputs, isTest, true), PartOf(targets, isTest, true));

    private static Matrix<double> PartOf(Matrix<double> matrix, bool[] isTest, bool wanted)
    {
        int[] rows = [.. Enumerable.Range(0, isTest.Length).Where(i => isTest[i] == wanted)];
        var part = new Matrix<double>(rows.Length, matrix.Columns);
        for (int i = 0; i < rows.Length; i++)
        {
            matrix.Row(rows[i]).CopyTo(part.Row(i));
        }

        return part;
    }

    private static void Standardise(Matrix<double> matrix, int column, bool[] isTest)
    {
        int count = isTest.Count(test => !test);
        (double mean, double variance) = (0, 0);
        for (int i = 0; i < isTest.Length; i++)
        {
            mean += isTest[i] ? 0 : matrix[i, column] / count;
        }

        for (int i = 0; i < isTest.Length; i++)
        {
            variance += isTest[i] ? 0 : Math.Pow(matrix[i, column] - mean, 2) / count;
        }

        for (int i = 0; i < isTest.Length; i++)
        {
            matrix[i, column] = (matrix[i, column] - mean) / (Math.Sqrt(variance) + 1e-12);
        }
    }
}
