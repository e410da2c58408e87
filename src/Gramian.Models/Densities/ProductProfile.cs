using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models.Densities;

/// <summary>Πⱼ K(uⱼ): a profile of one coordinate for each axis.</summary>
internal sealed record ProductProfile(DensityProfile Factor) : DensityProfile
{
    public override string Name => $"product of {Factor.Name}";

    public override bool IsCompact => Factor.IsCompact;

    public override bool IsProduct => true;

    internal override double LogIntegral(int dimension) => dimension * Factor.LogIntegral(1);

    internal override double LogVariance(int dimension) => Factor.LogVariance(1);

    internal override double LogRoughness(int dimension) => dimension * Factor.LogRoughness(1);

    internal override double LogMoment(int power) => Factor.LogMoment(power);

    internal override double LogSquareMoment(int power) => Factor.LogSquareMoment(power);

    internal override void MapLogarithm(double factor, MatrixView<double> squares) =>
        Factor.MapLogarithm(factor, squares);

    internal override double DrawRadius(int dimension, RandomStream random) => Factor.DrawRadius(1, random);

    internal override void AddDraw(Span<double> point, RandomStream random)
    {
        for (int j = 0; j < point.Length; j++)
        {
            Factor.AddDraw(point.Slice(j, 1), random);
        }
    }

    internal override double Beyond(double t) => Factor.Beyond(t);

    internal override double Reach(double width) => Factor.Reach(width);
}
