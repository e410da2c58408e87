using System.Numerics;
using Gramian.Numerics.Lanes;
using Gramian.Testing.Solvers;
using Xunit.Sdk;

namespace Gramian.Solvers.Tests.Optimisation;

public sealed class GradientCheckTests
{
    private static readonly double[] Point = [-1.2, 1, 0.3, 2];

    [Fact]
    public void Accepts_true_gradients_and_Hessians()
    {
        GradientCheck.Gradient(TestProblems.Rosenbrock, Point);
        GradientCheck.Gradient(TestProblems.LogBarrier, [0.5, 2, 30]);
        GradientCheck.Hessian(TestProblems.Rosenbrock, TestProblems.RosenbrockHessian, Point, [1, -2, 0.5, 3]);
    }

    [Fact]
    public void Rejects_a_gradient_with_one_wrong_element()
    {
        XunitException failure = Assert.ThrowsAny<XunitException>(() => GradientCheck.Gradient(
            (x, gradient) =>
            {
                double value = TestProblems.Rosenbrock(x, gradient);
                gradient[2] *= 1 + 1e-4;
                return value;
            },
            Point));
        Assert.Contains("element 2", failure.Message);
        Assert.ThrowsAny<XunitException>(() => GradientCheck.Hessian(
            TestProblems.Rosenbrock, (_, v, product) => v.CopyTo(product), Point, Point));
    }

    [Fact]
    public void Complex_steps_and_dual_numbers_give_the_gradient_to_rounding()
    {
        var gradient = new double[4];
        TestProblems.Rosenbrock(Point, gradient);
        double[] complex = GradientCheck.ComplexStep(
            x =>
            {
                Complex sum = 0;
                for (int i = 0; i + 1 < x.Length; i++)
                {
                    Complex bend = x[i + 1] - (x[i] * x[i]);
                    sum += (100 * bend * bend) + ((1 - x[i]) * (1 - x[i]));
                }

                return sum;
            },
            Point);
        double[] dual = GradientCheck.DualNumbers(
            x =>
            {
                Dual<ScalarDouble> sum = 0;
                for (int i = 0; i + 1 < x.Length; i++)
                {
                    Dual<ScalarDouble> bend = x[i + 1] - (x[i] * x[i]);
                    sum += (100 * bend * bend) + ((1 - x[i]) * (1 - x[i]));
                }

                return sum;
            },
            Point);
        Assert.Equal(gradient, complex, (a, b) => Math.Abs(a - b) <= 1e-13 * Math.Max(1, Math.Abs(a)));
        Assert.Equal(gradient, dual, (a, b) => Math.Abs(a - b) <= 1e-13 * Math.Max(1, Math.Abs(a)));
    }
}
