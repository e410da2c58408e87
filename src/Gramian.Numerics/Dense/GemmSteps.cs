using System.Numerics;
using Gramian.Numerics.Threading;

namespace Gramian.Numerics.Dense;

// All steps over the depth for one range of columns as one job, so that the threads meet only at its end: blocks that
// pack the panels of a step, then the tiles of C of that step, then the next step. Blocks are handed out in this order
// and each waits only for earlier ones, which are then finished or in work, so none waits for ever.
internal unsafe struct GemmSteps<T> : IBlockWork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int SpinsBeforeYield = 200;
    public GemmPanels<T> Panels;
    public GemmTiles<T> Tiles;
    public int Depths;
    public int DepthStep;
    public int PackBlocks;
    public int TileBlocks;
    public T Beta;
    // Packed panels of step s lie at (s mod Buffers) * BufferSize.
    public T* Packed;
    public nint BufferSize;
    public int Buffers;
    // [steps] blocks packed, then [steps] tiles done, then for each tile block the steps done.
    public int* Progress;

    public readonly int Steps => (Depths + DepthStep - 1) / DepthStep;

    public readonly int Blocks => Steps * (PackBlocks + TileBlocks);

    public static int ProgressLength(int steps, int tileBlocks) => (2 * steps) + tileBlocks;

    public readonly void Run(int block)
    {
        int step = block / (PackBlocks + TileBlocks), within = block % (PackBlocks + TileBlocks);
        int depth = step * DepthStep, depths = Math.Min(DepthStep, Depths - depth);
        T* packed = Packed + (step % Buffers * BufferSize);
        int* packedOf = Progress, doneOf = Progress + Steps, stepsOf = doneOf + Steps;
        if (within < PackBlocks)
        {
            if (step >= Buffers)
            {
                Await(doneOf + step - Buffers, TileBlocks);
            }

            Panels.Run(within, packed, depth, depths);
            Interlocked.Increment(ref packedOf[step]);
            return;
        }

        int tile = within - PackBlocks;
        try
        {
            Await(packedOf + step, PackBlocks);
            Await(stepsOf + tile, step);
            Tiles.Run(tile, packed, depth, depths, step == 0 ? Beta : T.One);
        }
        finally
        {
            // Also after a failure, which ends the job: nobody may be left waiting.
            Volatile.Write(ref stepsOf[tile], step + 1);
            Interlocked.Increment(ref doneOf[step]);
        }
    }

    private static void Await(int* counter, int value)
    {
        for (int spin = 0; Volatile.Read(ref *counter) < value; spin++)
        {
            if (spin < SpinsBeforeYield)
            {
                Thread.SpinWait(8);
            }
            else
            {
                Thread.Yield();
            }
        }
    }
}
