using Gramian.Cli.Shell;
using Gramian.Data;
using Gramian.Kernels;
using Gramian.Numerics.Sparse;

namespace Gramian.Cli.Output;

/// <summary>Rows of an svmlight file as training points: dense, or sparse where most cells are 0.</summary>
internal sealed record SvmlightData(double[] Labels, int[] Features, Points? Dense, SparsePoints? Sparse)
{
    private const long MostDenseCells = 1 << 27;

    /// <summary>The largest number of a column.</summary>
    public int Dimension => Features[^1];

    /// <summary>Reads a file without writing its zeros out.</summary>
    public static SparseTable ReadTable(Session session, string path)
    {
        session.Cancellation.ThrowIfCancellationRequested();
        var options = new TableReadOptions { CancellationToken = session.Cancellation };
        return path == TableSource.StandardInput
            ? Task.Run(() => SparseTable.ReadSvmlight(path, options))
                .WaitAsync(session.Cancellation).GetAwaiter().GetResult()
            : SparseTable.ReadSvmlight(path, options);
    }

    /// <summary>Reads training rows.</summary>
    public static SvmlightData Read(Session session, string path)
    {
        SparseTable table = ReadTable(session, path);
        (int[] features, CsrMatrix<double> cells) = ([.. table.Features], table.Values);
        if (features.Length == 0)
        {
            // Rows without any entry are points at the origin.
            (features, cells) = ([1], new CsrMatrix<double>(table.Rows, 1, cells.RowStarts.ToArray(), [], []));
        }

        var points = new SparsePoints(cells);
        bool isSparse = points.IsSparse || (long)cells.Rows * cells.Columns > MostDenseCells;
        return new SvmlightData(
            [.. table.Labels], features, isSparse ? null : points.ToPoints(), isSparse ? points : null);
    }
}
