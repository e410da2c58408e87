using Gramian.Kernels.Stationary;
using Gramian.Models.SupportVectors;
using Gramian.Numerics;

namespace Gramian.Models.Tests.SupportVectors;

public sealed class GramMatrixTests
{
    [Fact]
    public void Refuses_a_Gram_matrix_that_is_none()
    {
        Matrix<double> wide = new(3, 4);
        Matrix<double> askew = Matrix<double>.Identity(3);
        askew[2, 0] = 0.5;
        foreach (Matrix<double> gram in new[] { wide, askew })
        {
            Refused(() => new SupportVectorClassifier(new Rbf()).FitGram(gram, [0, 1, 1]));
            Refused(() => new SupportVectorRegressor(new Rbf()).FitGram(gram, [0, 1, 1]));
            Refused(() => new OneClassSupportVectors(new Rbf()).FitGram(gram));
        }

        Refused(() => new SupportVectorClassifier(new Rbf()).FitGram(Matrix<double>.Identity(3), [0, 1]));
        Refused(() => new SupportVectorRegressor(new Rbf()).FitGram(Matrix<double>.Identity(3), [0, 1]));

        static void Refused(Action fit) => Assert.ThrowsAny<ArgumentException>(fit);
    }
}
