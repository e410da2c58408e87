namespace Gramian.Operators;

/// <summary>Gives single columns of an operator without the rest of it.</summary>
public interface IColumnAccess
{
    /// <summary>Copies one column.</summary>
    /// <param name="column">The number of the column, from 0.</param>
    /// <param name="destination">Receives the column, [rows].</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column.</exception>
    /// <exception cref="ArgumentException">The length is another.</exception>
    void CopyColumn(int column, Span<double> destination);
}
