namespace Gramian.Cli.Bench;

/// <summary>A function of every element of a span.</summary>
internal delegate void SpanFunction<T>(ReadOnlySpan<T> source, Span<T> destination);
