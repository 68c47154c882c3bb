// The one import of read-excel-file, in the variant that takes bytes; loaded when the first workbook is read.
// The library is typed as an ES module, which a CommonJS file can import in this way only.
export const loadWorkbookReader = async () => (await import('read-excel-file/universal')).default;
