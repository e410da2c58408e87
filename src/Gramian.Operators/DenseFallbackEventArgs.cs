namespace Gramian.Operators;

/// <summary>Represents the announcement that the structure of an operator is about to be lost.</summary>
/// <param name="source">The operator that is written out.</param>
public sealed class DenseFallbackEventArgs(LinearOperator source) : EventArgs
{
    /// <summary>The operator that is written out.</summary>
    public LinearOperator Source { get; } = source;

    /// <summary>The numbers that this takes, rows · columns.</summary>
    public long Elements => (long)Source.Rows * Source.Columns;
}
