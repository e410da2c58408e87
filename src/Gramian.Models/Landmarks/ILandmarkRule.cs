using Gramian.Kernels;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models.Landmarks;

/// <summary>Represents a way to choose the centres of a low-rank model. Immutable.</summary>
/// <remarks>
/// The choice is a function of the inputs, the kernel and the stream alone, for any number of threads.
/// </remarks>
public interface ILandmarkRule
{
    /// <summary>A short name, such as "uniform".</summary>
    string Name { get; }

    /// <summary>Chooses centres.</summary>
    /// <param name="inputs">The n training inputs.</param>
    /// <param name="kernel">A kernel with all its lengthscales.</param>
    /// <param name="count">How many are wanted, at least 1; fewer come when there are not so many to choose.</param>
    /// <param name="random">Draws; a stream of its own.</param>
    /// <param name="options">Threads and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">There is no input, or the kernel is for another dimension.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The count is less than 1.</exception>
    Points Choose(Points inputs, Kernel kernel, int count, RandomStream random, ComputeOptions? options = null);
}
