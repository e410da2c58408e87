namespace Gramian.Numerics.Threading;

internal readonly struct DelegateWork(Action<int> action) : IBlockWork
{
    public void Run(int block) => action(block);
}
