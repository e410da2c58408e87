using Gramian.Kernels;
using Gramian.Numerics;

namespace Gramian.Testing.Models;

/// <summary>What a fitted model says: numbers for each query.</summary>
/// <param name="queries">The m queries.</param>
/// <param name="options">Threads and cancellation.</param>
/// <returns>[m, c], row i belonging to query i; what is fitted without queries answers with one row.</returns>
public delegate Matrix<double> ModelAnswers(Points queries, ComputeOptions? options);
