using System.Globalization;
using System.Text;
using Gramian.Models.SupportVectors.Libsvm;
using Gramian.Numerics.Random;

namespace Gramian.Models.Tests.Files;

/// <summary>Makes models of the kinds that come from LIBSVM's files, by the text of such a file.</summary>
internal static class ImportedModels
{
    public static TableModel Of(ModelKind kind, bool probability, int vectors, params string[] columns)
    {
        string letters = kind switch
        {
            ModelKind.OneClassSupport => "one_class",
            ModelKind.SupportVectorRegression => "epsilon_svr",
            _ => "c_svc",
        };
        bool isClasses = kind == ModelKind.SupportVectors;
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture,
            $"svm_type {letters}\nkernel_type rbf\ngamma 0.5\nnr_class 2\ntotal_sv {vectors}\nrho 0.125\n"));
        text.Append(isClasses ? "label 7 -2\n" : "");
        text.Append(!probability || kind == ModelKind.OneClassSupport ? ""
            : isClasses ? "probA -1.5\nprobB 0.25\n" : "probA 0.5\n");
        text.Append(isClasses
            ? string.Create(CultureInfo.InvariantCulture, $"nr_sv {vectors / 2} {vectors - (vectors / 2)}\n") : "");
        text.Append("SV\n");
        for (int i = 0; i < vectors; i++)
        {
            double sign = i < vectors / 2 || kind == ModelKind.OneClassSupport ? 1 : -1;
            text.Append(CultureInfo.InvariantCulture, $"{sign * (1 + (0.5 * (i % 2)))}");
            for (int j = 0; j < columns.Length; j++)
            {
                double value = WorkloadRandom.Normal(4, (ulong)((columns.Length * i) + j));
                text.Append(CultureInfo.InvariantCulture, $" {j + 1}:{value}");
            }

            text.Append(" \n");
        }

        LibsvmModel model = LibsvmReader.Read(new StringReader(text.ToString()), "made");
        return new LibsvmImport(model, "made.model", new string('a', 64)) { Columns = columns }.ToTableModel();
    }
}
