namespace Gramian.Operators;

/// <summary>Gives the diagonal of an operator without the rest of it.</summary>
public interface IDiagonal
{
    /// <summary>Copies the diagonal.</summary>
    /// <param name="destination">Receives the diagonal, [min(rows, columns)].</param>
    /// <exception cref="ArgumentException">The length is another.</exception>
    void CopyDiagonal(Span<double> destination);
}
