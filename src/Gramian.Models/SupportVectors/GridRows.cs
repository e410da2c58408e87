using Gramian.Numerics;
using Gramian.Solvers.QuadraticProgrammes;

namespace Gramian.Models.SupportVectors;

// Rows of a Gram matrix of floats that is at hand, at some of its points. What is selected of the first of these is
// remembered, and a row of it is gathered once: the machines of a path select the same rows again and again.
internal sealed class GridRows : ISymmetricRows
{
    private readonly Matrix<float> gram;
    private readonly int[] indices;
    private readonly List<GridRows>? selections;
    private readonly float[]?[]? gathered;

    public GridRows(Matrix<float> gram, int[] indices)
        : this(gram, indices, selections: [], gathered: null)
    {
    }

    private GridRows(Matrix<float> gram, int[] indices, List<GridRows>? selections, float[]?[]? gathered) =>
        (this.gram, this.indices, this.selections, this.gathered) = (gram, indices, selections, gathered);

    public int Count => indices.Length;

    public void CopyDiagonal(Span<double> destination)
    {
        for (int i = 0; i < indices.Length; i++)
        {
            destination[i] = gram[indices[i], indices[i]];
        }
    }

    public void FillRows(int[] rows, MatrixView<float>[] destinations, int count, ComputeOptions? options = null)
    {
        for (int k = 0; k < count; k++)
        {
            float[]? made = gathered is null ? null : Volatile.Read(ref gathered[rows[k]]);
            if (made is null)
            {
                made = new float[Count];
                Gather(gram.Row(indices[rows[k]]), made);
                if (gathered is not null)
                {
                    Volatile.Write(ref gathered[rows[k]], made);
                }
            }

            made.CopyTo(destinations[k].Row(0));
        }
    }

    public ISymmetricRows Select(ReadOnlySpan<int> indices)
    {
        var chosen = new int[indices.Length];
        for (int i = 0; i < chosen.Length; i++)
        {
            chosen[i] = this.indices[indices[i]];
        }

        if (selections is null)
        {
            return new GridRows(gram, chosen, selections: null, gathered: null);
        }

        lock (selections)
        {
            GridRows? same = selections.Find(rows => rows.indices.AsSpan().SequenceEqual(chosen));
            if (same is null)
            {
                selections.Add(same = new GridRows(gram, chosen, selections: null, new float[]?[chosen.Length]));
            }

            return same;
        }
    }

    public void AddProducts(
        ReadOnlySpan<int> rows,
        ReadOnlySpan<int> columns,
        ReadOnlySpan<double> weights,
        Span<double> sums,
        ComputeOptions? options = null)
    {
        int[] places = new int[columns.Length];
        for (int j = 0; j < places.Length; j++)
        {
            places[j] = indices[columns[j]];
        }

        for (int i = 0; i < rows.Length; i++)
        {
            sums[i] += Dot(gram.Row(indices[rows[i]]), places, weights);
        }
    }

    public static double Dot(ReadOnlySpan<float> row, int[] places, ReadOnlySpan<double> weights)
    {
        double sum = 0;
        for (int j = 0; j < places.Length; j++)
        {
            sum += weights[j] * row[places[j]];
        }

        return sum;
    }

    private void Gather(ReadOnlySpan<float> source, float[] row)
    {
        for (int j = 0; j < row.Length; j++)
        {
            row[j] = source[indices[j]];
        }
    }
}
