using Gramian.Numerics.Threading;

namespace Gramian.Numerics.Transforms;

// The passes over the rows of the fine grid: made empty, filled with modes, read for modes.
internal unsafe struct NufftRows : IBlockWork
{
    private const int ElementsPerBlock = 1 << 15;

    public NufftShape Shape;
    public double* FineRe, FineIm, ModeRe, ModeIm;
    private Pass pass;
    private int rows;       // in a block
    private int all;

    private enum Pass
    {
        Clear,
        Embed,
        Crop,
    }

    public void Clear(ComputeOptions options) => Run(Pass.Clear, Shape.Grid.Count, 1, options);

    public void Embed(ComputeOptions options) => Run(Pass.Embed, Shape.FineRows, Shape.Fine[2], options);

    public void Crop(ComputeOptions options) => Run(Pass.Crop, Shape.ModeRows, Shape.Modes[2], options);

    public readonly void Run(int block)
    {
        int start = block * rows, end = (int)Math.Min(all, (long)start + rows);
        if (pass == Pass.Clear)
        {
            new Span<double>(FineRe + start, end - start).Clear();
            new Span<double>(FineIm + start, end - start).Clear();
            return;
        }

        for (int row = start; row < end; row++)
        {
            if (pass == Pass.Embed)
            {
                EmbedRow(row);
            }
            else
            {
                (nint fine, double correction) = Shape.RowOf(row);
                Shape.Crop(FineRe + (fine * Shape.Fine[2]), ModeRe + ((nint)row * Shape.Modes[2]), correction);
                Shape.Crop(FineIm + (fine * Shape.Fine[2]), ModeIm + ((nint)row * Shape.Modes[2]), correction);
            }
        }
    }

    private void Run(Pass wanted, int count, int length, ComputeOptions options)
    {
        (pass, rows, all) = (wanted, Math.Max(1, ElementsPerBlock / length), count);
        WorkerTeam.Run(ref this, (int)(((long)count + rows - 1) / rows), options);
    }

    private readonly void EmbedRow(int row)
    {
        nint fine = (nint)row * Shape.Fine[2];
        int modes = Shape.ModeRowAt(row);
        if (modes < 0)
        {
            new Span<double>(FineRe + fine, Shape.Fine[2]).Clear();
            new Span<double>(FineIm + fine, Shape.Fine[2]).Clear();
            return;
        }

        double correction = Shape.RowOf(modes).Correction;
        Shape.Embed(ModeRe + ((nint)modes * Shape.Modes[2]), FineRe + fine, correction);
        Shape.Embed(ModeIm + ((nint)modes * Shape.Modes[2]), FineIm + fine, correction);
    }
}
