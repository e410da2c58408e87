namespace Gramian.Numerics;

/// <summary>Exempts a type from one house rule, with the reason; the house tests print how many there are.</summary>
/// <param name="rule">The rule, such as "conformance" or "paper".</param>
/// <param name="reason">Why the rule does not fit, as a sentence.</param>
[AttributeUsage(AttributeTargets.All, AllowMultiple = true, Inherited = false)]
public sealed class HouseExemptionAttribute(string rule, string reason) : Attribute
{
    /// <summary>The rule from which the type is exempt.</summary>
    public string Rule { get; } = rule;

    /// <summary>Why the rule does not fit.</summary>
    public string Reason { get; } = reason;
}
