using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Gramian.Numerics.Dense;

/// <summary>Represents an OpenBLAS library of this machine, for those who choose it.</summary>
/// <remarks>
/// Never needed and never the default: choose it by <see cref="ComputeOptions.OpenBlas"/>, or for a whole process by
/// the environment variable GRAMIAN_BLAS. General matrix products, Cholesky factorisations and symmetric eigenproblems
/// that are given such options then run in the library; everything else stays here. Its sums depend on the number of
/// threads and on the library, so the promise of the same bits does not hold, and certificates name the library. It
/// does not see cancellation within one call. Safe to share between threads.
/// </remarks>
[HouseExemption("paper", "Calls into an installed library; the algorithms are its own.")]
public sealed unsafe class OpenBlas
{
    private static readonly Lazy<OpenBlas?> Environmental = new(() =>
        Environment.GetEnvironmentVariable("GRAMIAN_BLAS") is { Length: > 0 } path ? Load(path) : null);

    private readonly delegate* unmanaged<byte*, byte*, int*, int*, int*, void*, void*, int*, void*, int*, void*, void*,
        int*, void> dgemm;

    private readonly delegate* unmanaged<byte*, byte*, int*, int*, int*, void*, void*, int*, void*, int*, void*, void*,
        int*, void> sgemm;

    private readonly delegate* unmanaged<byte*, int*, void*, int*, int*, void> dpotrf;
    private readonly delegate* unmanaged<byte*, int*, void*, int*, int*, void> spotrf;

    private readonly delegate* unmanaged<byte*, byte*, int*, void*, int*, void*, void*, int*, int*, int*, int*, void>
        dsyevd;

    private readonly delegate* unmanaged<byte*, byte*, int*, void*, int*, void*, void*, int*, int*, int*, int*, void>
        ssyevd;

    private readonly delegate* unmanaged<int, void> setThreads;

    private OpenBlas(nint library, string path)
    {
        dgemm = (delegate* unmanaged<byte*, byte*, int*, int*, int*, void*, void*, int*, void*, int*, void*, void*,
            int*, void>)Entry(library, path, "dgemm_");
        sgemm = (delegate* unmanaged<byte*, byte*, int*, int*, int*, void*, void*, int*, void*, int*, void*, void*,
            int*, void>)Entry(library, path, "sgemm_");
        dpotrf = (delegate* unmanaged<byte*, int*, void*, int*, int*, void>)Entry(library, path, "dpotrf_");
        spotrf = (delegate* unmanaged<byte*, int*, void*, int*, int*, void>)Entry(library, path, "spotrf_");
        dsyevd = (delegate* unmanaged<byte*, byte*, int*, void*, int*, void*, void*, int*, int*, int*, int*, void>)
            Entry(library, path, "dsyevd_");
        ssyevd = (delegate* unmanaged<byte*, byte*, int*, void*, int*, void*, void*, int*, int*, int*, int*, void>)
            Entry(library, path, "ssyevd_");
        setThreads = (delegate* unmanaged<int, void>)Entry(library, path, "openblas_set_num_threads");
        var describe = (delegate* unmanaged<byte*>)Entry(library, path, "openblas_get_config");
        Name = Marshal.PtrToStringUTF8((nint)describe())?.Trim() ?? "OpenBLAS";
    }

    /// <summary>The library's own description, such as "OpenBLAS 0.3.21 NO_LAPACKE DYNAMIC_ARCH … Zen".</summary>
    public string Name { get; }

    // Loaded when first asked for, so that a wrong path is reported by what needs it and not by a type's start.
    internal static OpenBlas? OfEnvironment => Environmental.Value;

    /// <summary>Loads a library.</summary>
    /// <param name="path">A path, or a name that the system's loader finds, such as "libopenblas.so.0".</param>
    /// <exception cref="DllNotFoundException">There is no such library, or it is not OpenBLAS with LAPACK.</exception>
    public static OpenBlas Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return NativeLibrary.TryLoad(path, out nint library)
            ? new OpenBlas(library, path)
            : throw new DllNotFoundException(
                $"The library '{path}' was not found or cannot be loaded: give the path of an installed OpenBLAS, or "
                + "do without one (unset GRAMIAN_BLAS).");
    }

    /// <summary>Loads a library, if it is there.</summary>
    /// <param name="path">A path, or a name that the system's loader finds.</param>
    /// <param name="library">The library, or null.</param>
    public static bool TryLoad(string path, [NotNullWhen(true)] out OpenBlas? library)
    {
        try
        {
            library = Load(path);
            return true;
        }
        catch (DllNotFoundException)
        {
            library = null;
            return false;
        }
    }

    // C ← α op(A) op(B) + β C by rows is Cᵀ ← α op(B)ᵀ op(A)ᵀ + β Cᵀ by columns.
    internal void Gemm<T>(
        bool transposeA, bool transposeB, T alpha, MatrixView<T> a, MatrixView<T> b, T beta, MatrixView<T> c, int depth,
        int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        byte first = Letter(transposeB ? 'T' : 'N'), second = Letter(transposeA ? 'T' : 'N');
        int m = c.Columns, n = c.Rows, k = depth;
        int strideA = Leading(a), strideB = Leading(b), strideC = Leading(c);
        setThreads(threads);
        (typeof(T) == typeof(double) ? dgemm : sgemm)(
            &first, &second, &m, &n, &k, &alpha, b.Origin, &strideB, a.Origin, &strideA, &beta, c.Origin, &strideC);
    }

    /// <summary>Factors the lower triangle; returns the failing pivot or −1.</summary>
    internal int Cholesky<T>(MatrixView<T> a, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        byte triangle = Letter('U');
        int n = a.Rows, stride = Leading(a), info = 0;
        setThreads(threads);
        (typeof(T) == typeof(double) ? dpotrf : spotrf)(&triangle, &n, a.Origin, &stride, &info);
        return info > 0 ? info - 1 : -1;
    }

    /// <summary>Replaces A, of which the lower triangle is read, by its vectors as rows.</summary>
    /// <exception cref="ArithmeticException">No convergence.</exception>
    internal void Eigen<T>(MatrixView<T> a, Span<T> values, bool vectors, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        byte job = Letter(vectors ? 'V' : 'N'), triangle = Letter('U');
        int n = a.Rows, stride = Leading(a), info = 0, size = -1, integers = -1, integer = 0;
        T element = default;
        var solve = typeof(T) == typeof(double) ? dsyevd : ssyevd;
        setThreads(threads);
        fixed (T* target = values)
        {
            solve(&job, &triangle, &n, a.Origin, &stride, target, &element, &size, &integer, &integers, &info);
            size = int.CreateChecked(T.Ceiling(element));
            integers = integer;
            using WorkBuffer work = Workspace.Rent<T>(size), more = Workspace.Rent<int>(integers);
            solve(
                &job, &triangle, &n, a.Origin, &stride, target, work.Pointer<T>(), &size, more.Pointer<int>(),
                &integers, &info);
        }

        if (info != 0)
        {
            throw new ArithmeticException($"The eigenvalues did not converge in {Name}.");
        }
    }

    private static void* Entry(nint library, string path, string name) =>
        NativeLibrary.TryGetExport(library, name, out nint address)
            ? (void*)address
            : throw new DllNotFoundException(
                $"The library '{path}' has no function '{name}': it is not an OpenBLAS with LAPACK.");

    private static byte Letter(char letter) => (byte)letter;

    private static int Leading<T>(MatrixView<T> a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => checked((int)nint.Max(1, nint.Max(a.Stride, a.Columns)));
}
