namespace Gramian.Numerics.Threading;

/// <summary>Represents work cut into numbered blocks, each of which owns the outputs that it writes.</summary>
/// <remarks>
/// Implement it as a struct: <see cref="WorkerTeam"/> then calls it without boxing or allocation. Blocks run in any
/// order and at the same time, so the cut must not depend on the number of threads: results are then bit-identical.
/// </remarks>
public interface IBlockWork
{
    /// <summary>Does one block.</summary>
    /// <param name="block">The number of the block, from 0.</param>
    void Run(int block);
}
