using Gramian.Numerics.Dense;

namespace Gramian.Solvers.Optimisation;

/// <summary>The step of Steihaug: conjugate gradients on the quadratic model until the edge of a ball.</summary>
internal sealed class TruncatedStep(int size, int productLimit)
{
    private readonly double[] residual = new double[size];
    private readonly double[] direction = new double[size];
    private readonly double[] product = new double[size];

    /// <summary>The step s, [n].</summary>
    public double[] Step { get; } = new double[size];

    /// <summary>Finds a step; returns the decrease that the model promises, −gᵀs − ½ sᵀH s.</summary>
    public double Find(HessianProduct hessian, ReadOnlySpan<double> x, ReadOnlySpan<double> gradient, double radius)
    {
        Array.Clear(Step);
        gradient.CopyTo(residual);
        for (int i = 0; i < size; i++)
        {
            direction[i] = -gradient[i];
        }

        double norm = VectorOps.Norm2<double>(residual);
        double enough = Math.Min(0.5, Math.Sqrt(norm)) * norm;
        double squared = norm * norm;
        double promised = 0;
        for (int k = 0; k < productLimit; k++)
        {
            hessian(x, direction, product);
            double curvature = VectorOps.Dot<double>(direction, product);
            double length = squared / curvature;
            if (!(curvature > 0) || !double.IsFinite(length) || NormAfter(length) >= radius)
            {
                length = ToEdge(radius);
                VectorOps.Axpy(length, direction, Step);

                // Along d the residual has slope rᵀd = −‖r‖², whatever the curvature.
                return promised + (length * squared) - (0.5 * length * length * Finite(curvature));
            }

            VectorOps.Axpy(length, direction, Step);
            VectorOps.Axpy(length, product, residual);
            promised += 0.5 * length * squared;
            double next = VectorOps.SumOfSquares<double>(residual);
            if (Math.Sqrt(next) <= enough)
            {
                break;
            }

            double conjugate = next / squared;
            for (int i = 0; i < size; i++)
            {
                direction[i] = (conjugate * direction[i]) - residual[i];
            }

            squared = next;
        }

        return promised;
    }

    // A Hessian that is not finite tells nothing: the step is then the steepest one.
    private static double Finite(double curvature) => double.IsFinite(curvature) ? curvature : 0;

    private double NormAfter(double length)
    {
        double sum = 0;
        for (int i = 0; i < size; i++)
        {
            double moved = Step[i] + (length * direction[i]);
            sum += moved * moved;
        }

        return Math.Sqrt(sum);
    }

    // The positive root t of ‖s + t d‖ = radius, in the form without cancellation.
    private double ToEdge(double radius)
    {
        double a = VectorOps.SumOfSquares<double>(direction);
        double b = VectorOps.Dot<double>(Step, direction);
        double c = VectorOps.SumOfSquares<double>(Step) - (radius * radius);
        double root = Math.Sqrt(Math.Max((b * b) - (a * c), 0));
        return b > 0 ? -c / (b + root) : (root - b) / a;
    }
}
