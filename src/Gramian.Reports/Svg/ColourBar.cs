namespace Gramian.Reports.Svg;

/// <summary>The key of a matrix image: which value has which colour.</summary>
/// <param name="Label">What the colours show.</param>
/// <param name="Low">The value of the darkest colour.</param>
/// <param name="High">The value of the brightest colour.</param>
public sealed record ColourBar(string Label, double Low, double High);
