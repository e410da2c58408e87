namespace Gramian.Kernels.Text;

internal enum TokenKind
{
    Name,
    Number,
    Symbol,
    End,
}
