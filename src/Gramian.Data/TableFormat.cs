namespace Gramian.Data;

/// <summary>The file formats of tables. Each may be compressed by gzip.</summary>
public enum TableFormat
{
    /// <summary>
    /// By the extension: .csv, .tsv, .tab, .txt, .jsonl, .ndjson, .svm, .svmlight, .libsvm, .npy, .npz.
    /// </summary>
    Auto,

    /// <summary>Delimited text (RFC 4180); the delimiter is found when not given.</summary>
    Csv,

    /// <summary>Delimited text whose delimiter is the tabulator.</summary>
    Tsv,

    /// <summary>One JSON object per line.</summary>
    JsonLines,

    /// <summary>Sparse rows "label index:value …", with indices from 1.</summary>
    Svmlight,

    /// <summary>One array of numbers of one or two dimensions, as NumPy writes it.</summary>
    Npy,

    /// <summary>A zip archive of such arrays.</summary>
    Npz,
}
