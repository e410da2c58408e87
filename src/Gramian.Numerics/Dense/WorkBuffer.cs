using System.Runtime.InteropServices;

namespace Gramian.Numerics.Dense;

// One buffer of the pool. Dispose gives it back; the memory is freed when the pool is full or the buffer is collected.
internal sealed unsafe class WorkBuffer : IDisposable
{
    private void* memory;

    public WorkBuffer(nint bytes)
    {
        Bytes = bytes;
        memory = NativeMemory.AlignedAlloc((nuint)bytes, 64);
    }

    ~WorkBuffer() => Free();

    public nint Bytes { get; }

    // Whether nobody rented it since the pool was last trimmed.
    public bool Idle { get; set; }

    public T* Pointer<T>()
        where T : unmanaged => (T*)memory;

    public Span<T> Span<T>(int length)
        where T : unmanaged => new(memory, length);

    public void Dispose() => Workspace.GiveBack(this);

    public void Free()
    {
        NativeMemory.AlignedFree(memory);
        memory = null;
        GC.SuppressFinalize(this);
    }
}
