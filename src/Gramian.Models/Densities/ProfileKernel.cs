using Gramian.Kernels;
using Gramian.Kernels.Gram;
using Gramian.Kernels.Text;
using Gramian.Numerics;
using Gramian.Numerics.Tiles;

namespace Gramian.Models.Densities;

/// <summary>
/// A density profile as the engine's sums see it, of points in bandwidths: with a factor on the bandwidth of each
/// column, and row i and column i left out where they are one point.
/// </summary>
internal sealed record ProfileKernel(DensityProfile Profile, int Exponent, double[]? InverseSquares, bool LeavesSelf)
    : Kernel
{
    public override IReadOnlyList<Hyperparameter> Hyperparameters => [];

    public override bool IsResolved => true;

    protected override int HyperparameterCount => 0;

    public override Kernel Configure(string path, Func<Hyperparameter, Hyperparameter> change) =>
        throw new ArgumentException($"A density profile has no hyperparameter '{path}'.", nameof(path));

    public override Kernel Resolve(int dimension, double initialLengthscale = 1) => this;

    protected override BoundKernel Bind(PointPairs pairs) => new Bound(this, pairs);

    protected override void CheckDimension(int dimension)
    {
        // Every dimension will do.
    }

    protected override double EvaluateCore(ReadOnlySpan<double> x, ReadOnlySpan<double> y) =>
        throw new NotSupportedException("A density profile is summed over pairs, not evaluated.");

    protected override void ContractDiagonalCore(
        Points points, ReadOnlySpan<double> weights, Span<double> gradient)
    {
        // There is no hyperparameter.
    }

    protected override Kernel WithValuesCore(ReadOnlySpan<double> values) => this;

    protected override void WriteTo(KernelWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteCall(1, Profile.Name, []);
    }

    private sealed class Bound : BoundKernel
    {
        private readonly ProfileKernel kernel;
        private readonly PackedPoints<double>[] rows;
        private readonly PackedPoints<double>[] columns;

        // A radial profile needs one distance for all coordinates, a product one for each.
        public Bound(ProfileKernel kernel, PointPairs pairs)
        {
            this.kernel = kernel;
            bool whole = !kernel.Profile.IsProduct || kernel.Profile == DensityProfile.Gaussian;
            int d = pairs.Rows.Dimension;
            int parts = whole ? 1 : d;
            (rows, columns) = (new PackedPoints<double>[parts], new PackedPoints<double>[parts]);
            double[] ones = [.. Enumerable.Repeat(1.0, whole ? d : 1)];
            for (int j = 0; j < parts; j++)
            {
                (int start, int count) = whole ? (0, d) : (j, 1);
                rows[j] = new PackedPoints<double>(
                    pairs.Rows.Values.Slice(0, start, pairs.Rows.Count, count), ones);
                columns[j] = new PackedPoints<double>(
                    pairs.Columns.Values.Slice(0, start, pairs.Columns.Count, count), ones);
            }
        }

        public override bool KnowsLogarithm => true;

        public override void Fill(Tile tile, MatrixView<double> values, TileScratch scratch)
        {
            FillLogarithm(tile, values, scratch);
            for (int a = 0; a < tile.Rows; a++)
            {
                Numerics.Functions.VectorMath.Exp(values.Row(a), values.Row(a));
            }
        }

        public override void FillLogarithm(Tile tile, MatrixView<double> values, TileScratch scratch)
        {
            FillPart(0, tile, values);
            int mark = scratch.Mark;
            MatrixView<double> part = scratch.Lend(tile.Rows);
            for (int j = 1; j < rows.Length; j++)
            {
                FillPart(j, tile, part);
                TilePass.AddScaled(values, 1, part);
            }

            scratch.Release(mark);
            for (int a = 0; kernel.LeavesSelf && a < tile.Rows; a++)
            {
                int self = tile.Row + a - tile.Column;
                if ((uint)self < Tile.Width)
                {
                    values[a, self] = double.NegativeInfinity;
                }
            }
        }

        public override void Contract(
            Tile tile, MatrixView<double> weights, Span<double> gradient, TileScratch scratch)
        {
            // There is no hyperparameter.
        }

        private void FillPart(int part, Tile tile, MatrixView<double> values)
        {
            PairTiles.SquaredDistances(rows[part], tile.Row, columns[part], tile.Panel, values);
            if (kernel.InverseSquares is { } inverse)
            {
                int width = Math.Min(Tile.Width, inverse.Length - tile.Column);
                for (int a = 0; a < tile.Rows; a++)
                {
                    Span<double> row = values.Row(a);
                    for (int b = 0; b < width; b++)
                    {
                        row[b] *= inverse[tile.Column + b];
                    }
                }
            }

            kernel.Profile.MapLogarithm(kernel.Exponent, values);
        }
    }
}
