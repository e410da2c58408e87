using Gramian.Kernels;
using Gramian.Numerics;
using Gramian.Numerics.Random;

namespace Gramian.Models.LatentMaps;

/// <summary>Represents a smooth map from one or two hidden coordinates to the data: the recipe. Immutable.</summary>
/// <remarks>
/// x = f(z) + ε with z uniform on K nodes of [−1, 1]ᵈ, f(z) = Wᵀφ(z), φ Gaussian bumps and a constant, ε normal of
/// variance σ². Fitted by expectation–maximisation of the likelihood with −(λ/2)‖W‖² added, which never falls. An
/// iteration takes O(n K D + K M² + M³) time and O(K (D + M)) memory beside the data. Data without noise have no
/// largest likelihood: <see cref="Perturbation"/> adds noise to the data first, which
/// <see cref="FittedTopographicMap.Sample"/> leaves out again.
/// </remarks>
[Paper("bishop1998gtm")]
[Paper("chae2023likelihood")]
public sealed record GenerativeTopographicMap
{
    /// <summary>The number of hidden coordinates, 1 or 2; 1 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is neither 1 nor 2.</exception>
    public int LatentDimension
    {
        get;
        init => field = (int)Guard.InRange(value, 1, 2, nameof(LatentDimension));
    } = 1;

    /// <summary>The number of nodes along each hidden coordinate; 60 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int Nodes { get; init => field = Guard.AtLeast(value, 1, nameof(Nodes)); } = 60;

    /// <summary>The number of bumps along each hidden coordinate; 12 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int Bumps { get; init => field = Guard.AtLeast(value, 1, nameof(Bumps)); } = 12;

    /// <summary>The standard deviation of a bump, in distances between neighbouring ones; 1 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive and finite.</exception>
    public double BumpWidth { get; init => field = Guard.Positive(value, nameof(BumpWidth)); } = 1;

    /// <summary>λ, zero or positive, per squared unit of the data; 0.001 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double Ridge { get; init => field = Guard.NonNegative(value, nameof(Ridge)); } = 1e-3;

    /// <summary>
    /// The standard deviation of the noise that is added to the data, once, before the fit; 0 by default. In the unit
    /// of the data.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
    public double Perturbation { get; init => field = Guard.NonNegative(value, nameof(Perturbation)); }

    /// <summary>Where the fit begins; along the principal axes by default.</summary>
    public MapStart Start { get; init; }

    /// <summary>The largest number of iterations; 300 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int IterationLimit { get; init => field = Guard.AtLeast(value, 1, nameof(IterationLimit)); } = 300;

    /// <summary>
    /// The gain in log likelihood per row, in nats, under which an iteration is the last; 1e-5 by default.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive and finite.</exception>
    public double Tolerance { get; init => field = Guard.Positive(value, nameof(Tolerance)); } = 1e-5;

    /// <summary>Fits the map.</summary>
    /// <param name="points">The n rows, [n, D]; at least 2 different ones.</param>
    /// <param name="random">Draws the perturbation and a random start; its state moves on.</param>
    /// <param name="options">Progress and cancellation; null for the default.</param>
    /// <exception cref="ArgumentException">There are no two different rows.</exception>
    public FittedTopographicMap Fit(Points points, RandomStream random, ComputeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(random);
        Matrix<double> data = points.Values.ToMatrix();
        for (int i = 0; i < data.Rows; i++)
        {
            foreach (ref double value in data.Row(i))
            {
                value += Perturbation > 0 ? Perturbation * random.NextNormal() : 0;
            }
        }

        return new MapFit(this, data, options ?? ComputeOptions.Default).Run(random);
    }
}
