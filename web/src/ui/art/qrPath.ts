/** The dark squares of a QR code as one path; the quiet zone around them comes with the squares. */

export function qrPath(squares: readonly (readonly boolean[])[]): { size: number; path: string } {
  const runs = squares.flatMap((row, y) => {
    const found: string[] = [];
    for (let x = 0; x < row.length; x += 1) {
      if (!row[x]) continue;
      const start = x;
      while (row[x + 1]) x += 1;
      const length = x - start + 1;
      found.push(`M${String(start)} ${String(y)}h${String(length)}v1h-${String(length)}z`);
    }
    return found;
  });
  return { size: squares.length, path: runs.join("") };
}
