using System.Numerics;
using Gramian.Numerics;
using Gramian.Numerics.Gauss;
using Gramian.Numerics.Tiles;

namespace Gramian.Kernels.FastSums;

// The points of a Gaussian sum in the order of a tree, each with an exponent of two and a weight, and the moments of
// the nodes. Moments are made when they are first asked for: whoever makes them makes the same bits.
internal sealed class GaussSources
{
    public const int PanelWidth = TileProducts.PanelWidth;
    private readonly PanelTree tree;
    private readonly double[] exponents;
    private readonly double[] weights;
    private readonly double[] bases;        // log₂ of what the values of a node add up to at most, [nodes]
    private readonly double[]?[] moments;
    private readonly bool isPlain;
    private GaussPanels<double>? doubles;
    private GaussPanels<float>? singles;

    /// <param name="tree">The tree, of panels of 64.</param>
    /// <param name="pointExponents">For each point as it was numbered before the tree; empty for zeros.</param>
    /// <param name="pointWeights">For each point as it was numbered before the tree; empty for ones.</param>
    public GaussSources(
        PanelTree tree,
        ReadOnlySpan<double> pointExponents,
        ReadOnlySpan<double> pointWeights)
    {
        this.tree = tree;
        exponents = new double[tree.PanelCount * PanelWidth];
        weights = new double[exponents.Length];
        exponents.AsSpan(tree.Count).Fill(double.NegativeInfinity);
        weights.AsSpan(0, tree.Count).Fill(1);
        isPlain = pointExponents.IsEmpty && pointWeights.IsEmpty;
        for (int i = 0; i < tree.Count && !isPlain; i++)
        {
            int point = tree.Order[i];
            exponents[i] = pointExponents.IsEmpty ? 0 : pointExponents[point];
            weights[i] = pointWeights.IsEmpty ? 1 : pointWeights[point];
        }

        bases = new double[Math.Max(0, (2 * tree.PanelCount) - 1)];
        moments = new double[bases.Length][];
        if (bases.Length > 0)
        {
            SetBase(tree.Root);
        }
    }

    public PanelTree Tree => tree;

    /// <summary>The points as columns of products.</summary>
    public GaussPanels<double> Doubles => Panels(ref doubles, ComputeOptions.Default);

    /// <summary>The same, rounded to floats.</summary>
    public GaussPanels<float> Singles => Panels(ref singles, ComputeOptions.Default);

    /// <summary>log₂ Σ 2^exponent of a node, rounded up.</summary>
    public double BaseOf(int node) => bases[node];

    public ReadOnlySpan<double> ExponentsOf(int panel) => exponents.AsSpan(panel * PanelWidth, PanelWidth);

    public ReadOnlySpan<double> WeightsOf(int panel) => weights.AsSpan(panel * PanelWidth, PanelWidth);

    /// <summary>The least exponent of a panel.</summary>
    public double LeastExponentOf(int panel)
    {
        if (isPlain)
        {
            return 0;
        }

        double least = double.PositiveInfinity;
        int count = Math.Min(PanelWidth, tree.Count - (panel * PanelWidth));
        foreach (double exponent in ExponentsOf(panel)[..count])
        {
            least = Math.Min(least, exponent);
        }

        return least;
    }

    public MatrixView<double> LinesOf(int panel, int panels) =>
        tree.Lines.View.Slice(0, panel * PanelWidth, tree.Dimension, panels * PanelWidth);

    public ReadOnlySpan<double> MomentsOf(PanelTree.Place place, TaylorTerms terms, ReadOnlySpan<double> centre)
    {
        double[]? made = Volatile.Read(ref moments[place.Node]);
        if (made is null)
        {
            made = new double[terms.Count];
            int first = place.First * PanelWidth, count = place.Panels * PanelWidth;
            GaussTaylor.Moments(
                terms, tree.Lines.View.Slice(0, first, tree.Dimension, count), exponents.AsSpan(first, count),
                weights.AsSpan(first, count), centre, bases[place.Node], made);
            Volatile.Write(ref moments[place.Node], made);
        }

        return made;
    }

    /// <summary>Makes the columns of products with all threads, before blocks ask for them one by one.</summary>
    public void Prepare(GaussTarget target, ComputeOptions options)
    {
        if (target.IsLoose)
        {
            Panels(ref singles, options);
        }
        else
        {
            Panels(ref doubles, options);
        }
    }

    private GaussPanels<T> Panels<T>(ref GaussPanels<T>? made, ComputeOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Volatile.Read(ref made) is GaussPanels<T> found)
        {
            return found;
        }

        lock (moments)
        {
            return made ??= new GaussPanels<T>(tree, exponents, weights, options);
        }
    }

    private void SetBase(PanelTree.Place place)
    {
        if (place.Panels == 1)
        {
            ReadOnlySpan<double> own = ExponentsOf(place.First);
            double largest = double.NegativeInfinity, sum = 0;
            foreach (double exponent in own)
            {
                largest = Math.Max(largest, exponent);
            }

            foreach (double exponent in own)
            {
                // Equal weights, the usual ones, need no power.
                sum += exponent == largest ? 1 : Math.Pow(2, exponent - largest);
            }

            bases[place.Node] = largest + Math.Log2(sum) + 1e-9;
            return;
        }

        SetBase(place.Left);
        SetBase(place.Right);
        (double left, double right) = (bases[place.Left.Node], bases[place.Right.Node]);
        bases[place.Node] =
            Math.Max(left, right) + Math.Log2(1 + Math.Pow(2, -Math.Abs(left - right))) + 1e-9;
    }
}
