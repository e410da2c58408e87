using System.Globalization;
using Gramian.Data;
using Gramian.Numerics;

namespace Gramian.Models.SupportVectors.Libsvm;

/// <summary>Writes LIBSVM model files; every number has the digits that give it back exactly.</summary>
public static class LibsvmWriter
{
    internal static IReadOnlyList<string> KindNames { get; } =
        ["c_svc", "nu_svc", "one_class", "epsilon_svr", "nu_svr"];

    /// <summary>Writes a file: whole or not at all.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The path of the file.</param>
    /// <param name="mayReplace">Says whether an existing file may be replaced; null for any.</param>
    /// <exception cref="DataException">The file exists and must not be replaced.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(LibsvmModel model, string path, Func<string, bool>? mayReplace = null) =>
        AtomicFile.WriteText(path, writer => Write(model, writer), mayReplace);

    /// <summary>Writes the text of a model file.</summary>
    /// <param name="model">The model.</param>
    /// <param name="writer">Receives the text.</param>
    public static void Write(LibsvmModel model, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(writer);
        LibsvmKernel form = model.Form;
        writer.Write($"svm_type {KindNames[(int)model.Kind]}\nkernel_type {LibsvmKernel.Names[form.Form]}\n");
        if (form.Form == LibsvmKernel.PolynomialForm)
        {
            Line(writer, "degree", [form.Degree]);
        }

        if (form.Form != LibsvmKernel.LinearForm)
        {
            Line(writer, "gamma", [form.Gamma]);
        }

        if (form.Form is LibsvmKernel.PolynomialForm or LibsvmKernel.SigmoidForm)
        {
            Line(writer, "coef0", [form.Offset]);
        }

        Line(writer, "nr_class", [model.IsClassification ? model.Labels.Count : 2]);
        Line(writer, "total_sv", [model.Expansion.Count]);
        Line(writer, "rho", model.Expansion.Offsets);
        if (model.IsClassification)
        {
            Line(writer, "label", model.Labels);
        }

        if (model.Scalings is not null)
        {
            Line(writer, "probA", model.Scalings.Select(scaling => scaling.A));
            Line(writer, "probB", model.Scalings.Select(scaling => scaling.B));
        }
        else if (model.NoiseScale is double noise)
        {
            Line(writer, "probA", [noise]);
        }

        if (model.IsClassification)
        {
            Line(writer, "nr_sv", model.SupportCounts.Select(count => (double)count));
        }

        writer.Write("SV\n");
        WriteVectors(model, writer);
    }

    private static void Line(TextWriter writer, string name, IEnumerable<double> values)
    {
        writer.Write(name);
        foreach (double value in values)
        {
            writer.Write(' ');
            writer.Write(Text(value));
        }

        writer.Write('\n');
    }

    // Row i belongs to a class c: it has a coefficient in each machine of c and another class, in their order.
    private static void WriteVectors(LibsvmModel model, TextWriter writer)
    {
        MatrixView<double> weights = model.Expansion.Weights;
        int classes = Math.Max(2, model.Labels.Count);
        int owner = 0;
        int left = model.IsClassification ? model.SupportCounts[0] : int.MaxValue;
        for (int i = 0; i < model.Expansion.Count; i++)
        {
            while (left == 0)
            {
                left = model.SupportCounts[++owner];
            }

            left--;
            if (model.IsClassification)
            {
                for (int other = 0; other < classes; other++)
                {
                    if (other != owner)
                    {
                        writer.Write(Text(weights[i, PairIndex(owner, other, classes)]));
                        writer.Write(' ');
                    }
                }
            }
            else
            {
                writer.Write(Text(weights[i, 0]));
                writer.Write(' ');
            }

            WriteVector(model, i, writer);
            writer.Write('\n');
        }
    }

    private static void WriteVector(LibsvmModel model, int row, TextWriter writer)
    {
        if (model.Expansion.SparseVectors?.Values is { } cells)
        {
            for (int e = cells.RowStarts[row]; e < cells.RowStarts[row + 1]; e++)
            {
                WriteEntry(model.Features[cells.ColumnIndices[e]], cells.Values[e]);
            }

            return;
        }

        ReadOnlySpan<double> vector = model.Expansion.Vectors!.Values.Row(row);
        for (int k = 0; k < model.Features.Count; k++)
        {
            WriteEntry(model.Features[k], vector[k]);
        }

        void WriteEntry(int feature, double value)
        {
            if (value != 0)
            {
                writer.Write(string.Create(CultureInfo.InvariantCulture, $"{feature}:{Text(value)} "));
            }
        }
    }

    internal static int PairIndex(int a, int b, int classes)
    {
        (int i, int j) = (Math.Min(a, b), Math.Max(a, b));
        return (i * classes) - (i * (i + 1) / 2) + j - i - 1;
    }

    private static string Text(double value) => value.ToString("G17", CultureInfo.InvariantCulture);
}
