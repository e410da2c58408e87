using Gramian.Numerics;

namespace Gramian.Models.Selection;

/// <summary>Fits everything on some rows of a data set, and predicts others.</summary>
/// <param name="train">The rows to learn from, ascending; nothing else of the data may be looked at.</param>
/// <param name="test">The rows to predict.</param>
/// <param name="options">Threads, progress and cancellation.</param>
/// <returns>The predictions of the test rows, in their order.</returns>
public delegate Prediction RowPredictor(int[] train, int[] test, ComputeOptions? options);
