namespace Gramian.Operators;

internal static class StructureRules
{
    // Lower becomes upper and the reverse; everything else is unchanged by transposition.
    public static Structure Transpose(Structure structure)
    {
        Structure result = structure & ~(Structure.LowerTriangular | Structure.UpperTriangular);
        if (structure.HasFlag(Structure.LowerTriangular))
        {
            result |= Structure.UpperTriangular;
        }

        if (structure.HasFlag(Structure.UpperTriangular))
        {
            result |= Structure.LowerTriangular;
        }

        return result;
    }

    // Facts that hold for a sum when they hold for both terms; one definite term makes a semidefinite sum definite.
    public static Structure Sum(Structure left, Structure right)
    {
        Structure shared = left & right;
        bool semidefinite = shared.HasFlag(Structure.PositiveSemidefinite);
        bool definite = left.HasFlag(Structure.PositiveDefinite) || right.HasFlag(Structure.PositiveDefinite);
        return semidefinite && definite ? shared | Structure.PositiveDefinite : shared;
    }

    public static Structure Scale(Structure structure, double factor)
    {
        const Structure WithoutSign = ~(Structure.PositiveDefinite & ~Structure.Symmetric);
        return factor > 0 ? structure
            : factor == 0 && structure.HasFlag(Structure.PositiveSemidefinite)
                ? (structure & WithoutSign) | Structure.PositiveSemidefinite
            : structure & WithoutSign;
    }
}
