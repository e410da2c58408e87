using Gramian.Kernels;
using Gramian.Numerics;

namespace Gramian.Models.Classification;

/// <summary>Represents an approximation of log p(labels) as a function of the kernel. Not thread-safe.</summary>
internal interface IEvidence : IDisposable
{
    /// <summary>Evaluates the evidence and its gradient by the kernel's transformed hyperparameters.</summary>
    /// <param name="kernel">The kernel, resolved.</param>
    /// <param name="gradient">Receives the derivatives; empty to leave them out.</param>
    /// <param name="options">Threads and cancellation.</param>
    /// <returns>The value; NaN where the approximation was not found.</returns>
    double Evaluate(Kernel kernel, Span<double> gradient, ComputeOptions? options);
}
