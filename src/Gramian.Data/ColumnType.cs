namespace Gramian.Data;

/// <summary>What the cells of a column mean.</summary>
public enum ColumnType
{
    /// <summary>Finite numbers.</summary>
    Number,

    /// <summary>Names from a short list, without order.</summary>
    Category,

    /// <summary>Moments, ISO 8601, held in UTC.</summary>
    Date,

    /// <summary>Free text, which no model can use as it is.</summary>
    Text,
}
