using Gramian.Numerics;

namespace Gramian.Solvers.QuadraticProgrammes;

// The variables that may still move, row by row of a matrix that has the rows of those alone; and how to return.
internal sealed class ActiveVariables
{
    private readonly PairedProgramme programme;
    private readonly int copies;
    private readonly double[] allValues;
    private readonly double[] allProducts;
    private readonly List<(int[] Rows, double[] Coefficients)> dropped = [];
    private int[] ids;              // the row of the programme of each row here

    public ActiveVariables(PairedProgramme programme, ComputeOptions options)
    {
        this.programme = programme;
        Rows = programme.Rows;
        int n = Rows.Count;
        copies = programme.Count / n;
        ids = [.. Enumerable.Range(0, n)];
        allValues = [.. programme.Start];
        allProducts = new double[n];
        Signs = programme.Signs;
        Bounds = programme.Bounds;
        Values = allValues;
        Products = allProducts;
        Offsets = new double[programme.Count];
        Diagonal = new double[n];
        for (int v = 0; v < Offsets.Length; v++)
        {
            Offsets[v] = -programme.Signs[v] * programme.Slopes[v];
        }

        CopyDiagonal();
        AddAllProducts(Everything(n), new double[n], options);
    }

    public ISymmetricRows Rows { get; private set; }

    /// <summary>The number of rows here, n; variable v belongs to row v mod n.</summary>
    public int Count => ids.Length;

    public bool IsWhole => ids.Length == programme.Rows.Count;

    public double[] Signs { get; private set; }

    public double[] Bounds { get; private set; }

    public double[] Values { get; private set; }

    /// <summary>−y p.</summary>
    public double[] Offsets { get; private set; }

    public double[] Products { get; private set; }

    public double[] Diagonal { get; private set; }

    /// <summary>y(−G) of a variable.</summary>
    public double Score(int variable) => Offsets[variable] - Products[RowOf(variable)];

    public int RowOf(int variable) => variable < Count ? variable : variable - Count;

    /// <summary>Keeps some rows; the products of the others stay as they are until <see cref="Restore"/>.</summary>
    public void Keep(int[] kept)
    {
        Store();
        var stays = new bool[Count];
        foreach (int row in kept)
        {
            stays[row] = true;
        }

        int[] goes = [.. Enumerable.Range(0, Count).Where(row => !stays[row]).Select(row => ids[row])];
        dropped.Add((goes, Coefficients()));
        ids = [.. kept.Select(row => ids[row])];
        Rows = Rows.Select(kept);
        Gather();
    }

    /// <summary>Brings every row back, with products that take in all that has moved since.</summary>
    public void Restore(ComputeOptions options)
    {
        Store();
        foreach ((int[] rows, double[] coefficients) in dropped)
        {
            AddAllProducts(rows, coefficients, options);
        }

        dropped.Clear();
        ids = Everything(programme.Rows.Count);
        Rows = programme.Rows;
        Gather();
    }

    // As float rows have it: with a diagonal of other digits the curvature between near points would not be that of the
    // matrix which moves the gradient, and steps along it could overshoot for ever.
    private void CopyDiagonal()
    {
        Rows.CopyDiagonal(Diagonal);
        foreach (ref double value in Diagonal.AsSpan())
        {
            value = (float)value;
        }
    }

    private static int[] Everything(int count) => [.. Enumerable.Range(0, count)];

    private void Store()
    {
        int n = programme.Rows.Count;
        for (int row = 0; row < Count; row++)
        {
            allProducts[ids[row]] = Products[row];
            for (int copy = 0; copy < copies; copy++)
            {
                allValues[ids[row] + (copy * n)] = Values[row + (copy * Count)];
            }
        }
    }

    private void Gather()
    {
        int n = programme.Rows.Count;
        int count = Count;
        Products = new double[count];
        Diagonal = new double[count];
        Signs = new double[count * copies];
        Bounds = new double[count * copies];
        Values = new double[count * copies];
        Offsets = new double[count * copies];
        CopyDiagonal();
        for (int row = 0; row < count; row++)
        {
            Products[row] = allProducts[ids[row]];
            for (int copy = 0; copy < copies; copy++)
            {
                int from = ids[row] + (copy * n), to = row + (copy * count);
                (Signs[to], Bounds[to]) = (programme.Signs[from], programme.Bounds[from]);
                (Values[to], Offsets[to]) = (allValues[from], -programme.Signs[from] * programme.Slopes[from]);
            }
        }
    }

    private double[] Coefficients()
    {
        int n = programme.Rows.Count;
        var coefficients = new double[n];
        for (int v = 0; v < allValues.Length; v++)
        {
            coefficients[v % n] += programme.Signs[v] * allValues[v];
        }

        return coefficients;
    }

    // products[rows] += K (β now − β then).
    private void AddAllProducts(int[] rows, double[] then, ComputeOptions options)
    {
        double[] now = Coefficients();
        int[] changed = [.. Enumerable.Range(0, now.Length).Where(row => now[row] != then[row])];
        if (changed.Length == 0 || rows.Length == 0)
        {
            return;
        }

        var sums = new double[rows.Length];
        double[] weights = [.. changed.Select(row => now[row] - then[row])];
        programme.Rows.AddProducts(rows, changed, weights, sums, options);
        for (int i = 0; i < rows.Length; i++)
        {
            allProducts[rows[i]] += sums[i];
        }
    }
}
